"""An answer of ten thousand rows on a real socket: cut where it says it is cut, whole where whole was asked for."""

import csv
import io
from collections.abc import Iterator

import httpx2 as httpx
import pytest
from pyoxigraph import NamedNode, Quad

from api.app import create_app
from api.questions import HTTP_LIMIT
from ensartet.answers import answer
from ensartet.editions import Edition
from ensartet.questions import find_question
from ensartet.rooms import Rooms
from ensartet.sparql.pool import Limits
from ensartet.store.oxigraph import OxigraphStore

from .served import served

MANY = 10_000
NAME = "procedures"


@pytest.fixture(scope="module")
def crowded(edition: Edition, rooms: Rooms) -> Iterator[httpx.Client]:
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
    # the cap of rows is what is asked about here: engines run at the lowest priority, and a busy machine starves them
    limits = Limits(seconds=60)
    app = create_app(Edition(store, edition.manifest, edition.corpus), rooms, limits, allowance=None)
    with served(app) as address, httpx.Client(base_url=address, timeout=120) as client:
        yield client


def test_an_answer_of_ten_thousand_rows_says_that_it_is_cut_or_is_whole(crowded: httpx.Client) -> None:
    cut = crowded.get(f"/questions/{NAME}.json")
    assert cut.status_code == 200
    content = cut.json()
    assert content["total"] > MANY
    assert len(content["rows"]) == HTTP_LIMIT
    assert content["truncated"] is True

    whole = crowded.get(f"/questions/{NAME}.csv", params={"limit": 100_000})
    assert whole.status_code == 200
    assert whole.headers["x-total-count"] == str(content["total"])
    statements = {row["statement_iri"] for row in csv.DictReader(io.StringIO(whole.text, newline=""))}
    assert len(statements) == content["total"]
    assert {row["statement_iri"] for row in content["rows"]} <= statements


def test_free_sparql_over_its_cap_of_rows_is_an_error_and_under_it_whole(crowded: httpx.Client) -> None:
    query = f"SELECT ?s ?p ?o {{ ?s ?p ?o }} LIMIT {MANY}"
    under = crowded.get("/sparql", params={"query": query}, headers={"accept": "text/csv"})
    assert under.status_code == 200
    assert len(under.text.splitlines()) > MANY
    over = crowded.get("/sparql", params={"query": "SELECT ?s ?p ?o { ?s ?p ?o }"}, headers={"accept": "text/csv"})
    assert over.status_code == 413
