# a step that nobody states
INSERT DATA { GRAPH <urn:x> { <https://w3id.org/ensartet/id/finding/outcome-against-practice-0e1193d317a0-standing-1> ens:stepTaken <https://w3id.org/ensartet/id/statement/nobody> } }
