# a basis that is no code
INSERT { GRAPH ?g { <https://w3id.org/ensartet/id/statement/ana16-3-hospital-2007> ens:basis <https://w3id.org/ensartet/code/basis/unlisted> } }
WHERE { GRAPH ?g { <https://w3id.org/ensartet/id/statement/ana16-3-hospital-2007> ens:value ?v } }
