# a state that is no code of the list
DELETE { GRAPH ?g { ?s ens:listEntryState ?v } } INSERT { GRAPH ?g { ?s ens:listEntryState <https://w3id.org/ensartet/code/programme-state/active> } }
WHERE { BIND(<https://w3id.org/ensartet/id/statement/example-entry> AS ?s) GRAPH ?g { ?s ens:listEntryState ?v } }
