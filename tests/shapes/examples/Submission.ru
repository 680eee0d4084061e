PREFIX id: <https://w3id.org/ensartet/id/>
PREFIX code: <https://w3id.org/ensartet/code/>
INSERT DATA { GRAPH <https://w3id.org/ensartet/graph/example/base/1> {
  id:submission\/example a ens:Submission ; ens:submissionKey "example-2026-1" ; ens:submittedBy id:region\/nordjylland ;
    ens:submissionReason "eksempel" ; ens:submits id:submission\/example-1 , id:submission\/example-2 .
} }
