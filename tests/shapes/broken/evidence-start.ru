# a span that ends before it begins
DELETE { GRAPH ?g { ?s <http://www.w3.org/ns/oa#start> ?n } } INSERT { GRAPH ?g { ?s <http://www.w3.org/ns/oa#start> 99999 } }
WHERE { BIND(<https://w3id.org/ensartet/id/evidence/m2604-6-13552> AS ?s) GRAPH ?g { ?s <http://www.w3.org/ns/oa#start> ?n } }
