PREFIX ens: <https://w3id.org/ensartet/def/>
DELETE { GRAPH ?g { ?parameter a ens:QuestionParameter } } WHERE { GRAPH ?g { ?parameter a ens:QuestionParameter } }
