# a seat that belongs to a person
DELETE { GRAPH ?g { ?s ens:represents ?o } } INSERT { GRAPH ?g { ?s ens:represents <https://w3id.org/ensartet/id/person/x> } }
WHERE { BIND(<https://w3id.org/ensartet/id/statement/tor17-3-amgros> AS ?s) GRAPH ?g { ?s ens:represents ?o } }
