"""`/sparql`: the query half of the SPARQL 1.1 protocol, in every form, and errors in words."""

import html
import json
import re
from collections.abc import Callable, Iterator
from urllib.parse import urlencode

import httpx2 as httpx
import pytest
from fastapi.testclient import TestClient
from pyoxigraph import RdfFormat, parse

from api.app import create_app
from ensartet.editions import Edition
from ensartet.questions import all_questions
from ensartet.rooms import Rooms, installed_rooms
from ensartet.sparql.pool import Limits

ASK = "ASK { ?s ?p ?o }"
REGIONS = "SELECT ?r { ?r a <https://w3id.org/ensartet/def/Region> } ORDER BY ?r"
M2604 = "https://w3id.org/ensartet/graph/m2604/base/1"
ORGANISATIONS = "https://w3id.org/ensartet/graph/reference/organisations/1"
JSON, QUERY, FORM = "application/sparql-results+json", "application/sparql-query", "application/x-www-form-urlencoded"


@pytest.fixture(scope="module")
def sparql(edition: Edition, rooms: Rooms) -> Iterator[TestClient]:
    app = create_app(edition, rooms, Limits(seconds=3, rows=200, bytes=200_000), allowance=None)
    with TestClient(app) as client:
        yield client


def get(client: TestClient, query: str, accept: str = JSON, **more: str) -> httpx.Response:
    return client.get("/sparql", params={"query": query, **more}, headers={"accept": accept})


def post(client: TestClient, content: bytes, media: str | None, **more: str) -> httpx.Response:
    headers = {"accept": JSON} | ({"content-type": media} if media else {})
    return client.post("/sparql", params=more, content=content, headers=headers)


def names(response: httpx.Response) -> list[str]:
    assert response.status_code == 200, response.text
    return [row["r"]["value"].rpartition("/")[2] for row in response.json()["results"]["bindings"]]


def test_all_three_ways_of_asking_give_the_same(sparql: TestClient) -> None:
    answers = [
        get(sparql, REGIONS),
        post(sparql, urlencode({"query": REGIONS}).encode(), FORM),
        post(sparql, REGIONS.encode(), QUERY),
        post(sparql, REGIONS.encode(), f"{QUERY}; charset=utf-8"),
    ]
    assert [names(answer) for answer in answers] == [names(answers[0])] * 4
    assert "nordjylland" in names(answers[0])


@pytest.mark.parametrize("given", ["default-graph-uri", "named-graph-uri"])
@pytest.mark.parametrize("how", ["get", "form", "direct"])
def test_the_dataset_of_the_protocol(given: str, how: str, sparql: TestClient) -> None:
    inside = REGIONS if given == "default-graph-uri" else REGIONS.replace("{ ", "{ GRAPH ?g { ").replace(" }", " } }")

    def asked(graph: str) -> list[str]:
        if how == "get":
            return names(get(sparql, inside, **{given: graph}))
        if how == "form":
            return names(post(sparql, urlencode({"query": inside, given: graph}).encode(), FORM))
        return names(post(sparql, inside.encode(), QUERY, **{given: graph}))

    assert len(asked(ORGANISATIONS)) == 6
    assert asked(M2604) == []


def test_several_graphs_are_merged_and_the_protocol_wins_over_from(sparql: TestClient) -> None:
    response = sparql.get(
        "/sparql",
        params=[("query", REGIONS), ("default-graph-uri", M2604), ("default-graph-uri", ORGANISATIONS)],
        headers={"accept": JSON},
    )
    assert len(names(response)) == 6
    chosen = REGIONS.replace("{", f"FROM <{M2604}> {{", 1)
    assert names(get(sparql, chosen)) == []
    assert len(names(get(sparql, chosen, **{"default-graph-uri": ORGANISATIONS}))) == 6


