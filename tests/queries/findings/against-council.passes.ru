# before the status held; refused; another medicine; after another position took its place
PREFIX s: <https://w3id.org/ensartet/id/statement/>
PREFIX use: <https://w3id.org/ensartet/id/use/>
PREFIX region: <https://w3id.org/ensartet/id/region/>
PREFIX evidence: <https://w3id.org/ensartet/id/evidence/>
PREFIX code: <https://w3id.org/ensartet/code/>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
INSERT DATA { GRAPH <https://w3id.org/ensartet/graph/test/1> {
s:test-before a ens:ApplicationOutcome ; ens:publishedOn "2026-03-01"^^xsd:date ;
    ens:use use:vipivotide-mcrpc ;
    ens:region region:midtjylland ;
    ens:outcome code:outcome\/approved ;
    ens:decidedEarliest "2025-06-01"^^xsd:date ;
    ens:decidedLatest "2025-06-01"^^xsd:date ;
    ens:force code:force\/advisory ;
    ens:polarity code:polarity\/affirmed .
s:test-refused a ens:ApplicationOutcome ; ens:publishedOn "2026-03-01"^^xsd:date ;
    ens:use use:vipivotide-mcrpc ;
    ens:region region:nordjylland ;
    ens:outcome code:outcome\/refused ;
    ens:decidedEarliest "2026-01-15"^^xsd:date ;
    ens:decidedLatest "2026-01-15"^^xsd:date ;
    ens:force code:force\/advisory ;
    ens:polarity code:polarity\/affirmed .
s:test-other a ens:ApplicationOutcome ; ens:publishedOn "2026-03-01"^^xsd:date ;
    ens:use use:psma-it-mcrpc ;
    ens:region region:nordjylland ;
    ens:outcome code:outcome\/approved ;
    ens:decidedEarliest "2026-01-15"^^xsd:date ;
    ens:decidedLatest "2026-01-15"^^xsd:date ;
    ens:force code:force\/advisory ;
    ens:polarity code:polarity\/affirmed .
s:test-position a ens:CouncilStatus ; ens:publishedOn "2025-02-01"^^xsd:date ;
    ens:use use:glofitamab-dlbcl ;
    ens:status code:status\/not-recommended ;
    ens:validFromEarliest "2025-01-01"^^xsd:date ;
    ens:validFromLatest "2025-01-01"^^xsd:date .
s:test-position-2 a ens:CouncilStatus ; ens:publishedOn "2025-07-01"^^xsd:date ;
    ens:use use:glofitamab-dlbcl ;
    ens:status code:status\/recommended ;
    ens:supersedes s:test-position ;
    ens:validFromEarliest "2025-06-01"^^xsd:date ;
    ens:validFromLatest "2025-06-01"^^xsd:date .
s:test-after a ens:ApplicationOutcome ; ens:publishedOn "2026-03-01"^^xsd:date ;
    ens:use use:glofitamab-dlbcl ;
    ens:region region:midtjylland ;
    ens:outcome code:outcome\/approved ;
    ens:decidedEarliest "2026-01-15"^^xsd:date ;
    ens:decidedLatest "2026-01-15"^^xsd:date ;
    ens:force code:force\/advisory ;
    ens:polarity code:polarity\/affirmed .
} }
