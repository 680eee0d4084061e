# a figure without a number
DELETE { GRAPH ?g { <https://w3id.org/ensartet/id/statement/ana16-3-hospital-2007> ens:value ?v } } 
WHERE { GRAPH ?g { <https://w3id.org/ensartet/id/statement/ana16-3-hospital-2007> ens:value ?v } }
