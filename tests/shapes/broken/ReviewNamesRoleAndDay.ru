PREFIX ens: <https://w3id.org/ensartet/def/>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
# a day of review without who reviewed
INSERT { GRAPH ?g { ?question ens:reviewedOn "2026-05-01"^^xsd:date } } WHERE { GRAPH ?g { ?question a ens:Question } }
