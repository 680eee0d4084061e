# the same figures; another period; other cases; a part
PREFIX s: <https://w3id.org/ensartet/id/statement/>
PREFIX use: <https://w3id.org/ensartet/id/use/>
PREFIX region: <https://w3id.org/ensartet/id/region/>
PREFIX evidence: <https://w3id.org/ensartet/id/evidence/>
PREFIX code: <https://w3id.org/ensartet/code/>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
INSERT DATA { GRAPH <https://w3id.org/ensartet/graph/test/1> {
s:test-same a ens:ApplicationCount ; ens:publishedOn "2026-03-01"^^xsd:date ;
    ens:region region:nordjylland ;
    ens:favourable 3 ;
    ens:refused 1 ;
    ens:periodFrom "2023-11-20"^^xsd:date ;
    ens:periodTo "2024-02-19"^^xsd:date ;
    ens:casesUnderStatus code:status\/under-assessment ;
    ens:received 4 .
s:test-period a ens:ApplicationCount ; ens:publishedOn "2026-03-01"^^xsd:date ;
    ens:region region:nordjylland ;
    ens:favourable 4 ;
    ens:refused 1 ;
    ens:periodFrom "2023-11-20"^^xsd:date ;
    ens:periodTo "2024-02-20"^^xsd:date ;
    ens:casesUnderStatus code:status\/under-assessment ;
    ens:received 5 .
s:test-cases a ens:ApplicationCount ; ens:publishedOn "2026-03-01"^^xsd:date ;
    ens:region region:nordjylland ;
    ens:favourable 4 ;
    ens:refused 1 ;
    ens:periodFrom "2023-11-20"^^xsd:date ;
    ens:periodTo "2024-02-19"^^xsd:date ;
    ens:casesUnderStatus code:status\/not-recommended ;
    ens:received 5 .
s:test-part a ens:ApplicationCount ; ens:publishedOn "2026-03-01"^^xsd:date ;
    ens:region region:nordjylland ;
    ens:favourable 1 ;
    ens:refused 0 ;
    ens:periodFrom "2023-11-20"^^xsd:date ;
    ens:periodTo "2024-02-19"^^xsd:date ;
    ens:partOfCount s:acc24-nordjylland-tally ;
    ens:casesUnderStatus code:status\/under-assessment ;
    ens:received 1 .
} }
