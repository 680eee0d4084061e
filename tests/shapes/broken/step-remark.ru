# a remark twice in Danish
INSERT DATA { GRAPH <urn:x> { <https://w3id.org/ensartet/id/statement/example-remark> ens:remark "Endnu en."@da } }
