# with an application for both; children only
PREFIX s: <https://w3id.org/ensartet/id/statement/>
PREFIX use: <https://w3id.org/ensartet/id/use/>
PREFIX region: <https://w3id.org/ensartet/id/region/>
PREFIX evidence: <https://w3id.org/ensartet/id/evidence/>
PREFIX code: <https://w3id.org/ensartet/code/>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
INSERT DATA { GRAPH <https://w3id.org/ensartet/graph/test/1> {
s:test-with a ens:ObservedPractice ; ens:publishedOn "2026-03-01"^^xsd:date ;
    ens:use use:paediatric-and-adult-onco-haematology ;
    ens:applicationPractice code:application-practice\/with ;
    ens:polarity code:polarity\/affirmed ;
    ens:regionScope code:region-scope\/several-unnamed .
s:test-children a ens:ObservedPractice ; ens:publishedOn "2026-03-01"^^xsd:date ;
    ens:use use:protocolled-children ;
    ens:applicationPractice code:application-practice\/both ;
    ens:polarity code:polarity\/affirmed ;
    ens:regionScope code:region-scope\/several-unnamed .
} }
