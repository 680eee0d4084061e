# a share above the whole
DELETE { GRAPH ?g { ?s ens:patientShare ?v } } INSERT { GRAPH ?g { ?s ens:patientShare 180.0 } }
WHERE { BIND(<https://w3id.org/ensartet/id/statement/example-position> AS ?s) GRAPH ?g { ?s ens:patientShare ?v } }
