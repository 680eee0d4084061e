# a medicine marked as internal: what speaks of it is what can be withheld
INSERT DATA { GRAPH <https://w3id.org/ensartet/graph/reference/drugs/1> { <https://w3id.org/ensartet/id/drug/osimertinib> <http://purl.org/dc/terms/accessRights> <https://w3id.org/ensartet/code/access-rights/internal> } }
