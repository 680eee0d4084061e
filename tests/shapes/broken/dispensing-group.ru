# two groups in one statement
INSERT DATA { GRAPH <urn:x> { <https://w3id.org/ensartet/id/statement/m2604-7-group-b> ens:dispensingGroup <https://w3id.org/ensartet/code/dispensing-group/A> } }
