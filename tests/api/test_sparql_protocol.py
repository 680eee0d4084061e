"""The 34 cases of the W3C's SPARQL 1.1 protocol suite: the 20 of queries pass, the 14 of updates are refused.

The suite itself is only names and words; the cases are ours, on our data, under the names the W3C gives them.
"""

from collections.abc import Callable, Iterator, Mapping
from urllib.parse import urlencode

import httpx2 as httpx
import pytest
from fastapi.testclient import TestClient
from pyoxigraph import NamedNode

from api.app import create_app
from ensartet.editions import Edition
from ensartet.rooms import Rooms
from ensartet.sparql.pool import Limits

from ..w3c import packages
from ..w3c.manifests import read_manifest

ONE = "https://w3id.org/ensartet/graph/reference/organisations/1"
TWO = "https://w3id.org/ensartet/graph/m2604/base/1"
THREE = "https://w3id.org/ensartet/graph/m2602/base/1"
ASK, SELECT = "ASK {}", "SELECT ?s { ?s ?p ?o } LIMIT 1"
COUNT = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
GRAPHS = "SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } }"
BOTH = "SELECT (COUNT(*) AS ?n) ?g { { ?s ?p ?o } UNION { GRAPH ?g { ?s ?p ?o } } } GROUP BY ?g"
JSON = "application/sparql-results+json"
QUERY, UPDATE, FORM = "application/sparql-query", "application/sparql-update", "application/x-www-form-urlencoded"
INSERT = "INSERT DATA { <http://x/s> <http://x/p> <http://x/o> }"
Parameters = list[tuple[str, str]]


class Protocol:
    """One way into the endpoint, and how many triples our graphs have."""

    def __init__(self, client: TestClient, edition: Edition) -> None:
        self.client, self._edition = client, edition

    def get(self, parameters: Parameters, accept: str = JSON) -> httpx.Response:
        return self.client.get("/sparql", params=tuple(parameters), headers={"accept": accept})

    def form(self, parameters: Parameters, media: str | None = FORM) -> httpx.Response:
        return self.direct(urlencode(parameters).encode(), media)

    def direct(self, content: bytes, media: str | None, parameters: Parameters | None = None) -> httpx.Response:
        headers = {"accept": JSON} | ({"content-type": media} if media else {})
        return self.client.post("/sparql", params=tuple(parameters or ()), content=content, headers=headers)

    def size(self, *graphs: str) -> int:
        """How many triples the merge of some graphs has."""
        return len({triple for graph in graphs for triple in self._edition.store.content(NamedNode(graph))})


def rows(response: httpx.Response) -> list[dict[str, str]]:
    assert (response.status_code, response.headers["content-type"]) == (200, JSON), response.text
    return [{name: cell["value"] for name, cell in row.items()} for row in response.json()["results"]["bindings"]]


def default(*graphs: str) -> Parameters:
    return [("default-graph-uri", graph) for graph in graphs]


def named(*graphs: str) -> Parameters:
    return [("named-graph-uri", graph) for graph in graphs]


def counts(response: httpx.Response, p: Protocol, *graphs: str) -> bool:
    return rows(response) == [{"n": str(p.size(*graphs))}]


def names(response: httpx.Response, *graphs: str) -> bool:
    return {row["g"] for row in rows(response)} == set(graphs)


def is_full(response: httpx.Response, p: Protocol) -> bool:
    """Default graph ONE, named graphs TWO and THREE, and nothing else."""
    found = {row.get("g", ""): int(row["n"]) for row in rows(response)}
    return found == {"": p.size(ONE), TWO: p.size(TWO), THREE: p.size(THREE)}


def media(response: httpx.Response, *expected: str) -> bool:
    return response.status_code == 200 and response.headers["content-type"].partition(";")[0] in expected


def refused(response: httpx.Response) -> bool:
    return 400 <= response.status_code < 500 and response.headers["content-type"] == "application/problem+json"


