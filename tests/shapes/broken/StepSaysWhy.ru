# no difference, and nobody says why
DELETE { GRAPH ?g { ?s ens:stepState ?o } } INSERT { GRAPH ?g { ?s ens:stepState <https://w3id.org/ensartet/code/finding-state/no-difference> } }
WHERE { BIND(<https://w3id.org/ensartet/id/statement/example-sent> AS ?s) GRAPH ?g { ?s ens:stepState ?o } }
