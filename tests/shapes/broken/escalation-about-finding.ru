# raised: a finding that no longer is one
INSERT DATA { GRAPH <urn:x> { <https://w3id.org/ensartet/id/statement/example-escalation> ens:aboutFinding <https://w3id.org/ensartet/id/finding/gone> } }
