# a statement on two groups
INSERT DATA { GRAPH <urn:x> { <https://w3id.org/ensartet/id/statement/m2604-6-practice> ens:regionGroup <https://w3id.org/ensartet/id/region-group/other> } }
