# an entry for everybody
DELETE { GRAPH ?g { ?u ens:population ?p } }
WHERE { GRAPH ?h { <https://w3id.org/ensartet/id/statement/example-entry> ens:use ?u } GRAPH ?g { ?u ens:population ?p } }
