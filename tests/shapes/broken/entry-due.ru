# two dates for one reassessment
INSERT DATA { GRAPH <urn:x> { <https://w3id.org/ensartet/id/statement/example-entry> ens:due "2027-12-01"^^<http://www.w3.org/2001/XMLSchema#date> } }
