# a group of one region
DELETE { GRAPH ?g { ?s ens:leastRegions ?v } } INSERT { GRAPH ?g { ?s ens:leastRegions 1 } }
WHERE { BIND(<https://w3id.org/ensartet/id/region-group/example> AS ?s) GRAPH ?g { ?s ens:leastRegions ?v } }
