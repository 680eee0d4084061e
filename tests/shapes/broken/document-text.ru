# a document that is neither read nor cited
DELETE { GRAPH ?g { ?s ens:textFile ?f } } WHERE { BIND(<https://w3id.org/ensartet/id/source/m2604> AS ?s) GRAPH ?g { ?s ens:textFile ?f } }
