# a predecessor that is no organisation
DELETE { GRAPH ?g { ?s ens:predecessor ?o } } INSERT { GRAPH ?g { ?s ens:predecessor <https://w3id.org/ensartet/id/person/x> } }
WHERE { BIND(<https://w3id.org/ensartet/id/statement/tor17-1-succession> AS ?s) GRAPH ?g { ?s ens:predecessor ?o } }
