# a step in the case of a finding that no longer is one
INSERT DATA { GRAPH <urn:x> { <https://w3id.org/ensartet/id/statement/example-sent> ens:aboutFinding <https://w3id.org/ensartet/id/finding/gone> } }
