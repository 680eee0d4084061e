# it expires at the earliest after it has expired
DELETE { GRAPH ?g { ?s ens:expiresEarliest ?v } } INSERT { GRAPH ?g { ?s ens:expiresEarliest "2028-01-01"^^<http://www.w3.org/2001/XMLSchema#date> } }
WHERE { BIND(<https://w3id.org/ensartet/id/statement/example-patent> AS ?s) GRAPH ?g { ?s ens:expiresEarliest ?v } }
