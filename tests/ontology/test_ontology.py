"""The ontology says each term once, in both languages, with the glossary's definition, and nothing unused."""

import csv
import re
from collections import defaultdict

import pytest
from pyoxigraph import Literal, NamedNode, RdfFormat, parse

from ensartet.editions import Edition
from ensartet.names import CODE, DEF, RDF, RDFS, SKOS
from ensartet.rooms import Rooms, installed_rooms

TYPE, LABEL, DEFINITION = NamedNode(RDF + "type"), NamedNode(RDFS + "label"), NamedNode(SKOS + "definition")
OWL = "http://www.w3.org/2002/07/owl#"


def declared() -> dict[str, set[str]]:
    """Every term of ours that a module declares, with its types."""
    found: dict[str, set[str]] = defaultdict(set)
    for path in installed_rooms().ontology.glob("*.ttl"):
        for quad in parse(path=str(path), format=RdfFormat.TURTLE):
            if quad.predicate == TYPE and isinstance(quad.subject, NamedNode) and quad.subject.value.startswith(DEF):
                assert isinstance(quad.object, NamedNode)
                found[quad.subject.value].add(quad.object.value)
    found.pop(DEF, None)
    return found


TERMS = declared()


@pytest.mark.parametrize("term", sorted(TERMS))
def test_a_term_has_one_kind_a_label_and_a_definition_in_both_languages(term: str, edition: Edition) -> None:
    assert len(TERMS[term] & {OWL + "Class", OWL + "ObjectProperty", OWL + "DatatypeProperty"}) == 1
    node = edition.graph.node(term)
    for predicate in (LABEL, DEFINITION):
        literals = [text for text in node.terms(predicate) if isinstance(text, Literal)]
        assert sorted(text.language or "" for text in literals) == ["da", "en"], predicate


def test_every_class_is_defined_as_in_the_glossary(rooms: Rooms, edition: Edition) -> None:
    with (rooms.ontology / "glossary.tsv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    assert list(rows[0]) == ["term_da", "term_en", "definition"]
    definitions = {row["definition"] for row in rows}
    classes = [term for term, kinds in TERMS.items() if OWL + "Class" in kinds]
    undefined = [term for term in classes if edition.graph.node(term).text(DEFINITION, "en") not in definitions]
    assert undefined == []


def test_no_term_is_undeclared_and_none_is_unused(rooms: Rooms) -> None:
    used: set[str] = set()
    for folder, pattern in ((rooms.curated, "*.trig"), (rooms.shapes, "*.ttl"), (rooms.queries, "*.rq")):
        for path in folder.rglob(pattern):
            used |= {DEF + name for name in re.findall(r"\bens:(\w+)", path.read_text(encoding="utf-8"))}
    assert used - set(TERMS) == set()
    assert set(TERMS) - used == set()


def test_every_code_in_use_is_in_its_list(edition: Edition) -> None:
    in_scheme = NamedNode(SKOS + "inScheme")
    used = {
        quad.object
        for quad in edition.store.quads()
        if isinstance(quad.object, NamedNode) and quad.object.value.startswith(CODE) and quad.predicate != in_scheme
    }
    unknown = [iri.value for iri in used if not edition.graph.node(iri).node(in_scheme)]
    assert unknown == []


def test_shapes_mention_only_codes_that_exist(rooms: Rooms, edition: Edition) -> None:
    for path in rooms.shapes.glob("*.ttl"):
        for scheme, notation in re.findall(r"code:([\w-]+)\\/([\w-]+)", path.read_text(encoding="utf-8")):
            assert edition.graph.node(f"{CODE}{scheme}/{notation}").exists, (path.name, scheme, notation)


def test_the_ontology_has_a_version_a_licence_and_a_prefix(edition: Edition) -> None:
    node = edition.graph.node(DEF)
    assert node.node(NamedNode(OWL + "versionIRI"))
    assert node.node(NamedNode("http://purl.org/dc/terms/license"))
    assert node.value(NamedNode("http://purl.org/vocab/vann/preferredNamespacePrefix")) == "ens"
