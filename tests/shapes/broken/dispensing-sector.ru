# a sector that is no code
INSERT DATA { GRAPH <urn:x> { <https://w3id.org/ensartet/id/statement/m2604-7-hospital-only> ens:sector <https://w3id.org/ensartet/code/sector/abroad> } }
