# an end that is no integer
DELETE { GRAPH ?g { ?s <http://www.w3.org/ns/oa#end> ?d } } INSERT { GRAPH ?g { ?s <http://www.w3.org/ns/oa#end> "13667" } }
WHERE { BIND(<https://w3id.org/ensartet/id/evidence/m2604-6-13552> AS ?s) GRAPH ?g { ?s <http://www.w3.org/ns/oa#end> ?d } }
