# offender: not-a-member
PREFIX code: <https://w3id.org/ensartet/code/>
PREFIX s: <https://w3id.org/ensartet/id/statement/>
PREFIX drug: <https://w3id.org/ensartet/id/drug/>
PREFIX class: <https://w3id.org/ensartet/id/drug-class/>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
# teclistamab is said to be directed at BCMA, and not to be
INSERT DATA { GRAPH <urn:x> { s:not-a-member a ens:ClassMembership ; ens:memberClass class:bcma-directed ; ens:member drug:teclistamab ;
  ens:polarity code:polarity\/negated ; ens:publishedOn "2026-05-01"^^xsd:date } }
