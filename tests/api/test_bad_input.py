"""Bad input on a real socket: each has a status, costs little, and leaves the service to others."""

import asyncio
import contextlib
import json
import logging
import re
import socket
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx2 as httpx
import pytest

from api.app import SAFE_HEADERS, create_app
from api.bounds import LONGEST_ADDRESS, MOST_BODY, MOST_FIELDS
from api.connections import HEAD_SECONDS, MOST_WAITING
from api.server import listen
from ensartet.editions import Edition
from ensartet.rooms import Rooms
from ensartet.sparql.pool import Limits

from .served import served

QUERY = "application/sparql-query"
SHORT = 2.0
PATIENCE = 30
ANSWER = "/questions/sources.json"


@pytest.fixture(scope="module")
def service(edition: Edition, rooms: Rooms) -> Iterator[httpx.Client]:
    app = create_app(edition, rooms, Limits(seconds=2), allowance=None)
    with served(app, head_seconds=SHORT) as address, httpx.Client(base_url=address, timeout=PATIENCE) as client:
        yield client


def connect(service: httpx.Client) -> socket.socket:
    return socket.create_connection((service.base_url.host, service.base_url.port or 80), timeout=PATIENCE)


def raw(service: httpx.Client, request: bytes) -> tuple[int, bytes]:
    """Status and whole answer of what is sent as it stands; status 0 where the connection is dropped."""
    with connect(service) as connection:
        answer = b""
        try:
            connection.sendall(request)
            while chunk := connection.recv(65536):
                answer += chunk
        except ConnectionError:
            pass
    return (int(answer.split(b" ", 2)[1]) if answer.startswith(b"HTTP/1.1 ") else 0), answer


def get(service: httpx.Client, path: str, *headers: str) -> tuple[int, bytes]:
    head = [f"GET {path} HTTP/1.1", *(headers or ("Host: x",)), "Connection: close", "", ""]
    return raw(service, "\r\n".join(head).encode())


def is_open(connection: socket.socket) -> bool:
    connection.settimeout(0.001)
    try:
        return connection.recv(1) != b""
    except TimeoutError:
        return True
    except ConnectionError:
        return False


def memory_of_this_process() -> int:
    """Bytes in use: the service runs in a thread of this process."""
    status = Path("/proc/self/status")
    if not status.exists():
        pytest.skip("the system does not tell the memory of a process")
    found = re.search(r"VmRSS:\s+(\d+) kB", status.read_text())
    assert found
    return int(found[1]) * 1024


def test_heads_that_never_end_are_dropped_and_others_are_served(service: httpx.Client) -> None:
    opened = [connect(service) for _ in range(300)]
    try:
        for connection in opened:
            connection.sendall(b"GET / HTTP/1.1\r\nHost: x\r\nX-Slow: ")
        assert service.get(ANSWER).status_code == 200
        until = time.monotonic() + SHORT / 2
        while (kept := sum(map(is_open, opened))) > MOST_WAITING and time.monotonic() < until:
            time.sleep(0.05)
        assert kept <= MOST_WAITING
        # a byte now and then buys no time
        until = time.monotonic() + PATIENCE
        while any(map(is_open, opened[-5:])) and time.monotonic() < until:
            for connection in opened[-5:]:
                with contextlib.suppress(OSError):
                    connection.sendall(b"x")
            time.sleep(0.1)
        assert not any(map(is_open, opened))
    finally:
        for connection in opened:
            connection.close()
    assert service.get(ANSWER).status_code == 200


def test_the_shipped_deadline_for_a_head() -> None:
    assert HEAD_SECONDS <= 10


def test_accepted_connections_send_at_once() -> None:
    """An answer in two pieces would else wait for the client's delayed acknowledgement, some 40 ms."""

    async def accepted() -> int:
        seen: asyncio.Future[int] = asyncio.get_running_loop().create_future()

        def come(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            seen.set_result(writer.get_extra_info("socket").getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY))
            writer.close()

        listener = listen(0)
        async with await asyncio.start_server(come, sock=listener):
            _, writer = await asyncio.open_connection(*listener.getsockname())
            try:
                return await seen
            finally:
                writer.close()
                await writer.wait_closed()

    assert asyncio.run(accepted())


