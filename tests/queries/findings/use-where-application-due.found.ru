# test-practice, m2602-addition-interim
PREFIX s: <https://w3id.org/ensartet/id/statement/>
PREFIX use: <https://w3id.org/ensartet/id/use/>
PREFIX region: <https://w3id.org/ensartet/id/region/>
PREFIX evidence: <https://w3id.org/ensartet/id/evidence/>
PREFIX code: <https://w3id.org/ensartet/code/>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
INSERT DATA { GRAPH <https://w3id.org/ensartet/graph/test/1> {
s:test-practice a ens:ObservedPractice ; ens:publishedOn "2026-05-10"^^xsd:date ;
    ens:use use:bcma-sequential-myeloma ;
    ens:applicationPractice code:application-practice\/without ;
    ens:polarity code:polarity\/affirmed ;
    ens:regionScope code:region-scope\/several-unnamed .
} }
