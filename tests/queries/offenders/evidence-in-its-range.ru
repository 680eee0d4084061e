# offender: m2602-addition-interim
PREFIX s: <https://w3id.org/ensartet/id/statement/>
PREFIX e: <https://w3id.org/ensartet/id/evidence/>
# a passage of the addition is said to stand in the minutes as they first were
DELETE { GRAPH ?g { e:m2602-addition-2026-05-08-3-5133 ens:part ?p } }
INSERT { GRAPH ?g { e:m2602-addition-2026-05-08-3-5133 ens:part <https://w3id.org/ensartet/id/part/m2602> } }
WHERE { GRAPH ?g { e:m2602-addition-2026-05-08-3-5133 ens:part ?p } }
