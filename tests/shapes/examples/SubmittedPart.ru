PREFIX id: <https://w3id.org/ensartet/id/>
PREFIX code: <https://w3id.org/ensartet/code/>
INSERT DATA { GRAPH <https://w3id.org/ensartet/graph/example/base/1> {
  id:submission\/example-1 a ens:SubmittedPart ; ens:partAction code:part-action\/add ;
    ens:partGraph <https://w3id.org/ensartet/graph/example/base/2> .
  id:submission\/example-2 a ens:SubmittedPart ; ens:partAction code:part-action\/withdraw ;
    ens:partGraph <https://w3id.org/ensartet/graph/example/base/1> ; ens:partTarget <https://w3id.org/ensartet/graph/example/base/1> .
} }
