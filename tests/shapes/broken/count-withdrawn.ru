# a negative number withdrawn
INSERT DATA { GRAPH <urn:x> { <https://w3id.org/ensartet/id/statement/acc24-sjaelland-tally> ens:withdrawn -1 } }
