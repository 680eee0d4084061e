# a number that is a text
INSERT DATA { GRAPH <urn:x> { <https://w3id.org/ensartet/id/statement/acc24-sjaelland-tally> ens:lapsed "1" } }
