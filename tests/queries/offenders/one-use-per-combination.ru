# offender: glofitamab-dlbcl-twin
PREFIX use: <https://w3id.org/ensartet/id/use/>
INSERT { GRAPH ?g { use:glofitamab-dlbcl-twin a ens:TreatmentUse ; ens:treatment ?treatment ; ens:disease ?disease } }
WHERE { GRAPH ?g { use:glofitamab-dlbcl ens:treatment ?treatment ; ens:disease ?disease } }
