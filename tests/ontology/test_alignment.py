"""What we say of other ontologies names terms they have, and OWL tools read the whole."""

from collections.abc import Iterator

import pyhornedowl
import pytest
import rdflib
from rdflib.namespace import DCTERMS, ORG, OWL, PROV, RDF, RDFS, SKOS

from ensartet.names import CODE, DEF, OA
from ensartet.rooms import Rooms

FHIR = "http://hl7.org/fhir/"
IDMP = "https://spec.pistoiaalliance.org/idmp/ontology/ISO/"
# seen in FHIR 5.0.0: the ShEx pages of the resources and the RDF of the value set
FHIR_TERMS = {
    "ClinicalUseDefinition",
    "MedicinalProductDefinition",
    "RegulatedAuthorization",
    "ResearchStudy",
    "SubstanceDefinition",
    "ValueSet/legal-status-of-supply",
}
# seen in ISO11615-MedicinalProducts.rdf and ISO11238-Substances.rdf of edmcouncil/idmp, version 20240701
IDMP_TERMS = {
    "ISO11238-Substances/Substance",
    "ISO11615-MedicinalProducts/ClinicalTrial",
    "ISO11615-MedicinalProducts/LegalStatusOfSupply",
    "ISO11615-MedicinalProducts/MarketingAuthorization",
    "ISO11615-MedicinalProducts/MedicinalProduct",
    "ISO11615-MedicinalProducts/TargetPopulation",
    "ISO11615-MedicinalProducts/TherapeuticIndication",
    "ISO11615-MedicinalProducts/hasAuthorizedParty",
    "ISO11615-MedicinalProducts/hasDoseForm",
    "ISO11615-MedicinalProducts/hasStrength",
}
# Web Annotation Vocabulary, 2017
OA_TERMS = {"hasSelector", "hasSource", "TextPositionSelector", "start", "end"}
RELATIONS = {RDFS.subClassOf, RDFS.subPropertyOf, SKOS.closeMatch, SKOS.relatedMatch}


def merged(rooms: Rooms) -> rdflib.Graph:
    graph = rdflib.Graph()
    for path in sorted(rooms.ontology.glob("*.ttl")):
        graph.parse(path)
    return graph


def exists(iri: str) -> bool:
    """Whether a vocabulary that we know has the term."""
    pinned = {FHIR: FHIR_TERMS, IDMP: IDMP_TERMS, OA: OA_TERMS}
    for namespace, names in pinned.items():
        if iri.startswith(namespace):
            return iri.removeprefix(namespace) in names
    return any(rdflib.URIRef(iri) in vocabulary for vocabulary in (DCTERMS, ORG, PROV, SKOS))


def alignments(rooms: Rooms) -> Iterator[tuple[str, str, str]]:
    graph = rdflib.Graph().parse(rooms.ontology / "alignment.ttl")
    yield from ((str(s), str(p), str(o)) for s, p, o in graph)


def test_an_alignment_is_from_ours_to_a_term_that_exists(rooms: Rooms) -> None:
    found = list(alignments(rooms))
    assert len(found) > 40
    for ours, relation, theirs in found:
        assert ours.startswith((DEF, CODE)), ours
        assert rdflib.URIRef(relation) in RELATIONS, relation
        assert exists(theirs), f"{theirs} is not known to exist: look it up at its source, then add it to this test"


def test_a_term_that_does_not_exist_is_found() -> None:
    for iri in (str(PROV) + "Statement", str(ORG) + "Region", FHIR + "Indication", IDMP + "ISO11615/Indication"):
        assert not exists(iri)


def test_only_what_holds_of_every_instance_is_a_subclass_or_subproperty(rooms: Rooms) -> None:
    """FHIR and IDMP-O model products and documents of their own; ours are never a kind of theirs."""
    for ours, relation, theirs in alignments(rooms):
        if theirs.startswith((FHIR, IDMP)):
            assert rdflib.URIRef(relation) in {SKOS.closeMatch, SKOS.relatedMatch}, ours


def loaded(graph: rdflib.Graph) -> pyhornedowl.PyIndexedOntology:
    return pyhornedowl.open_ontology_from_string(graph.serialize(format="xml"), "rdf")


def terms(graph: rdflib.Graph, kind: rdflib.URIRef) -> set[str]:
    return {str(subject) for subject in graph.subjects(RDF.type, kind)}


def test_horned_owl_reads_all_modules_as_one_ontology(rooms: Rooms) -> None:
    graph = merged(rooms)
    ontology = loaded(graph)
    assert {str(iri) for iri in ontology.get_classes()} == terms(graph, OWL.Class)
    assert {str(iri) for iri in ontology.get_object_properties()} == terms(graph, OWL.ObjectProperty)
    assert {str(iri) for iri in ontology.get_data_properties()} == terms(graph, OWL.DatatypeProperty)
    assert str(ontology.get_version_iri()).startswith(DEF)


def test_horned_owl_misses_a_class_that_is_declared_otherwise(rooms: Rooms) -> None:
    graph = merged(rooms)
    graph.remove((rdflib.URIRef(DEF + "Region"), RDF.type, OWL.Class))
    assert len(loaded(graph).get_classes()) == len(terms(merged(rooms), OWL.Class)) - 1


def test_what_is_no_owl_is_refused() -> None:
    with pytest.raises(ValueError, match="Failed to open ontology"):
        pyhornedowl.open_ontology_from_string("<rdf:RDF", "rdf")
