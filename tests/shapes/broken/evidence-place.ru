# a passage of a document whose text is read, without its digest
DELETE { GRAPH ?g { ?s ens:sha256 ?d } } WHERE { BIND(<https://w3id.org/ensartet/id/evidence/m2604-6-13552> AS ?s) GRAPH ?g { ?s ens:sha256 ?d } }
