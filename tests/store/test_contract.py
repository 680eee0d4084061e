"""One battery over every store: memory, disk, and a real server behind HTTP."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, Quad

from ensartet.answers import answer
from ensartet.build import assemble
from ensartet.editions import Edition
from ensartet.errors import RemoteFailed
from ensartet.evidence import Corpus
from ensartet.names import XSD
from ensartet.questions import all_questions, find_question
from ensartet.rooms import Rooms, installed_rooms
from ensartet.store.base import Store
from ensartet.store.oxigraph import OxigraphStore
from ensartet.store.remote import RemoteStore

from .servers import oxigraph_server

A, B, C, P, Q, G, H = (NamedNode(f"http://x/{name}") for name in "abcpqgh")
DAY = NamedNode(XSD + "date")
QUADS = [
    Quad(A, P, B, G),
    Quad(A, P, B, H),
    Quad(A, Q, Literal('ord med æøå, "anførsel" og\nny linje', language="da"), G),
    Quad(B, P, C, H),
    Quad(C, Q, Literal("2026-04-09", datatype=DAY), H),
    Quad(C, Q, Literal(7), H),
]
KINDS = ("memory", "disk", "oxigraph-server")


@pytest.fixture(scope="module", params=KINDS)
def store(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    yield from made(request.param, QUADS, tmp_path_factory.mktemp("store"))


def made(kind: str, quads: list[Quad], folder: Path) -> Iterator[Store]:
    if kind == "memory":
        yield OxigraphStore(quads)
    elif kind == "disk":
        yield OxigraphStore(quads, folder / "db")
    else:
        with oxigraph_server(quads, folder) as endpoint:
            yield RemoteStore(endpoint)


def test_the_default_graph_is_the_union(store: Store) -> None:
    rows = store.select("SELECT DISTINCT ?s ?o { ?s <http://x/p> ?o } ORDER BY ?s ?o")
    assert rows == [{"s": A, "o": B}, {"s": B, "o": C}]
    assert len(store) == 6


def test_named_graphs_are_apart(store: Store) -> None:
    rows = store.select("SELECT ?g { GRAPH ?g { <http://x/a> <http://x/p> ?o } } ORDER BY ?g")
    assert [row["g"] for row in rows] == [G, H]


def test_unbound_is_absent_and_terms_come_as_they_are(store: Store) -> None:
    (row,) = store.select("SELECT ?o ?none { <http://x/a> <http://x/q> ?o OPTIONAL { ?o <http://x/p> ?none } }")
    assert row == {"o": QUADS[2].object}
    rows = store.select("SELECT ?o { <http://x/c> <http://x/q> ?o } ORDER BY DATATYPE(?o)")
    assert {row["o"] for row in rows} == {Literal("2026-04-09", datatype=DAY), Literal(7)}


def test_dates_booleans_and_aggregates(store: Store) -> None:
    (row,) = store.select(
        'SELECT (COUNT(*) AS ?n) (MIN(?o) < "2027-01-01"^^<http://www.w3.org/2001/XMLSchema#date> AS ?early) '
        "{ ?s <http://x/q> ?o FILTER(DATATYPE(?o) = <http://www.w3.org/2001/XMLSchema#date>) }"
    )
    assert (row["n"].value, row["early"].value) == ("1", "true")  # type: ignore[union-attr]


def test_what_is_known_of_a_node(store: Store) -> None:
    assert store.about(A) == [(P, B), (Q, QUADS[2].object)]
    assert store.about(NamedNode("http://x/nobody")) == []
    assert store.subjects(P, B) == [A]
    assert store.mentions(C) == [(B, P)]


def test_graphs_and_their_content(store: Store) -> None:
    assert store.graphs() == [G, H]
    assert store.graphs_of(B) == [H]
    assert [triple.subject for triple in store.content(G)] == [A, A]
    assert store.content(NamedNode("http://x/none")) == []
    assert set(store.quads()) == set(QUADS)


def test_an_empty_answer_is_an_empty_list(store: Store) -> None:
    assert store.select("SELECT ?s { ?s <http://x/none> ?o }") == []


def test_a_wrong_query_is_an_error_and_no_empty_answer(store: Store) -> None:
    with pytest.raises((SyntaxError, RemoteFailed)):
        store.select("SELECT ?s {")


@pytest.fixture(scope="module", params=KINDS[1:])
def other(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    quads = list(assemble(installed_rooms()).quads())
    yield from made(request.param, quads, tmp_path_factory.mktemp("whole"))


def test_every_question_is_answered_alike_by_every_store(other: Store, edition: Edition, rooms: Rooms) -> None:
    elsewhere = Edition(other, edition.manifest, Corpus(None))
    given = {"as_of": ["2026-05-10"], "known_at": ["2026-05-10"]}
    for name, question in all_questions(rooms).items():
        if any(parameter.required for parameter in question.parameters):
            continue
        expected = answer(edition, find_question(rooms, name), given).content
        assert answer(elsewhere, question, given).content == expected, name
