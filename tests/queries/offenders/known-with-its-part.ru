# offender: m2602-8-syddanmark
PREFIX s: <https://w3id.org/ensartet/id/statement/>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
# minutes of 24 February report what happened on 29 April, as if it had been known later
DELETE { GRAPH ?g { s:m2602-8-syddanmark ens:decidedLatest ?d ; ens:publishedOn ?k } }
INSERT { GRAPH ?g { s:m2602-8-syddanmark ens:decidedLatest "2026-04-29"^^xsd:date ; ens:publishedOn "2026-05-08"^^xsd:date } }
WHERE { GRAPH ?g { s:m2602-8-syddanmark ens:decidedLatest ?d ; ens:publishedOn ?k } }
