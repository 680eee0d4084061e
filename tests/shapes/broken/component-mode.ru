# a treatment that is closed and open
INSERT DATA { GRAPH <https://w3id.org/ensartet/graph/reference/authorised/1> { <https://w3id.org/ensartet/id/treatment/daratumumab-monotherapy> ens:componentMode <https://w3id.org/ensartet/code/component-mode/open> } }
