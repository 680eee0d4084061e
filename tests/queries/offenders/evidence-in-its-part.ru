# offender: m2602-addition-interim
PREFIX s: <https://w3id.org/ensartet/id/statement/>
# the interim rule of the addition is given a passage of the minutes as they first were
INSERT { GRAPH ?g { s:m2602-addition-interim ens:evidence <https://w3id.org/ensartet/id/evidence/m2602-3-5281> } }
WHERE { GRAPH ?g { s:m2602-addition-interim ens:assertedBy ?who } }
