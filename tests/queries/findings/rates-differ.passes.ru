# fewer than 20 on a side; a difference that may be chance; another period
PREFIX s: <https://w3id.org/ensartet/id/statement/>
PREFIX use: <https://w3id.org/ensartet/id/use/>
PREFIX region: <https://w3id.org/ensartet/id/region/>
PREFIX evidence: <https://w3id.org/ensartet/id/evidence/>
PREFIX code: <https://w3id.org/ensartet/code/>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
INSERT DATA { GRAPH <https://w3id.org/ensartet/graph/test/1> {
s:test-few a ens:ApplicationCount ; ens:publishedOn "2026-03-01"^^xsd:date ;
    ens:region region:nordjylland ;
    ens:favourable 8 ;
    ens:refused 2 ;
    ens:periodFrom "2015-01-01"^^xsd:date ;
    ens:periodTo "2015-12-31"^^xsd:date ;
    ens:received 10 .
s:test-south a ens:ApplicationCount ; ens:publishedOn "2026-03-01"^^xsd:date ;
    ens:region region:syddanmark ;
    ens:favourable 20 ;
    ens:refused 30 ;
    ens:periodFrom "2015-01-01"^^xsd:date ;
    ens:periodTo "2015-12-31"^^xsd:date ;
    ens:received 50 .
s:test-near a ens:ApplicationCount ; ens:publishedOn "2026-03-01"^^xsd:date ;
    ens:region region:midtjylland ;
    ens:favourable 24 ;
    ens:refused 26 ;
    ens:periodFrom "2015-01-01"^^xsd:date ;
    ens:periodTo "2015-12-31"^^xsd:date ;
    ens:received 50 .
s:test-year a ens:ApplicationCount ; ens:publishedOn "2026-03-01"^^xsd:date ;
    ens:region region:sjaelland ;
    ens:favourable 45 ;
    ens:refused 5 ;
    ens:periodFrom "2014-01-01"^^xsd:date ;
    ens:periodTo "2014-12-31"^^xsd:date ;
    ens:received 50 .
} }
