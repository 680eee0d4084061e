# a line that does not say whether it is stated or derived
DELETE WHERE { GRAPH ?g { <https://w3id.org/ensartet/id/use/daratumumab-al-amyloidosis-l2> ens:lineBasis ?b } }
