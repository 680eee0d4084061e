# an unnamed group of regions gets a member
INSERT DATA { GRAPH <urn:x> { <https://w3id.org/ensartet/id/statement/m2604-6-practice> ens:region <https://w3id.org/ensartet/id/region/sjaelland> } }
