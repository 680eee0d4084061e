# an address that is no web address
DELETE { GRAPH ?g { ?s ens:address ?a } } INSERT { GRAPH ?g { ?s ens:address <urn:isbn:9788700000000> } }
WHERE { BIND(<https://w3id.org/ensartet/id/source/suu-538> AS ?s) GRAPH ?g { ?s ens:address ?a } }
