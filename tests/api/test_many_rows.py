"""An answer of ten thousand rows: cut where it says it is cut, whole where whole was asked for."""

import csv
import io
from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient
from pyoxigraph import NamedNode, Quad

from api.app import create_app
from api.questions import HTTP_LIMIT
from ensartet.answers import answer
from ensartet.editions import Edition
from ensartet.questions import find_question
from ensartet.rooms import Rooms
from ensartet.store.oxigraph import OxigraphStore

MANY = 10_000
NAME = "procedures"


@pytest.fixture(scope="module")
def crowded(edition: Edition, rooms: Rooms) -> Iterator[TestClient]:
    """A copy of the edition in which one statement of the question stands ten thousand times more."""
    first = answer(edition, find_question(rooms, NAME), {}).rows[0]["statement_iri"]
    quads = list(edition.store.quads())
    said = [quad for quad in quads if quad.subject == NamedNode(first)]
    assert said
    copies = (
        Quad(NamedNode(f"{first}-copy-{i}"), quad.predicate, quad.object, quad.graph_name)
        for i in range(MANY)
        for quad in said
    )
    store = OxigraphStore((*quads, *copies))
    with TestClient(create_app(Edition(store, edition.manifest, edition.corpus), rooms, allowance=None)) as client:
        yield client


def test_an_answer_of_ten_thousand_rows_says_that_it_is_cut(crowded: TestClient) -> None:
    content = crowded.get(f"/questions/{NAME}.json").json()
    total = content["total"]
    assert total > MANY
    assert len(content["rows"]) == HTTP_LIMIT
    assert content["truncated"] is True

    last = crowded.get(f"/questions/{NAME}.csv", params={"offset": total - 5})
    assert last.headers["x-total-count"] == str(total)
    rows = list(csv.DictReader(io.StringIO(last.text, newline="")))
    assert len(rows) == 5
    assert not {row["statement_iri"] for row in rows} & {row["statement_iri"] for row in content["rows"]}


def test_ten_thousand_rows_asked_for_are_all_there(crowded: TestClient) -> None:
    response = crowded.get(f"/questions/{NAME}.json", params={"limit": 100_000})
    content = response.json()
    assert content["truncated"] is False
    assert len({row["statement_iri"] for row in content["rows"]}) == content["total"] > MANY


def test_free_sparql_over_its_cap_of_rows_is_an_error_and_under_it_whole(crowded: TestClient) -> None:
    query = f"SELECT ?s ?p ?o {{ ?s ?p ?o }} LIMIT {MANY}"
    rows = crowded.get("/sparql", params={"query": query}, headers={"accept": "text/csv"}).text.splitlines()
    assert len(rows) > MANY
    over = crowded.get("/sparql", params={"query": "SELECT ?s ?p ?o { ?s ?p ?o }"}, headers={"accept": "text/csv"})
    assert over.status_code == 413
