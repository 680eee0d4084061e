# a second value
INSERT { GRAPH ?g { <https://w3id.org/ensartet/id/statement/ana16-3-hospital-2007> ens:value 4.4 } }
WHERE { GRAPH ?g { <https://w3id.org/ensartet/id/statement/ana16-3-hospital-2007> ens:value ?v } }