def test_a_graph_that_is_not_here_is_an_error(sparql: TestClient) -> None:
    for more in ({"default-graph-uri": "http://x/"}, {"named-graph-uri": "http://x/"}):
        response = get(sparql, ASK, **more)
        assert response.status_code == 400
        assert "<http://x/>" in response.json()["detail"]


@pytest.mark.parametrize(
    ("accept", "media"),
    [
        ("*/*", JSON),
        (JSON, JSON),
        ("application/json", JSON),
        ("application/sparql-results+xml", "application/sparql-results+xml"),
        ("application/xml", "application/sparql-results+xml"),
        ("text/csv", "text/csv; charset=utf-8"),
        ("text/tab-separated-values", "text/tab-separated-values; charset=utf-8"),
        ("text/csv;q=0.5, application/sparql-results+xml;q=0.9", "application/sparql-results+xml"),
        ("text/turtle, */*;q=0.1", JSON),
    ],
)
def test_results_in_every_form(accept: str, media: str, sparql: TestClient) -> None:
    for query in (REGIONS, ASK):
        response = get(sparql, query, accept)
        assert (response.status_code, response.headers["content-type"]) == (200, media)
        assert "Accept" in response.headers["vary"]
        assert response.content


@pytest.mark.parametrize(
    ("media", "form"),
    [
        ("text/turtle", RdfFormat.TURTLE),
        ("application/n-triples", RdfFormat.N_TRIPLES),
        ("application/ld+json", RdfFormat.JSON_LD),
        ("application/rdf+xml", RdfFormat.RDF_XML),
    ],
)
@pytest.mark.parametrize(
    "query",
    [
        "CONSTRUCT WHERE { ?s a <https://w3id.org/ensartet/def/Region> }",
        "DESCRIBE <https://w3id.org/ensartet/id/region/nordjylland>",
        None,
    ],
)
def test_graphs_and_the_description_in_every_form(
    query: str | None, media: str, form: RdfFormat, sparql: TestClient
) -> None:
    response = sparql.get("/sparql", params={"query": query} if query else {}, headers={"accept": media})
    assert (response.status_code, response.headers["content-type"].partition(";")[0]) == (200, media)
    assert len(list(parse(response.content, form))) >= 6


def test_the_description_names_the_address_it_was_asked_at(sparql: TestClient) -> None:
    response = sparql.get("http://data.example/sparql", headers={"accept": "application/n-triples"})
    assert "<http://www.w3.org/ns/sparql-service-description#endpoint> <http://data.example/sparql>" in response.text
    assert f"#name> <{M2604}>" in response.text
    assert "http://rdfs.org/ns/void#triples" in response.text


