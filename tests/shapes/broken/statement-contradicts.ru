# a contradiction with something that is no statement
INSERT { GRAPH ?g { <https://w3id.org/ensartet/id/statement/ana16-3-hospital-2007> ens:contradicts <https://w3id.org/ensartet/id/source/ana16> } }
WHERE { GRAPH ?g { <https://w3id.org/ensartet/id/statement/ana16-3-hospital-2007> ens:value ?v } }
