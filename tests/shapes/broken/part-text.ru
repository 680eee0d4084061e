# a part of a document whose text is read, without the digest of the text
DELETE { GRAPH ?g { ?s ens:textSha256 ?d } } WHERE { BIND(<https://w3id.org/ensartet/id/part/m2604> AS ?s) GRAPH ?g { ?s ens:textSha256 ?d } }
