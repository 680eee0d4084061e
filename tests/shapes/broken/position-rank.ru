# a rank of 0
DELETE { GRAPH ?g { ?s ens:choiceRank ?v } } INSERT { GRAPH ?g { ?s ens:choiceRank 0 } }
WHERE { BIND(<https://w3id.org/ensartet/id/statement/example-position> AS ?s) GRAPH ?g { ?s ens:choiceRank ?v } }
