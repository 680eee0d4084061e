# an example that conforms, made up for the tests: the regions of a statement that names none
PREFIX code: <https://w3id.org/ensartet/code/>
PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX id: <https://w3id.org/ensartet/id/>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
INSERT DATA { GRAPH <urn:example> {
  id:region-group\/example a ens:RegionGroup ; ens:leastRegions 2 .
  id:statement\/m2604-6-practice ens:regionGroup id:region-group\/example .
} }
