# a matter that goes to somebody who is no organisation
DELETE { GRAPH ?g { ?s ens:broughtBefore ?o } } INSERT { GRAPH ?g { ?s ens:broughtBefore <https://w3id.org/ensartet/id/person/x> } }
WHERE { BIND(<https://w3id.org/ensartet/id/statement/tor17-4.2-escalation> AS ?s) GRAPH ?g { ?s ens:broughtBefore ?o } }
