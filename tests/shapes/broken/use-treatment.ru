# a use of two treatments
INSERT DATA { GRAPH <urn:x> { <https://w3id.org/ensartet/id/use/luspatercept-mds> ens:treatment <https://w3id.org/ensartet/id/treatment/daratumumab> } }
