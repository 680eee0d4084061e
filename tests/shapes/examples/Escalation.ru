# an example that conforms, made up for the tests; nothing in it is a fact
PREFIX code: <https://w3id.org/ensartet/code/>
PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX id: <https://w3id.org/ensartet/id/>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
INSERT DATA { GRAPH <urn:example> {
  id:statement\/example-escalation a ens:Escalation ;
    dcterms:description "Et eksempel til prøverne."@da , "An example for the tests."@en ;
    ens:use id:use\/daratumumab-al-amyloidosis-l2 ; ens:regionScope code:region-scope\/several-unnamed ;
    ens:broughtBefore id:body\/health-directors ; ens:escalationState code:escalation-state\/raised ;
    ens:decidedEarliest "2026-03-01"^^xsd:date ; ens:decidedLatest "2026-03-31"^^xsd:date ;
    ens:datePrecision code:date-precision\/month ;
    ens:hedge code:hedge\/none ; ens:polarity code:polarity\/affirmed ; ens:assertedBy id:body\/forum ;
    ens:publishedOn "2026-04-09"^^xsd:date ; ens:publishedBasis code:published-basis\/lower-bound ;
    ens:evidence id:evidence\/m2604-6-13468
} }
