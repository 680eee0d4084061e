"""The writer keeps whatever a literal says: language, datatype, and spelling."""

import json
from pathlib import Path

import pytest
from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, Triple, parse
from rdflib import Graph as RdflibGraph
from rdflib import URIRef

from ensartet.editions import Edition
from ensartet.jsonld import Context, ontology_context
from ensartet.names import DCTERMS, DEF, RDFS, XSD, ens
from ensartet.rooms import Rooms
from ensartet.vocabulary import OUTSIDE

SUBJECT = NamedNode("https://w3id.org/ensartet/id/use/x")
DESCRIPTION, LICENCE = NamedNode(DCTERMS + "description"), NamedNode(DCTERMS + "license")


@pytest.fixture(scope="module")
def context(edition: Edition) -> Context:
    return ontology_context(edition.graph)


def typed(value: str, datatype: str) -> Literal:
    return Literal(value, datatype=NamedNode(XSD + datatype))


@pytest.mark.parametrize(
    ("predicate", "values"),
    [
        (ens("minLine"), [typed("2", "integer")]),
        (ens("minLine"), [typed("007", "integer"), typed("-0", "integer"), typed("x", "integer")]),
        (ens("minLine"), [typed("2", "decimal"), Literal("2"), NamedNode(DEF)]),
        (ens("ciLow"), [typed("0.50", "decimal")]),
        (ens("unnamed"), [typed("true", "boolean"), typed("1", "boolean")]),
        (ens("item"), [Literal("6"), typed("6", "integer")]),
        (ens("region"), [NamedNode(DEF), Literal("a name"), Literal("et navn", language="da")]),
        (DESCRIPTION, [Literal("a", language="da"), Literal("b", language="da"), Literal("c", language="en-gb")]),
        (DESCRIPTION, [Literal("a", language="da"), Literal("no language")]),
        (DESCRIPTION, [Literal("no language")]),
        (DESCRIPTION, [typed("2026-01-01", "date")]),
        (LICENCE, [NamedNode("https://example.org/licence"), Literal('quotes " and \\ and\nlines')]),
        (NamedNode("https://example.org/unknown"), [Literal("a"), NamedNode("https://example.org/b")]),
        (NamedNode(RDFS + "seeAlso"), [NamedNode("urn:isbn:1")]),
    ],
)
def test_a_value_is_read_back_as_it_was(
    predicate: NamedNode, values: list[NamedNode | Literal], context: Context
) -> None:
    triples = [Triple(SUBJECT, predicate, value) for value in values]
    document = context.document(triples, SUBJECT)
    assert {quad.triple for quad in parse(input=document, format=RdfFormat.JSON_LD)} == set(triples)


# rdflib's own reader of JSON-LD uses a class that rdflib has deprecated
@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")
def test_two_readers_agree_and_neither_fetches_anything(context: Context, edition: Edition) -> None:
    document = context.document([Triple(SUBJECT, p, o) for p, o in edition.store.about(ens("use"))], SUBJECT)
    one = {quad.triple for quad in parse(input=document, format=RdfFormat.JSON_LD)}
    other = RdflibGraph().parse(data=document, format="json-ld")
    assert len(other) == len(one)
    assert {str(p) for p in other.predicates(URIRef(SUBJECT.value))} == {triple.predicate.value for triple in one}
    assert isinstance(json.loads(document)["@context"], dict)


def test_what_cannot_be_cited_is_not_written(context: Context) -> None:
    with pytest.raises(TypeError):
        context.document([Triple(BlankNode(), DESCRIPTION, Literal("x"))])
    with pytest.raises(TypeError):
        context.document([Triple(SUBJECT, DESCRIPTION, BlankNode())])


def test_every_predicate_and_class_in_the_graph_has_an_entry_and_words(context: Context, edition: Edition) -> None:
    used = {quad.predicate.value for quad in edition.store.quads()}
    missing = [iri for iri in used if not iri.startswith(DEF) and iri not in OUTSIDE]
    assert missing == [], "add them to ensartet/vocabulary.py, with words in Danish and English"
    declared = {iri for iri in used if iri.startswith(DEF)}
    assert declared <= set(context.terms)


def test_keys_are_used_once_and_none_hides_a_prefix(context: Context) -> None:
    keys = [term.key for term in context.terms.values()]
    assert len(keys) == len(set(keys))
    published = json.loads(context.published())["@context"]
    assert published["ens"] == DEF
    assert published["minLine"] == {"@id": f"{DEF}minLine", "@type": f"{XSD}integer"}
    assert published["region"] == {"@id": f"{DEF}region", "@type": "@id"}
    assert published["lineText"] == {"@id": f"{DEF}lineText", "@container": "@language"}


def test_the_published_context_is_the_one_in_the_contract(context: Context, rooms: Rooms) -> None:
    path: Path = rooms.ontology.parent / "docs" / "contract" / "context.jsonld"
    assert path.read_bytes() == context.published()
