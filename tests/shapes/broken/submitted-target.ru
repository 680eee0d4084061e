PREFIX id: <https://w3id.org/ensartet/id/>
INSERT DATA { GRAPH <https://w3id.org/ensartet/graph/example/base/1> { id:submission\/example-2 ens:partTarget <https://w3id.org/ensartet/graph/example/base/3> } }
