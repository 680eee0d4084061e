"""A remote server that fails, in every way seen in practice, gives an error in words and never rows."""

import http.server
import socket
import threading
import time
from collections.abc import Callable, Iterator

import pytest

from ensartet.errors import RemoteFailed
from ensartet.store.remote import RemoteStore

from .servers import free_port

QUERY = "SELECT ?s { ?s ?p ?o }"
GOOD = b'{"head":{"vars":["s"]},"results":{"bindings":[{"s":{"type":"uri","value":"http://x/a"}}]}}'
JSON = "application/sparql-results+json"
DEADLINE = 1.5


class Canary(http.server.BaseHTTPRequestHandler):
    """Answers as its path says."""

    protocol_version = "HTTP/1.1"
    hits = 0

    def do_POST(self) -> None:
        type(self).hits += 1
        self.rfile.read(int(self.headers["Content-Length"]))
        MODES[self.path.strip("/")](self)

    def do_GET(self) -> None:
        MODES["good"](self)

    def answer(self, content: bytes, media: str = JSON, status: int = 200, length: int | None = None) -> None:
        self.send_response(status)
        self.send_header("Content-Type", media)
        self.send_header("Content-Length", str(len(content) if length is None else length))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *_: object) -> None:
        return


def never(handler: Canary) -> None:
    time.sleep(6)


def drip_body(handler: Canary) -> None:
    handler.send_response(200)
    handler.send_header("Content-Type", JSON)
    handler.send_header("Content-Length", str(len(GOOD)))
    handler.end_headers()
    drip(handler, GOOD)


def drip_head(handler: Canary) -> None:
    drip(handler, b"HTTP/1.1 200 OK\r\nContent-Type: application/sparql-results+json\r\n" + b"X: y\r\n" * 10)


def drip(handler: Canary, content: bytes) -> None:
    for byte in content:
        try:
            handler.wfile.write(bytes([byte]))
            handler.wfile.flush()
        except OSError:
            break
        time.sleep(0.1)
    handler.close_connection = True


def cut_length(handler: Canary) -> None:
    handler.answer(GOOD[:60], length=len(GOOD))
    handler.close_connection = True


def cut_close(handler: Canary) -> None:
    handler.send_response(200)
    handler.send_header("Content-Type", JSON)
    handler.send_header("Connection", "close")
    handler.end_headers()
    handler.wfile.write(GOOD[:60])
    handler.close_connection = True


def cut_chunks(handler: Canary) -> None:
    handler.send_response(200)
    handler.send_header("Content-Type", JSON)
    handler.send_header("Transfer-Encoding", "chunked")
    handler.end_headers()
    handler.wfile.write(f"{60:x}\r\n".encode() + GOOD[:60] + b"\r\n")
    handler.close_connection = True


def away(handler: Canary) -> None:
    handler.send_response(302)
    handler.send_header("Location", "/good")
    handler.send_header("Content-Length", "0")
    handler.end_headers()


def hang_up(handler: Canary) -> None:
    handler.connection.shutdown(socket.SHUT_RDWR)
    handler.close_connection = True


MODES: dict[str, Callable[[Canary], None]] = {
    "good": lambda handler: handler.answer(GOOD),
    "never answers": never,
    "head drips": drip_head,
    "body drips": drip_body,
    "cut by length": cut_length,
    "cut by closing": cut_close,
    "cut in chunks": cut_chunks,
    "error text after rows": lambda handler: handler.answer(GOOD + b"\nThe query timed out"),
    "a page": lambda handler: handler.answer(b"<html>Welcome</html>", "text/html"),
    "a page that says it is JSON": lambda handler: handler.answer(b"<html>Welcome</html>"),
    "a table in CSV": lambda handler: handler.answer(b"s\r\nhttp://x/a\r\n", "text/csv"),
    "an ASK result": lambda handler: handler.answer(b'{"head":{},"boolean":true}'),
    "nothing": lambda handler: handler.answer(b""),
    "server error": lambda handler: handler.answer(b"oops", "text/plain", 500),
    "refused": lambda handler: handler.answer(b"no", "text/plain", 403),
    "elsewhere": away,
    "hangs up": hang_up,
}


@pytest.fixture(scope="module")
def canary() -> Iterator[str]:
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Canary)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()


def remote(canary: str, mode: str) -> RemoteStore:
    return RemoteStore(canary + mode.replace(" ", "%20"), DEADLINE)


@pytest.mark.parametrize("mode", [mode for mode in MODES if mode != "good"])
def test_a_failing_server_gives_an_error_in_words(mode: str, canary: str) -> None:
    MODES.update({mode.replace(" ", "%20"): MODES[mode]})
    with pytest.raises(RemoteFailed) as failed:
        remote(canary, mode).select(QUERY)
    assert canary in failed.value.detail.da
    assert failed.value.status == 502


def test_a_whole_answer_counts(canary: str) -> None:
    assert [str(row["s"]) for row in remote(canary, "good").select(QUERY)] == ["<http://x/a>"]


def test_a_server_that_is_not_there(canary: str) -> None:
    with pytest.raises(RemoteFailed):
        RemoteStore(f"http://127.0.0.1:{free_port()}/", DEADLINE).select(QUERY)


def test_reading_is_tried_again_where_the_server_could_not_be_reached(canary: str) -> None:
    before = Canary.hits
    with pytest.raises(RemoteFailed):
        remote(canary, "hangs up").select(QUERY)
    assert Canary.hits - before == 3
    before = Canary.hits
    with pytest.raises(RemoteFailed):
        remote(canary, "refused").select(QUERY)
    assert Canary.hits - before == 1


def test_the_same_store_works_when_the_server_is_back() -> None:
    port = free_port()
    store = RemoteStore(f"http://127.0.0.1:{port}/good", DEADLINE)
    with pytest.raises(RemoteFailed):
        store.select(QUERY)
    with http.server.ThreadingHTTPServer(("127.0.0.1", port), Canary) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        assert len(store.select(QUERY)) == 1
        server.shutdown()