REFUSED: dict[str, tuple[int, Callable[[TestClient], httpx.Response]]] = {
    "two queries": (400, lambda c: c.get("/sparql", params=[("query", ASK), ("query", ASK)])),
    "a query in the address and one in the body": (400, lambda c: post(c, ASK.encode(), QUERY, query=ASK)),
    "two queries in a form": (400, lambda c: post(c, urlencode([("query", ASK), ("query", ASK)]).encode(), FORM)),
    "no media type": (415, lambda c: post(c, ASK.encode(), None)),
    "another media type": (415, lambda c: post(c, ASK.encode(), "text/plain")),
    "an update in a form": (400, lambda c: post(c, urlencode({"update": "CLEAR ALL"}).encode(), FORM)),
    "an update as a query": (400, lambda c: get(c, "CLEAR ALL")),
    "an update body": (415, lambda c: post(c, b"CLEAR ALL", "application/sparql-update")),
    "a body that is not UTF-8": (400, lambda c: post(c, "ASK {?s ?p 'æ'}".encode("latin-1"), QUERY)),
    "a form that is not UTF-8": (400, lambda c: post(c, b"query=ASK%20%7B%7D%20%23%E6", FORM)),
    "a syntax error": (400, lambda c: get(c, "SELECT ?s { ?s ?p }")),
    "an unknown function": (400, lambda c: get(c, "SELECT (<http://x/f>(1) AS ?r) {}")),
    "an unknown parameter": (400, lambda c: get(c, ASK, quary="x")),
    "an unknown form of results": (406, lambda c: get(c, ASK, "application/pdf")),
    "an unknown form of graphs": (406, lambda c: get(c, "DESCRIBE <http://x/>", "text/csv")),
    "PUT": (405, lambda c: c.put("/sparql", params={"query": ASK})),
    "DELETE": (405, lambda c: c.delete("/sparql", params={"query": ASK})),
    "a query over its limit": (413, lambda c: post(c, b"ASK {} #".ljust(300_000), QUERY)),
    "a body that does not end soon": (413, lambda c: post(c, b"#" * 5_000_000, QUERY)),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_is_refused_is_told_in_words(case: str, sparql: TestClient) -> None:
    status, asked = REFUSED[case]
    response = asked(sparql)
    assert response.status_code == status, response.text
    assert response.headers["content-type"] == "application/problem+json"
    assert response.json()["status"] == status
    assert len(response.json()["detail"]) > 8


def test_head_is_get_without_its_body(sparql: TestClient) -> None:
    response = sparql.head("/sparql", params={"query": ASK})
    assert (response.status_code, response.content) == (200, b"")


def test_the_default_graph_is_the_union_and_graph_names_are_ours(sparql: TestClient) -> None:
    query = "SELECT (COUNT(DISTINCT ?g) AS ?r) { GRAPH ?g { ?s ?p ?o } }"
    assert int(get(sparql, query).json()["results"]["bindings"][0]["r"]["value"]) > 10


@pytest.mark.parametrize("accept", [JSON, "application/sparql-results+xml", "text/csv", "text/tab-separated-values"])
def test_a_result_over_the_cap_is_an_error_that_names_it(accept: str, sparql: TestClient) -> None:
    assert get(sparql, "SELECT ?s { ?s ?p ?o } LIMIT 200", accept).status_code == 200
    over = get(sparql, "SELECT ?s { ?s ?p ?o } LIMIT 201", accept)
    assert over.status_code == 413
    assert "200 rækker" in over.json()["detail"]
    wide = get(sparql, "CONSTRUCT WHERE { ?s ?p ?o }", "application/n-triples", lang="en")
    assert wide.status_code == 413
    assert "200000 bytes" in wide.json()["detail"]


def test_line_ends_in_cells_are_no_rows(sparql: TestClient) -> None:
    query = "SELECT ?x { VALUES ?x { 'one\\ntwo\\n\"three\\n' } }"
    for accept in ("text/csv", "text/tab-separated-values"):
        assert get(sparql, query + " #" + "x" * 10, accept).status_code == 200


def test_the_page_shows_results_and_mends_errors(sparql: TestClient) -> None:
    page = get(sparql, REGIONS, "text/html").text
    assert 'href="/id/region/nordjylland"' in page
    wrong = get(sparql, "SELECT ?s { ?s ?p }", "text/html", lang="en")
    assert wrong.status_code == 400
    assert 'role="alert"' in wrong.text
    assert "SELECT ?s { ?s ?p }" in wrong.text
    hostile = get(sparql, "SELECT ('<script>alert(1)</script>' AS ?r) {}", "text/html").text
    assert "<script>" not in hostile


def test_every_example_on_the_page_can_be_asked(client: TestClient) -> None:
    page = client.get("/sparql", headers={"accept": "text/html"}).text
    examples = re.findall(r"<details>.*?<pre[^>]*>(.*?)</pre>", page, re.DOTALL)
    assert len(examples) == len(all_questions(installed_rooms()))
    for example in examples:
        assert get(client, html.unescape(example)).status_code == 200, example


def test_answers_are_for_programs_in_browsers_too(sparql: TestClient) -> None:
    assert get(sparql, ASK).headers["access-control-allow-origin"] == "*"
    assert json.loads(get(sparql, ASK).content) == {"head": {}, "boolean": True}
