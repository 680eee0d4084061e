# offender: acc24-hovedstaden-tally
PREFIX s: <https://w3id.org/ensartet/id/statement/>
DELETE { GRAPH ?g { s:acc24-hovedstaden-tally ens:refused ?n } }
INSERT { GRAPH ?g { s:acc24-hovedstaden-tally ens:refused 0 } }
WHERE { GRAPH ?g { s:acc24-hovedstaden-tally ens:refused ?n } }
