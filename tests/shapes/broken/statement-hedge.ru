# a hedge that is no code
DELETE { GRAPH ?g { ?s ens:hedge ?h } } INSERT { GRAPH ?g { ?s ens:hedge <https://w3id.org/ensartet/code/hedge/perhaps> } }
WHERE { BIND(<https://w3id.org/ensartet/id/statement/m2604-6-no-others> AS ?s) GRAPH ?g { ?s ens:hedge ?h } }
