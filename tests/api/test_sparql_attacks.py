"""Nothing asked of `/sparql` can stop the service, reach out of it, or cost more than the request itself."""

import asyncio
import http.server
import socket
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import httpx2 as httpx
import pytest
from fastapi.testclient import TestClient

from api.app import create_app
from api.budget import Allowance, Budget
from ensartet.editions import Edition
from ensartet.errors import QueryRefused, QueryStopped, TooMuch, TooOften
from ensartet.names import Words
from ensartet.rooms import Rooms
from ensartet.sparql.pool import Asked, Engines, Limits

from .hostile import CANARY, HOSTILE, OUTSIDE
from .served import served

JSON = "application/sparql-results+json"
# needs no data: a product of 60 values, eight times
ENDLESS = "SELECT (COUNT(*) AS ?n) { " + " ".join(f"VALUES ?v{i} {{ {'1 ' * 60} }}" for i in range(8)) + " }"
LIMITS = Limits(seconds=1, rows=1000, bytes=1_000_000)
# far more than any deadline: only so that a hanging service ends the test
PATIENCE = 30


@pytest.fixture(scope="module")
def service(edition: Edition, rooms: Rooms) -> Iterator[httpx.Client]:
    app = create_app(edition, rooms, LIMITS, allowance=None)
    with served(app) as address, httpx.Client(base_url=address, timeout=PATIENCE) as client:
        yield client


@pytest.fixture
def canary() -> Iterator[tuple[str, list[str]]]:
    """The address of a server on this machine, and every request that reached it."""
    seen: list[str] = []

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            seen.append(self.path)
            self.send_response(204)
            self.end_headers()

        do_POST = do_GET

        def log_message(self, *_: object) -> None:
            return

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield CANARY.format(port=server.server_port), seen
    server.shutdown()
    server.server_close()


def asked(client: httpx.Client, query: str) -> httpx.Response:
    return client.post("/sparql", content=query.encode(), headers={"content-type": "application/sparql-query"})


def alive(client: httpx.Client) -> None:
    assert asked(client, "ASK {}").json() == {"head": {}, "boolean": True}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_query_ends_and_costs_only_itself(name: str, service: httpx.Client) -> None:
    response = asked(service, HOSTILE[name])
    assert response.status_code in (400, 413, 503), (response.status_code, response.text[:200])
    assert response.headers["content-type"] == "application/problem+json"
    alive(service)


def test_hostile_queries_at_the_same_time_leave_room_for_others(service: httpx.Client) -> None:
    with ThreadPoolExecutor(8) as threads:
        attacks = [threads.submit(asked, service, HOSTILE["cartesian count"]) for _ in range(8)]
        page = service.get("/questions/off-label-without-application.json")
        assert page.status_code == 200
        assert {attack.result().status_code for attack in attacks} == {503}
    alive(service)


def test_a_query_that_finds_no_engine_is_told_when_to_come_again(service: httpx.Client) -> None:
    with ThreadPoolExecutor(12) as threads:
        answers = list(threads.map(lambda _: asked(service, ENDLESS), range(12)))
    assert {answer.status_code for answer in answers} == {503}
    busy = [answer for answer in answers if answer.json()["type"].endswith("engines-busy")]
    assert busy
    assert {answer.headers["retry-after"] for answer in busy} == {"5"}
    alive(service)


def test_nothing_reaches_out(service: httpx.Client, canary: tuple[str, list[str]]) -> None:
    address, seen = canary
    for template in OUTSIDE:
        query = template.format(address)
        for response in (asked(service, query), service.get("/sparql", params={"query": query})):
            assert response.status_code == 400, (query, response.text[:200])
    for name in ("default-graph-uri", "named-graph-uri"):
        for graph in (address, "file:///etc/passwd"):
            assert service.get("/sparql", params={"query": "ASK {}", name: graph}).status_code == 400
    assert seen == []
    assert httpx.get(address).status_code == 204
    assert seen == ["/"]


def test_an_engine_cannot_reach_out_even_if_the_guard_let_it(canary: tuple[str, list[str]]) -> None:
    """The second wall: an engine may open no descriptor, so SERVICE fails in it."""
    address, seen = canary
    query = f"SELECT * {{ SERVICE <{address}> {{ ?s ?p ?o }} }}"

    async def ask() -> None:
        engines = Engines(lambda: b"", {}, LIMITS)
        try:
            with pytest.raises(QueryRefused, match="open files"):
                await engines.run(Asked(query, JSON))
        finally:
            engines.close()

    asyncio.run(ask())
    assert seen == []


def test_a_client_that_leaves_takes_its_engine_along(service: httpx.Client) -> None:
    """Three endless queries are left; with four places in all, the next four are served at once all the same."""
    address = httpx.URL(str(service.base_url))
    body = HOSTILE["cartesian order"].encode()
    lines = [
        "POST /sparql HTTP/1.1",
        "Host: x",
        "Content-Type: application/sparql-query",
        f"Content-Length: {len(body)}",
    ]
    head = "\r\n".join([*lines, "", ""])
    for _ in range(3):
        with socket.create_connection((address.host, address.port or 80)) as connection:
            connection.sendall(head.encode() + body)
            time.sleep(0.2)
    with ThreadPoolExecutor(4) as threads:
        for answer in [threads.submit(asked, service, "ASK {}") for _ in range(4)]:
            assert answer.result().status_code == 200


