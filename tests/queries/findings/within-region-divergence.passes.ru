# a tally over unnamed medicines; one over several uses; all granted
PREFIX s: <https://w3id.org/ensartet/id/statement/>
PREFIX use: <https://w3id.org/ensartet/id/use/>
PREFIX region: <https://w3id.org/ensartet/id/region/>
PREFIX evidence: <https://w3id.org/ensartet/id/evidence/>
PREFIX code: <https://w3id.org/ensartet/code/>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
INSERT DATA { GRAPH <https://w3id.org/ensartet/graph/test/1> {
s:test-unnamed a ens:ApplicationCount ; ens:publishedOn "2026-03-01"^^xsd:date ;
    ens:region region:nordjylland ;
    ens:favourable 3 ;
    ens:refused 2 ;
    ens:periodFrom "2022-01-01"^^xsd:date ;
    ens:periodTo "2022-12-31"^^xsd:date ;
    ens:use use:unnamed-breast-cancer ;
    ens:received 5 .
s:test-whole a ens:ApplicationCount ; ens:publishedOn "2026-03-01"^^xsd:date ;
    ens:region region:nordjylland ;
    ens:favourable 3 ;
    ens:refused 2 ;
    ens:periodFrom "2022-01-01"^^xsd:date ;
    ens:periodTo "2022-12-31"^^xsd:date ;
    ens:received 5 .
s:test-granted a ens:ApplicationCount ; ens:publishedOn "2026-03-01"^^xsd:date ;
    ens:region region:nordjylland ;
    ens:favourable 3 ;
    ens:refused 0 ;
    ens:periodFrom "2022-01-01"^^xsd:date ;
    ens:periodTo "2022-12-31"^^xsd:date ;
    ens:use use:glofitamab-dlbcl ;
    ens:received 3 .
} }
