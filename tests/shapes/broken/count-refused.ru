# a negative number of refusals
DELETE { GRAPH ?g { ?s ens:refused ?n } } INSERT { GRAPH ?g { ?s ens:refused -1 } }
WHERE { BIND(<https://w3id.org/ensartet/id/statement/acc24-sjaelland-tally> AS ?s) GRAPH ?g { ?s ens:refused ?n } }
