# no meeting a year
DELETE { GRAPH ?g { ?s ens:meetingsPerYear ?o } } INSERT { GRAPH ?g { ?s ens:meetingsPerYear 0 } }
WHERE { BIND(<https://w3id.org/ensartet/id/statement/tor17-2-meetings> AS ?s) GRAPH ?g { ?s ens:meetingsPerYear ?o } }
