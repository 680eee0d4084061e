# an example that conforms, made up for the tests; nothing in it is a fact
PREFIX code: <https://w3id.org/ensartet/code/>
PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX id: <https://w3id.org/ensartet/id/>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
INSERT DATA { GRAPH <urn:example> {
  id:statement\/example-sent a ens:FindingStep ;
    dcterms:description "Fundet er sendt til Region Nordjylland."@da , "The finding was sent to the North Denmark Region."@en ;
    ens:aboutFinding id:finding\/outcome-against-practice-0e1193d317a0 ; ens:stepState code:finding-state\/sent ;
    ens:region id:region\/nordjylland ;
    ens:decidedEarliest "2026-05-12"^^xsd:date ; ens:decidedLatest "2026-05-12"^^xsd:date ;
    ens:datePrecision code:date-precision\/day ;
    ens:hedge code:hedge\/none ; ens:polarity code:polarity\/affirmed ; ens:assertedBy id:body\/forum-secretariat ;
    ens:publishedOn "2026-05-12"^^xsd:date ; ens:publishedBasis code:published-basis\/stated ;
    ens:evidence id:evidence\/m2604-6-13468 .
  id:statement\/example-remark a ens:FindingStep ;
    dcterms:description "Region Nordjylland har givet en bemærkning."@da , "The North Denmark Region gave a remark."@en ;
    ens:aboutFinding id:finding\/outcome-against-practice-0e1193d317a0 ; ens:stepState code:finding-state\/remarked ;
    ens:region id:region\/nordjylland ;
    ens:remark "Afslaget gjaldt kun rækkefølgen."@da , "The refusal was about the order only."@en ;
    ens:decidedEarliest "2026-06-02"^^xsd:date ; ens:decidedLatest "2026-06-02"^^xsd:date ;
    ens:datePrecision code:date-precision\/day ;
    ens:hedge code:hedge\/none ; ens:polarity code:polarity\/affirmed ; ens:assertedBy id:region\/nordjylland ;
    ens:publishedOn "2026-06-10"^^xsd:date ; ens:publishedBasis code:published-basis\/stated ;
    ens:evidence id:evidence\/m2604-6-13468 .
} }
