PREFIX id: <https://w3id.org/ensartet/id/>
DELETE { GRAPH ?g { id:submission\/example-2 ens:partTarget ?target } } WHERE { GRAPH ?g { id:submission\/example-2 ens:partTarget ?target } }
