# two texts in one language
INSERT DATA { GRAPH <urn:x> { <https://w3id.org/ensartet/id/statement/example-entry> ens:entryChange "noget andet"@da } }
