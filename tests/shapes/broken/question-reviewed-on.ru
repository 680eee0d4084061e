PREFIX ens: <https://w3id.org/ensartet/def/>
INSERT { GRAPH ?g { ?question ens:reviewedOn "in the spring" } } WHERE { GRAPH ?g { ?question a ens:Question } }
