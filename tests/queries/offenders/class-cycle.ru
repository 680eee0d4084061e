# offender: tipiracil
PREFIX drug: <https://w3id.org/ensartet/id/drug/>
# a substance of a fixed combination is said to consist of the combination
INSERT DATA { GRAPH <urn:x> { drug:tipiracil ens:ingredient drug:trifluridine-tipiracil } }
