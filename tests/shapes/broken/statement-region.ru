# two regions in one statement
INSERT DATA { GRAPH <urn:x> { <https://w3id.org/ensartet/id/statement/m2602-8-sjaelland> ens:region <https://w3id.org/ensartet/id/region/syddanmark> } }
