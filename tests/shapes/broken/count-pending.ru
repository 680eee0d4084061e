# a negative number pending
INSERT DATA { GRAPH <urn:x> { <https://w3id.org/ensartet/id/statement/acc24-sjaelland-tally> ens:pending -1 } }
