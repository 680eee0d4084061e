# fewer parts than the whole; parts that are the whole
PREFIX s: <https://w3id.org/ensartet/id/statement/>
PREFIX use: <https://w3id.org/ensartet/id/use/>
PREFIX region: <https://w3id.org/ensartet/id/region/>
PREFIX evidence: <https://w3id.org/ensartet/id/evidence/>
PREFIX code: <https://w3id.org/ensartet/code/>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
INSERT DATA { GRAPH <https://w3id.org/ensartet/graph/test/1> {
s:test-part-1 a ens:ApplicationCount ; ens:publishedOn "2026-03-01"^^xsd:date ;
    ens:region region:nordjylland ;
    ens:refused 1 ;
    ens:partOfCount s:acc24-nordjylland-tally .
s:test-part-2 a ens:ApplicationCount ; ens:publishedOn "2026-03-01"^^xsd:date ;
    ens:region region:nordjylland ;
    ens:favourable 2 ;
    ens:partOfCount s:acc24-nordjylland-tally .
} }
