# sent, and nobody says to whom
DELETE { GRAPH ?g { ?s ens:region ?o } } WHERE { BIND(<https://w3id.org/ensartet/id/statement/example-sent> AS ?s) GRAPH ?g { ?s ens:region ?o } }
