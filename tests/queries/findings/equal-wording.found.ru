# test-a, test-b
PREFIX s: <https://w3id.org/ensartet/id/statement/>
PREFIX use: <https://w3id.org/ensartet/id/use/>
PREFIX region: <https://w3id.org/ensartet/id/region/>
PREFIX evidence: <https://w3id.org/ensartet/id/evidence/>
PREFIX code: <https://w3id.org/ensartet/code/>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
INSERT DATA { GRAPH <https://w3id.org/ensartet/graph/test/1> {
s:test-a a ens:RefusalReason ; ens:publishedOn "2026-03-01"^^xsd:date ;
    ens:region region:nordjylland ;
    ens:reason code:reason\/price ;
    ens:reason code:reason\/data-basis ;
    ens:polarity code:polarity\/affirmed ;
    ens:evidence evidence:m2602-8-17296 .
s:test-b a ens:RefusalReason ; ens:publishedOn "2026-03-01"^^xsd:date ;
    ens:region region:syddanmark ;
    ens:reason code:reason\/data-basis ;
    ens:reason code:reason\/price ;
    ens:polarity code:polarity\/affirmed ;
    ens:evidence evidence:m2602-8-17296 .
} }
