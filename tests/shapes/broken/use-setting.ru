# two settings
INSERT DATA { GRAPH <https://w3id.org/ensartet/graph/reference/authorised/1> { <https://w3id.org/ensartet/id/use/osimertinib-nsclc-adjuvant-authorised> ens:setting <https://w3id.org/ensartet/code/setting/metastatic> } }
