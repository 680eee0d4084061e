# test-north, test-south
PREFIX s: <https://w3id.org/ensartet/id/statement/>
PREFIX use: <https://w3id.org/ensartet/id/use/>
PREFIX region: <https://w3id.org/ensartet/id/region/>
PREFIX evidence: <https://w3id.org/ensartet/id/evidence/>
PREFIX code: <https://w3id.org/ensartet/code/>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
INSERT DATA { GRAPH <https://w3id.org/ensartet/graph/test/1> {
s:test-north a ens:ApplicationCount ; ens:publishedOn "2026-03-01"^^xsd:date ;
    ens:region region:nordjylland ;
    ens:favourable 25 ;
    ens:refused 6 ;
    ens:periodFrom "2012-01-01"^^xsd:date ;
    ens:periodTo "2012-12-31"^^xsd:date ;
    ens:received 31 .
s:test-south a ens:ApplicationCount ; ens:publishedOn "2026-03-01"^^xsd:date ;
    ens:region region:syddanmark ;
    ens:favourable 24 ;
    ens:refused 35 ;
    ens:periodFrom "2012-01-01"^^xsd:date ;
    ens:periodTo "2012-12-31"^^xsd:date ;
    ens:received 59 .
} }
