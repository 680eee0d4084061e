# a period that ends before it begins
DELETE { GRAPH ?g { ?s ens:periodTo ?d } } INSERT { GRAPH ?g { ?s ens:periodTo "2020-01-01"^^<http://www.w3.org/2001/XMLSchema#date> } }
WHERE { BIND(<https://w3id.org/ensartet/id/statement/acc24-sjaelland-tally> AS ?s) GRAPH ?g { ?s ens:periodTo ?d } }
