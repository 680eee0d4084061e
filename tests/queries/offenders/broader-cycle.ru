# offender: cancer
PREFIX disease: <https://w3id.org/ensartet/id/disease/>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
# cancer is put under lung cancer, which is under cancer
INSERT DATA { GRAPH <urn:x> { disease:cancer skos:broader disease:lung-cancer } }
