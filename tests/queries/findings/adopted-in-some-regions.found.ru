# test-practice, mr-osimertinib-2019-recommended
PREFIX s: <https://w3id.org/ensartet/id/statement/>
PREFIX use: <https://w3id.org/ensartet/id/use/>
PREFIX region: <https://w3id.org/ensartet/id/region/>
PREFIX evidence: <https://w3id.org/ensartet/id/evidence/>
PREFIX code: <https://w3id.org/ensartet/code/>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
INSERT DATA { GRAPH <https://w3id.org/ensartet/graph/test/1> {
s:test-practice a ens:ObservedPractice ; ens:publishedOn "2026-03-01"^^xsd:date ;
    ens:use use:osimertinib-nsclc-l1 ;
    ens:applicationPractice code:application-practice\/unknown ;
    ens:polarity code:polarity\/affirmed ;
    ens:region region:nordjylland .
} }
