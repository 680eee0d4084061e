# two strengths in one entry
INSERT DATA { GRAPH <urn:x> { <https://w3id.org/ensartet/id/statement/example-entry> ens:strength "50 mg" } }
