# a setting that is no code of the list
INSERT DATA { GRAPH <https://w3id.org/ensartet/graph/reference/authorised/1> { <https://w3id.org/ensartet/id/prior-therapy/progressed-on-last> ens:priorSetting <https://w3id.org/ensartet/code/setting/somewhere> } }