def test_a_second_head_that_never_ends_is_dropped_too(service: httpx.Client) -> None:
    with connect(service) as connection:
        connection.sendall(b"GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n")
        first = connection.recv(65536)
        assert first.startswith(b"HTTP/1.1 200")
        while not first.endswith(b"}"):
            first += connection.recv(65536)
        connection.sendall(b"GET /healthz HTTP/1.1\r\nHost")
        connection.settimeout(PATIENCE)
        assert connection.recv(65536) == b""


@pytest.mark.parametrize("path", ["/", "/sparql", ANSWER, "/static/ensartet.css", "/id/region/nordjylland", "/nowhere"])
def test_a_body_of_300_megabytes_is_refused_by_its_declared_length(path: str, service: httpx.Client) -> None:
    head = f"POST {path} HTTP/1.1\r\nHost: x\r\nContent-Type: {QUERY}\r\nContent-Length: 314572800\r\n\r\n"
    with connect(service) as connection:
        connection.sendall(head.encode())
        assert connection.recv(65536).startswith(b"HTTP/1.1 413 ")


@pytest.mark.parametrize("path", ["/sparql", ANSWER])
def test_a_body_of_300_megabytes_without_length_is_refused_and_not_kept(path: str, service: httpx.Client) -> None:
    head = f"POST {path} HTTP/1.1\r\nHost: x\r\nContent-Type: {QUERY}\r\nTransfer-Encoding: chunked\r\n\r\n"
    chunk = b"%x\r\n" % (1 << 20) + b"#" * (1 << 20) + b"\r\n"
    before = memory_of_this_process()
    with connect(service) as connection:
        connection.sendall(head.encode())
        with contextlib.suppress(ConnectionError):
            for _ in range(300):
                connection.sendall(chunk)
        assert memory_of_this_process() - before < 64 << 20
        assert connection.recv(65536).startswith(b"HTTP/1.1 413 ")
    assert service.get(ANSWER).status_code == 200


@pytest.mark.parametrize(("size", "status"), [(MOST_BODY, 422), (MOST_BODY + 1, 413)])
def test_the_border_of_a_body(size: int, status: int, service: httpx.Client) -> None:
    response = service.request("GET", "/lookup", content=b"x" * size)
    assert response.status_code == status, response.text


