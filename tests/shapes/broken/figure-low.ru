# a range upside down
DELETE { GRAPH ?g { <https://w3id.org/ensartet/id/statement/ana16-spor-1-cytostatics> ens:lowValue ?v } } INSERT { GRAPH ?g { <https://w3id.org/ensartet/id/statement/ana16-spor-1-cytostatics> ens:lowValue 121.0 } }
WHERE { GRAPH ?g { <https://w3id.org/ensartet/id/statement/ana16-spor-1-cytostatics> ens:lowValue ?v } }