def test_the_engine_of_a_cancelled_query_is_killed() -> None:
    async def ask() -> None:
        engines = Engines(lambda: b"<x:s> <x:p> <x:o> .\n", {}, Limits(seconds=60))
        try:
            endless = (
                "SELECT (COUNT(*) AS ?n) { " + " ".join(f"VALUES ?v{i} {{ {'1 ' * 60} }}" for i in range(8)) + " }"
            )
            running = asyncio.create_task(engines.run(Asked(endless, JSON)))
            await asyncio.sleep(0.5)
            assert len(_children_of(engines)) == 3  # two wait, one computes
            running.cancel()
            for _ in range(100):
                await asyncio.sleep(0.05)
                if len(_children_of(engines)) == 2:
                    break
            else:
                pytest.fail("the engine of the cancelled query still runs")
            assert b"true" in await engines.run(Asked("ASK {}", JSON))
        finally:
            engines.close()

    asyncio.run(ask())


def _children_of(engines: Engines) -> list[str]:
    """The engines alive, by process number."""
    from pathlib import Path

    assert engines._holder is not None
    children = Path(f"/proc/{engines._holder.pid}/task/{engines._holder.pid}/children")
    if not children.exists():
        pytest.skip("the system does not list the children of a process")
    return [
        pid
        for pid in children.read_text().split()
        if Path(f"/proc/{pid}/stat").exists() and ") Z " not in Path(f"/proc/{pid}/stat").read_text()
    ]


def test_no_process_is_left_when_the_service_ends() -> None:
    async def ask() -> int:
        engines = Engines(lambda: b"", {}, LIMITS)
        await engines.run(Asked("ASK {}", JSON))
        assert engines._holder is not None
        holder = engines._holder
        engines.close()
        return holder.poll() or 0

    assert asyncio.run(ask()) != 0


def test_a_holder_that_falls_is_started_again() -> None:
    async def ask() -> None:
        engines = Engines(lambda: b"<x:s> <x:p> <x:o> .\n", {}, LIMITS)
        try:
            for _ in range(2):
                assert b"true" in await engines.run(Asked("ASK { ?s ?p ?o }", JSON))
                assert engines._holder is not None
                engines._holder.kill()
                engines._holder.wait()
        finally:
            engines.close()

    asyncio.run(ask())


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        (
            "SELECT (COUNT(*) AS ?n) { " + " ".join(f"VALUES ?v{i} {{ {'1 ' * 60} }}" for i in range(8)) + " }",
            QueryStopped,
        ),
        (HOSTILE["negations"], QueryStopped),
        ("SELECT ?s {", QueryRefused),
        ("SELECT * { " + " ".join(f"VALUES ?v{i} {{ {'1 ' * 40} }}" for i in range(2)) + " }", TooMuch),
    ],
)
def test_how_an_engine_ends_is_told_apart(query: str, expected: type[Exception]) -> None:
    async def ask() -> None:
        engines = Engines(lambda: b"", {}, LIMITS)
        try:
            with pytest.raises(expected):
                await engines.run(Asked(query, JSON))
        finally:
            engines.close()

    asyncio.run(ask())


def test_a_client_has_a_budget_and_is_told_when_to_come_again(edition: Edition, rooms: Rooms) -> None:
    app = create_app(edition, rooms, LIMITS, Allowance(seconds=60, errors=3, at_once=2))
    with TestClient(app) as client:
        for _ in range(3):
            assert client.get("/sparql", params={"query": "nonsense"}).status_code == 400
        refused = client.get("/sparql", params={"query": "ASK {}"})
        assert refused.status_code == 429
        assert 1 <= int(refused.headers["retry-after"]) <= 61
        assert client.get("/questions/off-label-without-application.json").status_code == 200


def test_the_hostile_corpus_with_budgets_on_is_refused_sooner(edition: Edition, rooms: Rooms) -> None:
    with TestClient(create_app(edition, rooms, LIMITS, Allowance(errors=5))) as client:
        statuses = [client.get("/sparql", params={"query": query[:6000]}).status_code for query in HOSTILE.values()]
    assert set(statuses[5:]) == {429}


def test_a_budget_counts_time_errors_and_what_runs() -> None:
    now = [0.0]
    budget = Budget(Allowance(seconds=10, errors=2, at_once=1), lambda: now[0])
    with budget.spending("a"):
        with pytest.raises(TooOften, match="1 queries at a time"), budget.spending("a"):
            pass
        with budget.spending("b"):
            pass
        now[0] += 10
    with pytest.raises(TooOften, match="10 seconds"), budget.spending("a"):
        pass
    now[0] += 61
    for _ in range(2):
        with pytest.raises(QueryRefused), budget.spending("a"):
            raise QueryRefused(Words("forkert", "wrong"))
    with pytest.raises(TooOften, match="2 errors") as refused, budget.spending("a"):
        pass
    assert 60 <= refused.value.retry_after <= 61
    now[0] += 61
    with budget.spending("a"):
        pass
