# an example that conforms, made up for the tests; nothing in it is a fact
PREFIX code: <https://w3id.org/ensartet/code/>
PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX id: <https://w3id.org/ensartet/id/>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
INSERT DATA { GRAPH <urn:example> {
  id:statement\/example-entry a ens:FreeOfChargeEntry ;
    dcterms:description "Et eksempel til prøverne."@da , "An example for the tests."@en ;
    ens:use id:use\/teclistamab-systemic-autoimmune ;
    ens:pharmaceuticalForm "tablet"@da , "tablet"@en ;
    ens:strength "100 mg" ;
    ens:listEntryState code:list-entry-state\/active ;
    ens:reason code:reason\/alternatives-exist ;
    ens:condition "efter plan fra afdelingen"@da , "on the ward's plan"@en ;
    ens:timeLimit "12 måneder"@da , "12 months"@en ;
    ens:validFromEarliest "2026-01-01"^^xsd:date ; ens:validFromLatest "2026-01-01"^^xsd:date ; ens:datePrecision code:date-precision\/day ;
    ens:due "2026-12-01"^^xsd:date ;
    ens:entryChange "styrken er tilføjet"@da , "the strength was added"@en ;
    ens:hedge code:hedge\/none ; ens:polarity code:polarity\/affirmed ; ens:assertedBy id:body\/forum ;
    ens:publishedOn "2026-02-24"^^xsd:date ; ens:publishedBasis code:published-basis\/lower-bound ;
    ens:evidence id:evidence\/m2602-4-6068 .
} }
