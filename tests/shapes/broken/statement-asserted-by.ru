# somebody who is no organisation says it
DELETE { GRAPH ?g { ?s ens:assertedBy ?w } } INSERT { GRAPH ?g { ?s ens:assertedBy <https://w3id.org/ensartet/id/person/x> } }
WHERE { BIND(<https://w3id.org/ensartet/id/statement/m2604-6-practice> AS ?s) GRAPH ?g { ?s ens:assertedBy ?w } }
