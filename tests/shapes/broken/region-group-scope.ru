# a group for a statement that names its region
INSERT DATA { GRAPH <urn:x> { <https://w3id.org/ensartet/id/statement/m2602-8-sjaelland> ens:regionGroup <https://w3id.org/ensartet/id/region-group/example> } }
