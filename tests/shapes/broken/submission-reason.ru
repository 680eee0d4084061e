PREFIX id: <https://w3id.org/ensartet/id/>
DELETE { GRAPH ?g { ?s ens:submissionReason ?why } } INSERT { GRAPH ?g { ?s ens:submissionReason "" } } WHERE { GRAPH ?g { ?s ens:submissionReason ?why } }
