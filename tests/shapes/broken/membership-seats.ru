# no seat
DELETE { GRAPH ?g { ?s ens:seats ?o } } INSERT { GRAPH ?g { ?s ens:seats 0 } }
WHERE { BIND(<https://w3id.org/ensartet/id/statement/tor17-3-chair> AS ?s) GRAPH ?g { ?s ens:seats ?o } }
