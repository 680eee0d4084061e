# a class where a criterion belongs
INSERT DATA { GRAPH <https://w3id.org/ensartet/graph/reference/authorised/1> { <https://w3id.org/ensartet/id/use/osimertinib-nsclc-adjuvant-authorised> ens:priorTherapy <https://w3id.org/ensartet/id/drug-class/taxanes> } }
