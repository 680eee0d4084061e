# somebody who is no code appoints
DELETE { GRAPH ?g { ?s ens:appointedBy ?o } } INSERT { GRAPH ?g { ?s ens:appointedBy <https://w3id.org/ensartet/id/person/x> } }
WHERE { BIND(<https://w3id.org/ensartet/id/statement/tor17-3-chair> AS ?s) GRAPH ?g { ?s ens:appointedBy ?o } }
