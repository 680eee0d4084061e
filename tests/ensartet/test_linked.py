"""An answer as JSON-LD is the answer, and as triples it says nothing the graph does not say."""

import json
from typing import Any

import pytest
from pyoxigraph import NamedNode, RdfFormat, Triple, parse
from rdflib import Graph as RdflibGraph

from ensartet.answers import Answer, answer
from ensartet.columns import columns_of
from ensartet.editions import Edition
from ensartet.exports import enveloped
from ensartet.linked import TERMS, as_jsonld
from ensartet.names import Lang, ens
from ensartet.questions import all_questions, find_question
from ensartet.rooms import Rooms, installed_rooms

from ..conftest import needed

QUESTIONS = list(all_questions(installed_rooms()))


def asked(edition: Edition, rooms: Rooms, name: str, **given: str) -> tuple[Answer, bytes]:
    answered = answer(edition, find_question(rooms, name), {key: [value] for key, value in given.items()})
    return answered, as_jsonld(answered, edition.graph)


def triples(document: bytes) -> set[Triple]:
    return {quad.triple for quad in parse(input=document, format=RdfFormat.JSON_LD)}


@pytest.mark.parametrize("name", QUESTIONS)
def test_it_is_the_answer_with_a_context_and_an_iri_per_row(name: str, edition: Edition, rooms: Rooms) -> None:
    answered, document = asked(edition, rooms, name, **needed(name))
    content: dict[str, Any] = json.loads(document)
    content.pop("@context")
    for row in content["rows"]:
        assert row.pop("@id", None) == row["statement_iri"]
        row.pop("@context", None)
    assert content == enveloped(answered)


# rdflib's own reader of JSON-LD uses a class that rdflib has deprecated
@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")
@pytest.mark.parametrize("name", QUESTIONS)
@pytest.mark.parametrize("lang", ["da", "en"])
def test_read_as_triples_it_says_only_what_the_graph_says(
    name: str, lang: Lang, edition: Edition, rooms: Rooms
) -> None:
    answered, document = asked(edition, rooms, name, lang=lang, **needed(name))
    found = triples(document)
    assert found <= {quad.triple for quad in edition.store.quads()}
    if not answered.question.fold:  # a row made of many statements says nothing of one of them
        assert {triple.subject.value for triple in found if isinstance(triple.subject, NamedNode)} >= {
            row["statement_iri"] for row in answered.rows if row["evidence"] and row["statement_iri"]
        }
    assert len(RdflibGraph().parse(data=document, format="json-ld")) == len(found)


def test_a_joined_row_says_of_its_first_statement_only_what_that_one_says(edition: Edition, rooms: Rooms) -> None:
    _, document = asked(edition, rooms, "off-label-without-application")
    (row,) = json.loads(document)["rows"]
    assert row["label_status"] == "off-label"
    assert row["@context"]["label_status"] is None
    predicates = {triple.predicate for triple in triples(document)}
    assert ens("applicationPractice") in predicates
    assert ens("labelStatus") not in predicates


def test_codes_dates_and_counts_are_typed(edition: Edition, rooms: Rooms) -> None:
    _, document = asked(edition, rooms, "applications", drug="osimertinib")
    objects = {triple.predicate: triple.object for triple in triples(document)}
    assert str(objects[ens("hedge")]) == "<https://w3id.org/ensartet/code/hedge/none>"
    assert str(objects[ens("publishedOn")]).endswith("XMLSchema#date>")


def test_every_mapped_column_is_asked_for_and_its_term_declared(edition: Edition, rooms: Rooms) -> None:
    columns = {column.name for question in all_questions(rooms).values() for column in columns_of(question)}
    for column, term in TERMS.items():
        assert column in columns
        assert edition.graph.node(ens(term)).exists, term
