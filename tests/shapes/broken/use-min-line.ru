# from line 3 to line 2
DELETE { GRAPH ?g { ?s ens:minLine ?n } } INSERT { GRAPH ?g { ?s ens:minLine 3 } }
WHERE { BIND(<https://w3id.org/ensartet/id/use/daratumumab-al-amyloidosis-l2> AS ?s) GRAPH ?g { ?s ens:minLine ?n } }
