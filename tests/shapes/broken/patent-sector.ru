# a sector that is no code
INSERT DATA { GRAPH <urn:x> { <https://w3id.org/ensartet/id/statement/example-patent> ens:sector <https://w3id.org/ensartet/code/sector/abroad> } }
