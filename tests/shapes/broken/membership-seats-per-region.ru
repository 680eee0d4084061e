# no seat from a region
DELETE { GRAPH ?g { ?s ens:seatsPerRegion ?o } } INSERT { GRAPH ?g { ?s ens:seatsPerRegion 0 } }
WHERE { BIND(<https://w3id.org/ensartet/id/statement/tor17-3-pharmacologists> AS ?s) GRAPH ?g { ?s ens:seatsPerRegion ?o } }