RESULTS = (JSON, "application/sparql-results+xml", "text/csv", "text/tab-separated-values")
TRIPLES = ("text/turtle", "application/n-triples", "application/rdf+xml")
FULL = default(ONE) + named(TWO, THREE)
QUERY_HALF: Mapping[str, Callable[[Protocol], bool]] = {
    "query_get": lambda p: p.get([("query", ASK)]).json()["boolean"] is True,
    "query_post_form": lambda p: p.form([("query", ASK)]).json()["boolean"] is True,
    "query_post_direct": lambda p: p.direct(ASK.encode(), QUERY).json()["boolean"] is True,
    "query_dataset_default_graphs_get": lambda p: counts(p.get([("query", COUNT), *default(ONE, TWO)]), p, ONE, TWO),
    "query_dataset_default_graphs_post": lambda p: (
        counts(p.direct(COUNT.encode(), QUERY, default(ONE, TWO)), p, ONE, TWO)
        and counts(p.form([("query", COUNT), *default(ONE, TWO)]), p, ONE, TWO)
    ),
    "query_dataset_named_graphs_get": lambda p: (
        names(p.get([("query", GRAPHS), *named(ONE, TWO)]), ONE, TWO)
        and rows(p.get([("query", COUNT), *named(ONE, TWO)])) == [{"n": "0"}]
    ),
    "query_dataset_named_graphs_post": lambda p: (
        names(p.direct(GRAPHS.encode(), QUERY, named(ONE, TWO)), ONE, TWO)
        and names(p.form([("query", GRAPHS), *named(ONE, TWO)]), ONE, TWO)
    ),
    "query_dataset_full": lambda p: (
        is_full(p.get([("query", BOTH), *FULL]), p)
        and is_full(p.form([("query", BOTH), *FULL]), p)
        and is_full(p.direct(BOTH.encode(), QUERY, FULL), p)
    ),
    "query_multiple_dataset": lambda p: counts(
        p.get([("query", COUNT.replace("{", f"FROM <{TWO}> {{", 1)), *default(ONE)]), p, ONE
    ),
    "query_content_type_select": lambda p: (
        media(p.get([("query", SELECT)], "*/*"), *RESULTS)
        and all(media(p.get([("query", SELECT)], form), form) for form in RESULTS)
    ),
    "query_content_type_ask": lambda p: media(p.get([("query", ASK)], "*/*"), *RESULTS[:2]),
    "query_content_type_describe": lambda p: (
        media(p.get([("query", f"DESCRIBE <{ONE}>")], "*/*"), *TRIPLES)
        and all(media(p.get([("query", f"DESCRIBE <{ONE}>")], form), form) for form in TRIPLES)
    ),
    "query_content_type_construct": lambda p: (
        media(p.get([("query", "CONSTRUCT {} {}")], "*/*"), *TRIPLES)
        and all(media(p.get([("query", "CONSTRUCT {} {}")], form), form) for form in TRIPLES)
    ),
    "bad_query_method": lambda p: refused(p.client.put("/sparql", params={"query": ASK})),
    "bad_multiple_queries": lambda p: (
        refused(p.get([("query", ASK), ("query", SELECT)]))
        and refused(p.form([("query", ASK), ("query", SELECT)]))
        and refused(p.direct(ASK.encode(), QUERY, [("query", SELECT)]))
    ),
    "bad_query_wrong_media_type": lambda p: refused(p.direct(ASK.encode(), "text/plain")),
    "bad_query_missing_form_type": lambda p: refused(p.form([("query", ASK)], None)),
    "bad_query_missing_direct_type": lambda p: refused(p.direct(ASK.encode(), None)),
    "bad_query_non_utf8": lambda p: refused(p.direct(ASK.encode("utf-16"), f"{QUERY}; charset=UTF-16")),
    "bad_query_syntax": lambda p: refused(p.get([("query", "ASK {")])) and refused(p.direct(b"ASK {", QUERY)),
}


def using(*graphs: str) -> Parameters:
    return [("using-graph-uri", graph) for graph in graphs]


def using_named(*graphs: str) -> Parameters:
    return [("using-named-graph-uri", graph) for graph in graphs]


WHERE = "INSERT { ?s ?p <http://x/> } WHERE { ?s ?p ?o }"
UPDATE_HALF: Mapping[str, Callable[[Protocol], httpx.Response]] = {
    "update_post_form": lambda p: p.form([("update", INSERT)]),
    "update_post_direct": lambda p: p.direct(INSERT.encode(), UPDATE),
    "update_base_uri": lambda p: p.form([("update", "INSERT DATA { <s> <p> <o> }")]),
    "update_dataset_default_graph": lambda p: p.form([("update", WHERE), *using(ONE)]),
    "update_dataset_default_graphs": lambda p: p.form([("update", WHERE), *using(ONE, TWO)]),
    "update_dataset_named_graphs": lambda p: p.form([("update", WHERE), *using_named(ONE, TWO)]),
    "update_dataset_full": lambda p: p.form([("update", WHERE), *using(ONE), *using_named(TWO)]),
    "bad_update_get": lambda p: p.get([("update", INSERT)]),
    "bad_multiple_updates": lambda p: p.form([("update", INSERT), ("update", INSERT)]),
    "bad_update_wrong_media_type": lambda p: p.direct(INSERT.encode(), "text/plain"),
    "bad_update_missing_form_type": lambda p: p.form([("update", INSERT)], None),
    "bad_update_non_utf8": lambda p: p.direct(INSERT.encode("utf-16"), f"{UPDATE}; charset=UTF-16"),
    "bad_update_syntax": lambda p: p.form([("update", "INSERT {")]),
    "bad_update_dataset_conflict": lambda p: p.form(
        [("update", f"INSERT {{ ?s ?p <http://x/> }} USING <{ONE}> WHERE {{ ?s ?p ?o }}"), *using(TWO)]
    ),
}


@pytest.fixture(scope="module")
def protocol(edition: Edition, rooms: Rooms) -> Iterator[Protocol]:
    with TestClient(create_app(edition, rooms, Limits(seconds=5), allowance=None)) as client:
        yield Protocol(client, edition)


@pytest.mark.parametrize("case", QUERY_HALF)
def test_the_query_half(case: str, protocol: Protocol) -> None:
    assert QUERY_HALF[case](protocol)


@pytest.mark.parametrize("case", UPDATE_HALF)
def test_the_update_half_is_refused_and_changes_nothing(case: str, protocol: Protocol) -> None:
    before = rows(protocol.get([("query", COUNT)]))
    response = UPDATE_HALF[case](protocol)
    assert refused(response), (response.status_code, response.text)
    assert rows(protocol.get([("query", COUNT)])) == before


@pytest.mark.w3c
def test_every_case_of_the_suite_is_here() -> None:
    manifest = packages.suites("rdflib") / "test/data/suites/w3c/sparql11/protocol/manifest.ttl"
    listed = {case.name.removeprefix("protocol/") for case in read_manifest(manifest)}
    assert listed == set(QUERY_HALF) | set(UPDATE_HALF)
    assert len(listed) == 34
