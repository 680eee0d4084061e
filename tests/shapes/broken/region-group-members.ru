# an unnamed group gets a member
INSERT DATA { GRAPH <urn:x> { <https://w3id.org/ensartet/id/region-group/example> <http://www.w3.org/ns/org#hasMember> <https://w3id.org/ensartet/id/region/sjaelland> } }
