# advice that binds
INSERT DATA { GRAPH <urn:x> { <https://w3id.org/ensartet/id/statement/m2604-5-advice-national> ens:outcome <https://w3id.org/ensartet/code/outcome/approved> } }
