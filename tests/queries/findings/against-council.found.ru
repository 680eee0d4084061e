# test-granted, m2602-9-council
PREFIX s: <https://w3id.org/ensartet/id/statement/>
PREFIX use: <https://w3id.org/ensartet/id/use/>
PREFIX region: <https://w3id.org/ensartet/id/region/>
PREFIX evidence: <https://w3id.org/ensartet/id/evidence/>
PREFIX code: <https://w3id.org/ensartet/code/>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
INSERT DATA { GRAPH <https://w3id.org/ensartet/graph/test/1> {
s:test-granted a ens:ApplicationOutcome ; ens:publishedOn "2026-03-01"^^xsd:date ;
    ens:use use:vipivotide-mcrpc ;
    ens:region region:midtjylland ;
    ens:outcome code:outcome\/approved ;
    ens:decidedEarliest "2026-01-15"^^xsd:date ;
    ens:decidedLatest "2026-01-15"^^xsd:date ;
    ens:force code:force\/advisory ;
    ens:polarity code:polarity\/affirmed .
} }
