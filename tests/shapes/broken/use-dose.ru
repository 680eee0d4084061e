PREFIX use: <https://w3id.org/ensartet/id/use/>
INSERT DATA { GRAPH <urn:x> { use:dalbavancin-bacterial-infection ens:doseSchedule "1500 mg én gang"@da , "1000 mg én gang"@da } }
