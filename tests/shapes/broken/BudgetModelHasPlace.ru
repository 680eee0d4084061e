# a budget model of nobody
DELETE { GRAPH ?g { <https://w3id.org/ensartet/id/statement/ana16-spor-2-model-hovedstaden> ens:region ?v } } 
WHERE { GRAPH ?g { <https://w3id.org/ensartet/id/statement/ana16-spor-2-model-hovedstaden> ens:region ?v } }
