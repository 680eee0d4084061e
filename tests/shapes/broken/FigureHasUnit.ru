# a number without a unit
DELETE { GRAPH ?g { <https://w3id.org/ensartet/id/statement/ana16-3-hospital-2007> ens:unit ?v } } 
WHERE { GRAPH ?g { <https://w3id.org/ensartet/id/statement/ana16-3-hospital-2007> ens:unit ?v } }
