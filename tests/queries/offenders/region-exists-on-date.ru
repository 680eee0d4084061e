# offender: m2602-8-sjaelland
PREFIX s: <https://w3id.org/ensartet/id/statement/>
DELETE { GRAPH ?g { s:m2602-8-sjaelland ens:region ?r } }
INSERT { GRAPH ?g { s:m2602-8-sjaelland ens:region <https://w3id.org/ensartet/id/region/oestdanmark> } }
WHERE { GRAPH ?g { s:m2602-8-sjaelland ens:region ?r } }
