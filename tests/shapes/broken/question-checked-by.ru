PREFIX ens: <https://w3id.org/ensartet/def/>
# a name is no role
INSERT { GRAPH ?g { ?question ens:checkedBy "somebody" } } WHERE { GRAPH ?g { ?question a ens:Question } }
