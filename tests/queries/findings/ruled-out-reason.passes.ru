# before the rule; another reason; a reason denied
PREFIX s: <https://w3id.org/ensartet/id/statement/>
PREFIX use: <https://w3id.org/ensartet/id/use/>
PREFIX region: <https://w3id.org/ensartet/id/region/>
PREFIX evidence: <https://w3id.org/ensartet/id/evidence/>
PREFIX code: <https://w3id.org/ensartet/code/>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
INSERT DATA { GRAPH <https://w3id.org/ensartet/graph/test/1> {
s:test-before a ens:ApplicationOutcome ; ens:publishedOn "2026-03-01"^^xsd:date ;
    ens:use use:glofitamab-dlbcl ;
    ens:region region:midtjylland ;
    ens:outcome code:outcome\/refused ;
    ens:decidedEarliest "2023-03-01"^^xsd:date ;
    ens:decidedLatest "2023-03-01"^^xsd:date ;
    ens:force code:force\/advisory ;
    ens:polarity code:polarity\/affirmed ;
    ens:reason code:reason\/under-assessment .
s:test-price a ens:ApplicationOutcome ; ens:publishedOn "2026-03-01"^^xsd:date ;
    ens:use use:glofitamab-dlbcl ;
    ens:region region:midtjylland ;
    ens:outcome code:outcome\/refused ;
    ens:decidedEarliest "2024-01-10"^^xsd:date ;
    ens:decidedLatest "2024-01-10"^^xsd:date ;
    ens:force code:force\/advisory ;
    ens:polarity code:polarity\/affirmed ;
    ens:reason code:reason\/price .
s:test-denied a ens:RefusalReason ; ens:publishedOn "2026-03-01"^^xsd:date ;
    ens:region region:nordjylland ;
    ens:reason code:reason\/under-assessment ;
    ens:polarity code:polarity\/negated .
} }
