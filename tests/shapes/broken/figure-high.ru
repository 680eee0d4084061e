# a second upper end
INSERT { GRAPH ?g { <https://w3id.org/ensartet/id/statement/ana16-spor-1-cytostatics> ens:highValue 130.0 } }
WHERE { GRAPH ?g { <https://w3id.org/ensartet/id/statement/ana16-spor-1-cytostatics> ens:highValue ?v } }
