# a description in one language only
DELETE { GRAPH ?g { ?s <http://purl.org/dc/terms/description> ?t } }
WHERE { BIND(<https://w3id.org/ensartet/id/statement/m2604-6-practice> AS ?s) GRAPH ?g { ?s <http://purl.org/dc/terms/description> ?t . FILTER(LANG(?t) = "en") } }
