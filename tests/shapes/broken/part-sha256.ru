# a digest that is none
DELETE { GRAPH ?g { ?s ens:textSha256 ?d } } INSERT { GRAPH ?g { ?s ens:textSha256 "abc" } }
WHERE { BIND(<https://w3id.org/ensartet/id/part/m2604> AS ?s) GRAPH ?g { ?s ens:textSha256 ?d } }
