# offender: m2604-6-council-2023
PREFIX s: <https://w3id.org/ensartet/id/statement/>
# the earlier status is said to supersede the one that superseded it
INSERT DATA { GRAPH <urn:x> { s:m2604-6-council-2023 ens:supersedes s:m2604-6-council-2024 } }
