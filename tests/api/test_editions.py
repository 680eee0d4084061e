"""What is served: one audience's edition by setting, tags that save an answer, and the graph as known at a day."""

import asyncio
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from pyoxigraph import NamedNode
from starlette.datastructures import Headers

from api.app import create_app
from api.conditional import Conditional, fixed_part
from ensartet.editions import MOST_KNOWN_AT, Edition, open_edition
from ensartet.rooms import Rooms
from ensartet.visible import visible

from ..planted import CURIE, SECRET, build_of, planted

FOUND = f'SELECT ?s WHERE {{ ?s ?p ?o FILTER(CONTAINS(LCASE(CONCAT(STR(?s), STR(?o))), "{SECRET}")) }}'
QUESTION = "/questions/applications"
GONE = NamedNode("https://w3id.org/ensartet/id/statement/m2602-8-syddanmark")
TAGGED = [
    "/",
    "/?lang=en",
    "/questions",
    "/coverage",
    "/reference",
    "/openapi.json",
    "/edition",
    "/edition?known_at=2026-05-07",
    f"{QUESTION}?drug=osimertinib",
    *(f"{QUESTION}.{form}?drug=osimertinib" for form in ("html", "json", "csv", "jsonld", "xlsx")),
    "/questions/case-overview.docx?drug=daratumumab&disease=AL-amyloidose",
    "/id/region/sjaelland",
    "/id/region/sjaelland.ttl",
    "/id/region/sjaelland.jsonld",
    "/def/",
    "/context.jsonld",
    "/mappings.sssom.tsv",
    "/lookup?curie=ATC:L01FC01",
    "/sparql",
    "/sparql?query=ASK{?s ?p ?o}",
    "/dumps/",
    "/dumps/manifest.json",
    "/dumps/SHA256SUMS",
]


