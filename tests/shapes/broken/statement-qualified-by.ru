# a reservation that is no statement
INSERT { GRAPH ?g { <https://w3id.org/ensartet/id/statement/ana16-3-hospital-2007> ens:qualifiedBy <https://w3id.org/ensartet/id/source/ana16> } }
WHERE { GRAPH ?g { <https://w3id.org/ensartet/id/statement/ana16-3-hospital-2007> ens:value ?v } }
