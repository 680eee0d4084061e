# a digest that is none
DELETE { GRAPH ?g { ?s ens:sha256 ?d } } INSERT { GRAPH ?g { ?s ens:sha256 "abc" } }
WHERE { BIND(<https://w3id.org/ensartet/id/evidence/m2604-6-13552> AS ?s) GRAPH ?g { ?s ens:sha256 ?d } }
