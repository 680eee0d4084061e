# stood so only before it stood so
INSERT DATA { GRAPH <urn:x> { <https://w3id.org/ensartet/id/finding/outcome-against-practice-0e1193d317a0-standing-1> ens:heldBefore "2026-05-11"^^<http://www.w3.org/2001/XMLSchema#date> } }
