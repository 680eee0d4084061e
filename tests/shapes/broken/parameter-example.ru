PREFIX ens: <https://w3id.org/ensartet/def/>
INSERT { GRAPH ?g { ?parameter ens:exampleValue 5 } } WHERE { GRAPH ?g { ?parameter a ens:QuestionParameter } }
