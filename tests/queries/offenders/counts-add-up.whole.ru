# offender: acc24-hovedstaden-tally
PREFIX s: <https://w3id.org/ensartet/id/statement/>
# all five parts are stated, and one application is unaccounted for
DELETE { GRAPH ?g { s:acc24-hovedstaden-tally ens:refused ?n } }
INSERT { GRAPH ?g { s:acc24-hovedstaden-tally ens:refused 0 ; ens:withdrawn 0 ; ens:pending 0 ; ens:lapsed 0 } }
WHERE { GRAPH ?g { s:acc24-hovedstaden-tally ens:refused ?n } }
