# offender: ana16-3-hospital-rise
PREFIX s: <https://w3id.org/ensartet/id/statement/>
DELETE { GRAPH ?g { s:ana16-3-hospital-rise ens:contradicts ?figure } }
WHERE { GRAPH ?g { s:ana16-3-hospital-rise ens:contradicts ?figure } }