def test_a_client_that_leaves_within_its_body_is_no_fault(service: httpx.Client) -> None:
    told: list[str] = []

    class Listening(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            told.append(record.getMessage())

    log, listening = logging.getLogger("uvicorn.error"), Listening(logging.WARNING)
    log.addHandler(listening)
    try:
        for path in ("/sparql", ANSWER):
            with connect(service) as connection:
                connection.sendall(f"POST {path} HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\nASK".encode())
                time.sleep(0.1)
            assert service.get(ANSWER).status_code == 200
    finally:
        log.removeHandler(listening)
    assert told == []


def test_nesting_of_five_digits(service: httpx.Client) -> None:
    for opened, closed in (("{", "}"), ("(", ")"), ("[", "]"), ("<<( ", " )>>")):
        query = "SELECT * " + opened * 12_345 + closed * 12_345
        response = service.post("/sparql", content=query.encode(), headers={"content-type": QUERY})
        assert response.status_code in (400, 413)
        assert response.headers["content-type"] == "application/problem+json"


NO_HTTP = {
    "a line end in a header": b"GET / HTTP/1.1\r\nHost: x\r\nX-A: b\r\n\r c: d\r\n\r\n",
    "a bare carriage return": b"GET / HTTP/1.1\r\nHost: x\r\nX-A: b\rSet-Cookie: c\r\n\r\n",
    "a zero byte in a header": b"GET / HTTP/1.1\r\nHost: x\r\nX-A: b\0c\r\n\r\n",
    "a header without colon": b"GET / HTTP/1.1\r\nHost: x\r\nnonsense\r\n\r\n",
    "no host": b"GET / HTTP/1.1\r\n\r\n",
    "two hosts": b"GET / HTTP/1.1\r\nHost: x\r\nHost: y\r\n\r\n",
    "two lengths": b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nxx",
    "an odd length": b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n",
    "letters that are not ASCII in the address": "GET /questions/blåbær.json HTTP/1.1\r\nHost: x\r\n\r\n".encode(),
    "no HTTP at all": b"\x16\x03\x01\x02\x00\x01\x00\r\n\r\n",
    "a head without end": b"GET /?" + b"a" * 300_000,
}


@pytest.mark.parametrize("case", NO_HTTP)
def test_what_is_not_http_is_refused_or_dropped(case: str, service: httpx.Client) -> None:
    status, answer = raw(service, NO_HTTP[case])
    assert status in (0, 400), answer[:200]
    if status:
        _is_safe(answer)


def test_line_ends_in_values_reach_no_header(service: httpx.Client) -> None:
    for path in ("/questions/sources.csv?source=M2604%0D%0ASet-Cookie:%20a=b", "/questions/x%0D%0ASet-Cookie:a=b"):
        status, answer = get(service, path)
        assert status in (404, 422)
        assert b"\r\nset-cookie" not in answer.partition(b"\r\n\r\n")[0].lower()


@pytest.mark.parametrize(
    "path",
    [
        "/static/../app.py",
        "/static/%2e%2e/app.py",
        "/static/%2e%2e%2fapp.py",
        "/static/%252e%252e%252fapp.py",
        "/static/..%2fapp.py",
        "/static/..%5capp.py",
        "/static//etc/passwd",
        "/static/%2fetc%2fpasswd",
        "/static/%00",
        "/static/ensartet.css%00.txt",
        "/static/%ED%A0%80",
        "/../../etc/passwd",
        "/questions/../../etc/passwd",
        "/questions/..%2f..%2fetc%2fpasswd",
        "/id/..%2f..%2fetc/passwd",
        "/graph/../../etc/passwd",
        "/evidence/..%2f..%2fetc%2fpasswd",
        "/static/" + "a" * 5000,
    ],
)
def test_paths_that_lead_out_lead_nowhere(path: str, service: httpx.Client) -> None:
    status, answer = get(service, path)
    assert status == 404, answer[:200]
    assert b"root:" not in answer
    _is_safe(answer)


@pytest.mark.parametrize("name", ["лекарство", "blåbærgrød", "%00", "%ED%A0%80", "%FF", "a%20b", "%22", "𝒳"])
@pytest.mark.parametrize("form", ["", ".html", ".json", ".csv", ".jsonld"])
def test_names_in_any_script_are_unknown_and_no_fault(name: str, form: str, service: httpx.Client) -> None:
    for path in (f"/questions/{name}{form}", f"/id/region/{name}{form}", f"/evidence/{name}{form}"):
        assert service.get(path).status_code == 404, path


def test_file_names_are_ours_and_ascii(service: httpx.Client) -> None:
    asked = service.get("/questions/sources.csv", params={"filename": "лекарство.csv"})
    assert asked.status_code == 422
    given = service.get("/questions/applications.csv", params={"drug": "osimertinib", "population": "æøå"})
    assert given.status_code == 422
    response = service.get("/questions/applications.csv", params={"drug": "osimertinib"})
    assert response.headers["content-disposition"] == 'attachment; filename="applications.csv"'
    assert all(value.isascii() for value in response.headers.values())


@pytest.mark.parametrize(
    ("path", "accept", "status"),
    [
        ("/questions/sources.pdf", "*/*", 404),
        ("/questions/sources.json.exe", "*/*", 404),
        ("/id/region/nordjylland", "application/pdf", 406),
        ("/id/region/nordjylland.pdf", "*/*", 404),
        ("/sparql?query=ASK%20%7B%7D", "application/pdf", 406),
        ("/sparql", "application/pdf", 406),
    ],
)
def test_an_unknown_form(path: str, accept: str, status: int, service: httpx.Client) -> None:
    assert service.get(path, headers={"accept": accept}).status_code == status


@pytest.mark.parametrize("path", ["/", "/questions", "/questions/sources", ANSWER, "/lookup", "/def/", "/sparql"])
@pytest.mark.parametrize("lang", ["lang=xx", "lang=da&lang=en", "lang=%00", "lang=EN"])
def test_a_language_there_is_not(path: str, lang: str, service: httpx.Client) -> None:
    response = service.get(f"{path}?{lang}", headers={"accept": "text/html"})
    assert response.status_code == 422


WRONG_NUMBERS = ["NaN", "-1", "1e3", "١٢", "²", "1.0", "%2B1", "0x10", "99999999999999999999", "∞", "1&{0}=2", "%00"]


@pytest.mark.parametrize("number", WRONG_NUMBERS)
@pytest.mark.parametrize("name", ["limit", "offset"])
def test_odd_numbers(name: str, number: str, service: httpx.Client) -> None:
    response = service.get(f"{ANSWER}?{name}={number.format(name)}")
    assert response.status_code == 422
    assert response.json()["parameter"] == name


@pytest.mark.parametrize("value", ["%00", "%ED%A0%80", "%FF%FE", "%F0%9F%92%8A", "%E2%80%AE", "\\", "a" * 5000])
@pytest.mark.parametrize("name", ["drug", "disease", "region", "as_of", "source", "population", "x"])
def test_odd_characters_in_values(name: str, value: str, service: httpx.Client) -> None:
    for form in ("json", "csv", "jsonld", "html"):
        response = service.get(f"/questions/applications.{form}?{name}={value}")
        assert response.status_code == 422, response.text[:200]
        assert _reads(response)


def _reads(response: httpx.Response) -> bool:
    """Whether an error is a whole problem object, or a page."""
    if response.headers["content-type"] == "application/problem+json":
        return bool(json.loads(response.content)["detail"])
    return response.text.rstrip().endswith("</html>")


@pytest.mark.parametrize("path", ["/", ANSWER, "/sparql", "/lookup", "/static/ensartet.css", "/def/"])
def test_very_many_fields_and_very_long_addresses(path: str, service: httpx.Client) -> None:
    many = "&".join(f"a{i}=1" for i in range(MOST_FIELDS + 1))
    assert get(service, f"{path}?{many}")[0] == 422
    for length in (LONGEST_ADDRESS + 1, 1_000_000):
        assert get(service, f"{path}?{'a' * length}")[0] in (0, 400, 414)


def test_a_value_given_twice_counts_once_and_two_are_told(service: httpx.Client) -> None:
    once = service.get(f"{ANSWER}?limit=2").json()
    assert service.get(f"{ANSWER}?limit=2&limit=2").json()["rows"] == once["rows"]
    for twice in ("as_of=2026-05-10&as_of=2026-05-11", "limit=1&limit=2", "offset=1&offset=2"):
        response = service.get(f"{ANSWER}?{twice}")
        assert (response.status_code, response.json()["parameter"]) == (422, twice.partition("=")[0])


@pytest.mark.parametrize("path", ["/", "/questions", ANSWER, "/sparql", "/lookup", "/static/ensartet.css", "/def/"])
def test_methods(path: str, service: httpx.Client) -> None:
    whole, head = service.get(path), service.head(path)
    assert (head.status_code, head.content) == (whole.status_code, b"")
    assert head.headers["content-type"] == whole.headers["content-type"]
    for method in ("OPTIONS", "PUT", "DELETE", "PATCH", "TRACE", "PROPFIND", "NONSENSE"):
        response = service.request(method, path)
        assert response.status_code == 405, method
        assert response.headers["content-type"] == "application/problem+json"


@pytest.mark.parametrize("host", ["", "a b", "<script>", "x/y", "x@y", "æ.dk", "x:y", "x:123456", "a" * 300, "[::1"])
def test_hosts_that_are_none(host: str, service: httpx.Client) -> None:
    for path in ("/", "/sparql", "/questions/"):
        status, answer = get(service, path, f"Host: {host}", "Accept: text/turtle")
        assert status == 400, answer[:300]


@pytest.mark.parametrize("host", ["data.example", "localhost:8000", "[::1]:8000", "127.0.0.1"])
def test_hosts_that_are(host: str, service: httpx.Client) -> None:
    status, answer = get(service, "/sparql", f"Host: {host}", "Accept: text/turtle")
    assert status == 200
    assert f"<http://{host}/sparql>".encode() in answer


def test_bad_input_at_the_same_time_leaves_the_service_whole(service: httpx.Client) -> None:
    paths = [f"/questions/applications.json?drug={'a' * n}" for n in (10, 1000, 5000)] * 8
    with ThreadPoolExecutor(8) as threads:
        assert {status for status, _ in threads.map(lambda path: get(service, path), paths)} == {422}
    assert service.get(ANSWER).status_code == 200


def _is_safe(answer: bytes) -> None:
    head = answer.partition(b"\r\n\r\n")[0].decode("latin-1").lower()
    for name, value in SAFE_HEADERS.items():
        assert f"{name}: {value}".lower() in head
