# offender: m2602-8-syddanmark
PREFIX s: <https://w3id.org/ensartet/id/statement/>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
DELETE { GRAPH ?g { s:m2602-8-syddanmark ens:decidedEarliest ?d } }
INSERT { GRAPH ?g { s:m2602-8-syddanmark ens:reason <https://w3id.org/ensartet/code/reason/under-assessment> ;
                      ens:decidedEarliest "2025-03-01"^^xsd:date } }
WHERE { GRAPH ?g { s:m2602-8-syddanmark ens:decidedEarliest ?d } }