@pytest.fixture(scope="module")
def planted_clients(
    edition: Edition, rooms: Rooms, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[dict[str, TestClient]]:
    """The application over each edition of one build that holds an internal source."""
    quads = [*visible(edition.store.quads(), "internal"), *planted()]
    build = build_of(quads, tmp_path_factory.mktemp("builds") / "planted", rooms)
    with (
        TestClient(create_app(open_edition(build, None, "public", rooms), rooms, allowance=None)) as public,
        TestClient(create_app(open_edition(build, None, "internal", rooms), rooms, allowance=None)) as internal,
    ):
        yield {"public": public, "internal": internal}


def says(client: TestClient, address: str) -> bool:
    """Whether the internal source shows in what is at an address."""
    return SECRET in client.get(address).text.casefold()


@pytest.mark.parametrize(
    "address",
    [
        "/coverage",
        "/questions/sources.json",
        "/questions/sources.html",
        "/questions/statements.csv?limit=1000",
        "/questions/inconsistencies.json",
        "/questions/statements.jsonld?region=Sjælland",
        "/questions/applications.html",
        "/id/region/sjaelland",
        "/id/disease/cancer",
        "/graph/reference/uses/1",
        "/graph/mappings/atc.ttl",
        "/sparql",
        f"/sparql?query={FOUND}",
        f"/sparql?known_at=2030-01-01&query={FOUND}",
    ],
)
def test_the_internal_source_shows_inside_only(address: str, planted_clients: dict[str, TestClient]) -> None:
    assert says(planted_clients["internal"], address)
    assert not says(planted_clients["public"], address)


def test_names_of_the_internal_source_are_unknown_outside(planted_clients: dict[str, TestClient]) -> None:
    public, internal = planted_clients["public"], planted_clients["internal"]
    kinds = ("drug", "disease", "use", "source", "part", "source-entry")
    paths = [f"/id/{kind}/{SECRET}.ttl" for kind in kinds]
    paths += [f"/id/statement/{SECRET}-1", f"/evidence/{SECRET}", f"/lookup?curie={CURIE}", f"/graph/{SECRET}/base/1"]
    for path in paths:
        assert [client.get(path).status_code for client in (public, internal)] == [404, 200], path
    asked = [client.get("/questions/applications.json?drug=zebrafolt") for client in (public, internal)]
    assert [response.status_code for response in asked] == [422, 422]
    assert SECRET not in asked[0].text
    assert SECRET in asked[1].text


def test_counts_are_those_without_the_internal_source(
    planted_clients: dict[str, TestClient], client: TestClient
) -> None:
    public = planted_clients["public"].get("/edition").json()
    assert public == client.get("/edition").json()
    assert public["audience"] == "public"
    internal = planted_clients["internal"].get("/edition").json()
    assert (internal["audience"], internal["sources_to"]) == ("internal", "2026-06-01")
    assert internal["quads"] > public["quads"]
    count = "/sparql?query=SELECT (COUNT(*) AS ?n) {?s ?p ?o}"
    assert planted_clients["public"].get(count).json() == client.get(count).json()


def test_no_request_chooses_the_audience(planted_clients: dict[str, TestClient]) -> None:
    public = planted_clients["public"]
    assert public.get("/questions/sources.json?audience=internal").status_code == 422
    assert public.get("/sparql?query=ASK{}&audience=internal").status_code == 400
    assert public.get("/edition?audience=internal").json()["audience"] == "public"
    assert "Intern udgave" in planted_clients["internal"].get("/").text
    assert "Intern udgave" not in public.get("/").text


@pytest.mark.parametrize("address", TAGGED)
def test_what_a_client_has_is_not_sent_again(address: str, client: TestClient) -> None:
    first = client.get(address)
    assert first.status_code == 200
    assert first.headers["cache-control"] == "no-cache"
    suffixed = "." in address.partition("?")[0]
    assert first.headers.get("vary") == (None if suffixed else "Accept")
    for tags in (first.headers["etag"], f'"other", W/{first.headers["etag"]}', "*"):
        again = client.get(address, headers={"if-none-match": tags})
        assert (again.status_code, again.content) == (304, b"")
        assert again.headers["etag"] == first.headers["etag"]
        assert again.headers.get("vary") == first.headers.get("vary")
        assert again.headers["content-security-policy"]
    assert client.get(address, headers={"if-none-match": '"other"'}).status_code == 200
    head = client.head(address)
    assert (head.status_code, head.content, head.headers["etag"]) == (200, b"", first.headers["etag"])


def test_other_parameters_and_forms_have_other_tags(client: TestClient) -> None:
    queries = ("", "?drug=osimertinib", "?drug=daratumumab", "?lang=en", "?limit=1", "?known_at=2026-04-09")
    addresses = [f"{QUESTION}.json{query}" for query in queries]
    addresses += [f"{QUESTION}.csv", f"{QUESTION}.html", f"{QUESTION}.jsonld", "/questions/council-status.json"]
    tags = [client.get(address).headers["etag"] for address in addresses]
    for media in ("text/html", "text/csv", "application/json"):
        tags.append(client.get(QUESTION, headers={"accept": media}).headers["etag"])
    assert len(set(tags)) == len(tags)


def test_errors_and_what_is_ever_new_have_no_tag(client: TestClient) -> None:
    for address, status in (
        ("/questions/nothing", 404),
        ("/questions/applications.json?drug=nobody", 422),
        ("/healthz", 200),
        ("/sparql?query=SELECT (now() AS ?n) {}", 200),
        ("/sparql?query=SELECT (NOW%23x%0A() AS ?n) {}", 200),
    ):
        response = client.get(address, headers={"if-none-match": "*"})
        assert (response.status_code, "etag" in response.headers) == (status, False), address


def test_nothing_is_computed_for_what_a_client_has() -> None:
    async def nobody(*_: object) -> None:
        raise AssertionError("the application was asked")

    sent: list[dict[str, object]] = []

    async def send(message: object) -> None:
        assert isinstance(message, dict)
        sent.append(message)

    async def receive() -> dict[str, str]:
        return {"type": "http.request"}

    middleware = Conditional(nobody, "fixed", lambda: "2026-06-01")
    scope = {"type": "http", "method": "GET", "path": "/", "query_string": b"", "headers": [], "scheme": "http"}
    tag = middleware._tag(scope, Headers(scope=scope))
    asyncio.run(middleware({**scope, "headers": [(b"if-none-match", tag.encode())]}, receive, send))
    assert sent[0]["status"] == 304
    tomorrow = Conditional(nobody, "fixed", lambda: "2026-06-02")
    with pytest.raises(AssertionError, match="was asked"):
        asyncio.run(tomorrow({**scope, "headers": [(b"if-none-match", tag.encode())]}, receive, send))


def test_another_edition_audience_or_setting_has_other_tags(
    edition: Edition, rooms: Rooms, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = fixed_part(edition, rooms)
    assert fixed_part(edition, rooms) == now
    changed = replace(edition, manifest=replace(edition.manifest, sha256="0" * 64))
    inside, checked = replace(edition, audience="internal"), replace(edition, checked="2026-06-01")
    others = [fixed_part(one, rooms) for one in (changed, inside, checked)]
    monkeypatch.setenv("ENSARTET_MAIL", "somebody@example.org")
    others.append(fixed_part(edition, rooms))
    assert len({now, *others}) == 5


def test_after_a_rebuild_nothing_stale_is_served(
    edition: Edition, rooms: Rooms, client: TestClient, tmp_path: Path
) -> None:
    """The same addresses after a restart on another snapshot: other tags, and the new answer."""
    address = f"{QUESTION}.json?drug=osimertinib"
    old = client.get(address)
    quads = [quad for quad in visible(edition.store.quads(), "internal") if quad.subject != GONE]
    build = build_of(quads, tmp_path / "other", rooms)
    with TestClient(create_app(open_edition(build, None, "public", rooms), rooms)) as restarted:
        new = restarted.get("/edition", headers={"if-none-match": client.get("/edition").headers["etag"]})
        assert new.status_code == 200
        assert new.json()["version"] == build.manifest.version != old.json()["edition"]["version"]
        answer = restarted.get(address, headers={"if-none-match": old.headers["etag"]})
        assert answer.status_code == 200
        assert answer.json()["total"] < old.json()["total"]


def test_sparql_is_asked_as_known_at_a_day(client: TestClient) -> None:
    count = "SELECT (COUNT(DISTINCT ?s) AS ?n) { ?s <https://w3id.org/ensartet/def/assertedBy> ?who }"

    def asked(**more: str) -> tuple[int, str | None]:
        response = client.get("/sparql", params={"query": count, **more})
        number = int(response.json()["results"]["bindings"][0]["n"]["value"])
        return number, response.headers.get("x-ensartet-known-at")

    assert asked(known_at="") == asked() == asked(known_at="2031-01-01") == (asked()[0], None)
    assert asked(known_at="2026-05-07") == asked(known_at="07-05-2026")
    assert asked(known_at="2026-05-07")[1] == "2026-04-09"
    days = ["2016-04-30", "2017-04-01", "2021-12-31", "2024-02-19", "2026-03-01"]
    assert len(days) > MOST_KNOWN_AT
    numbers = [asked(known_at=day)[0] for day in days]
    assert numbers[0] > 0
    assert numbers == sorted(numbers)
    assert asked(known_at=days[0])[0] == numbers[0]
    later = "https://w3id.org/ensartet/graph/m2604/base/1"
    unknown = client.get("/sparql", params={"query": f"ASK FROM <{later}> {{}}", "known_at": "2026-03-01"})
    assert unknown.status_code == 400


def test_before_the_first_source_sparql_says_so_instead_of_an_empty_result(client: TestClient) -> None:
    for known_at, words in (("2015-12-31", "2016-04-30"), ("yesterday", "yesterday")):
        response = client.get("/sparql", params={"query": "ASK {}", "known_at": known_at})
        assert response.status_code == 422
        assert response.json()["parameter"] == "known_at"
        assert words in response.json()["detail"]
    assert client.get("/sparql?query=ASK{}&known_at=2024-01-01&known_at=2025-01-01").status_code == 422
