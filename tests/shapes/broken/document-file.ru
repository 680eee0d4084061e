# two text files
INSERT { GRAPH ?g { ?s ens:textFile "other.txt" } } WHERE { BIND(<https://w3id.org/ensartet/id/source/m2604> AS ?s) GRAPH ?g { ?s ens:textFile ?f } }
