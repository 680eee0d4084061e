# a source under an access that is in no list
INSERT DATA { GRAPH <https://w3id.org/ensartet/graph/reference/sources/1> { <https://w3id.org/ensartet/id/source/m2604> <http://purl.org/dc/terms/accessRights> <https://w3id.org/ensartet/code/access-rights/secret> } }
