# a decision later than the document that carries it
DELETE { GRAPH ?g { ?s ens:decidedLatest ?d } } INSERT { GRAPH ?g { ?s ens:decidedLatest "2027-05-01"^^<http://www.w3.org/2001/XMLSchema#date> } }
WHERE { BIND(<https://w3id.org/ensartet/id/statement/m2602-addition-council> AS ?s) GRAPH ?g { ?s ens:decidedLatest ?d } }
