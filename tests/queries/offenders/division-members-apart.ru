# offender: disease-treated
PREFIX division: <https://w3id.org/ensartet/id/division/>
PREFIX disease: <https://w3id.org/ensartet/id/disease/>
INSERT DATA { GRAPH <https://w3id.org/ensartet/graph/test/1> {
division:disease-treated ens:divides disease:non-small-cell-lung-cancer .
} }
