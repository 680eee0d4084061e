PREFIX id: <https://w3id.org/ensartet/id/>
DELETE { GRAPH ?g { ?s ens:submissionKey ?key } } INSERT { GRAPH ?g { ?s ens:submissionKey "to ord" } } WHERE { GRAPH ?g { ?s ens:submissionKey ?key } }
