# two dates for a new position
INSERT { GRAPH ?g { ?s ens:due "2021-01-01"^^<http://www.w3.org/2001/XMLSchema#date> } }
WHERE { BIND(<https://w3id.org/ensartet/id/statement/mr-osimertinib-2019-recommended> AS ?s) GRAPH ?g { ?s ens:due ?n } }
