# offender: suu-538-nordjylland
PREFIX s: <https://w3id.org/ensartet/id/statement/>
DELETE { GRAPH ?g { s:suu-538-nordjylland ens:withdrawn ?n } }
INSERT { GRAPH ?g { s:suu-538-nordjylland ens:withdrawn 5 } }
WHERE { GRAPH ?g { s:suu-538-nordjylland ens:withdrawn ?n } }
