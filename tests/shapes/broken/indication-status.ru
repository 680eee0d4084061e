# a status that is no code of the list
INSERT DATA { GRAPH <https://w3id.org/ensartet/graph/reference/authorised/1> { <https://w3id.org/ensartet/id/statement/ema-2025-10-27-tagrisso-adjuvant> ens:authorisationStatus <https://w3id.org/ensartet/code/authorisation-status/rumoured> } }
