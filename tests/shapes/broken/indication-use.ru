# an indication without its use
DELETE WHERE { GRAPH ?g { <https://w3id.org/ensartet/id/statement/ema-2025-10-27-tagrisso-adjuvant> ens:use ?u } }
