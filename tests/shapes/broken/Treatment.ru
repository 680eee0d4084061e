# a treatment of nothing that is not marked as unnamed
DELETE WHERE { GRAPH ?g { ?treatment ens:unnamed true } }
