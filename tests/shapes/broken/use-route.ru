# a route that is no code of the list
INSERT DATA { GRAPH <https://w3id.org/ensartet/graph/reference/authorised/1> { <https://w3id.org/ensartet/id/use/osimertinib-nsclc-adjuvant-authorised> ens:administrationRoute <https://w3id.org/ensartet/code/route/by-the-moon> } }
