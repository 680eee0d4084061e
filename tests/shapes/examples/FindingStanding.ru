# an example that conforms, made up for the tests; nothing in it is a fact
PREFIX code: <https://w3id.org/ensartet/code/>
PREFIX id: <https://w3id.org/ensartet/id/>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
INSERT DATA { GRAPH <urn:example> {
  id:finding\/outcome-against-practice-0e1193d317a0-standing-1 a ens:FindingStanding ;
    ens:standingOf id:finding\/outcome-against-practice-0e1193d317a0 ; ens:findingState code:finding-state\/sent ;
    ens:stepTaken id:statement\/example-sent ;
    ens:knownFrom "2026-05-12"^^xsd:date ; ens:knownBefore "2026-06-10"^^xsd:date ;
    ens:heldFrom "2026-05-12"^^xsd:date .
} }
