"""The process that holds one edition, single-threaded, and forks an engine for every free SPARQL query.

Run by `pool` as a program of its own: `holder CONTROL_FD`, with the edition as N-Quads on standard input. Messages on
the control socket are `MESSAGE` structs: "f" asks for a fork, "k" kills one; each fork is answered by "r" with the
engine's number and its socket as a passed descriptor. An engine answers one request and ends. It has a deadline, an
address-space limit, and may open no descriptor: neither file nor socket (decision 0015).

Imports nothing but the engine and the standard library: what is loaded here is copied into every fork.
"""

import io
import json
import os
import resource
import select
import signal
import socket
import struct
import sys
from typing import Any, BinaryIO

import pyoxigraph

MESSAGE = struct.Struct("!cI")
LENGTH = struct.Struct("!I")
RESULT_FORMATS = {
    "application/sparql-results+json": pyoxigraph.QueryResultsFormat.JSON,
    "application/sparql-results+xml": pyoxigraph.QueryResultsFormat.XML,
    "text/csv": pyoxigraph.QueryResultsFormat.CSV,
    "text/tab-separated-values": pyoxigraph.QueryResultsFormat.TSV,
}
GRAPH_FORMATS = {
    "text/turtle": pyoxigraph.RdfFormat.TURTLE,
    "application/n-triples": pyoxigraph.RdfFormat.N_TRIPLES,
    "application/ld+json": pyoxigraph.RdfFormat.JSON_LD,
    "application/rdf+xml": pyoxigraph.RdfFormat.RDF_XML,
}


def main(control_fd: int, edition: BinaryIO) -> None:
    """Hold the edition and fork until the control socket is closed."""
    store = pyoxigraph.Store()
    store.bulk_load(edition, pyoxigraph.RdfFormat.N_QUADS)
    control = socket.socket(fileno=control_fd)
    silence = os.open(os.devnull, os.O_WRONLY)
    forks: dict[int, int] = {}
    number = 0
    while True:
        select.select([control], [], [], 1.0)
        _reap(forks)
        try:
            message = control.recv(MESSAGE.size, socket.MSG_DONTWAIT | socket.MSG_WAITALL)
        except BlockingIOError:
            continue
        if len(message) < MESSAGE.size:
            break
        what, which = MESSAGE.unpack(message)
        if what == b"k" and which in forks:
            os.kill(forks[which], signal.SIGKILL)
        elif what == b"f":
            number += 1
            forks[number] = _fork(store, control, number, silence)
    for pid in forks.values():
        os.kill(pid, signal.SIGKILL)


def _reap(forks: dict[int, int]) -> None:
    """Forget the forks that have ended, so that no number ever names a stranger's process."""
    for number, pid in list(forks.items()):
        if os.waitpid(pid, os.WNOHANG)[0]:
            del forks[number]


def _fork(store: pyoxigraph.Store, control: socket.socket, number: int, silence: int) -> int:
    ours, theirs = socket.socketpair()
    pid = os.fork()
    if pid == 0:
        try:
            theirs.close()
            control.close()
            os.dup2(silence, 2)  # an engine that falls says so on standard error, which is the service's log
            _engine(store, ours)
        finally:
            os._exit(0)
    ours.close()
    socket.send_fds(control, [MESSAGE.pack(b"r", number)], [theirs.fileno()])
    theirs.close()
    return pid


def _engine(store: pyoxigraph.Store, channel: socket.socket) -> None:
    """Answer the one request that comes; nothing comes when it is not needed any more."""
    head = channel.recv(LENGTH.size, socket.MSG_WAITALL)
    if len(head) < LENGTH.size:
        return
    request = json.loads(channel.recv(LENGTH.unpack(head)[0], socket.MSG_WAITALL))
    _confine(request["seconds"], request["memory"])
    body = b""
    try:
        body = result(store, request)
        answer: dict[str, Any] = {"ok": True}
    except _TooBig as error:
        answer = {"ok": False, "why": "too-big", "detail": str(error)}
    except (
        SyntaxError,
        ValueError,
        TypeError,
        OSError,
        RuntimeError,
    ) as error:  # the last: a function it does not know
        answer = {"ok": False, "why": "wrong", "detail": str(error)[:1000]}
    header = json.dumps({**answer, "length": len(body)}).encode()
    channel.sendall(LENGTH.pack(len(header)) + header + body)


def _confine(seconds: float, memory: int) -> None:
    """A deadline the kernel keeps, a limit on memory, no new descriptors, and lower priority than those who serve."""
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    os.nice(19)
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_NOFILE, (0, 0))


class _TooBig(Exception):
    """The result is over a cap; the text names it."""


class _Capped(io.BytesIO):
    """Takes bytes up to a cap."""

    def __init__(self, most: int) -> None:
        super().__init__()
        self._most = most

    def write(self, data: Any) -> int:
        if self.tell() + len(data) > self._most:
            raise _TooBig(f"{self._most} bytes")
        return super().write(data)


def result(store: pyoxigraph.Store, request: dict[str, Any]) -> bytes:
    """The whole result of a request as `pool` sends it, serialised; a result is never cut.

    Raises:
        SyntaxError, ValueError, TypeError, OSError, RuntimeError: as the engine does.
        _TooBig: the result is over `request["bytes"]` or `request["rows"]`.
    """
    graphs, named = request["graphs"], request["named_graphs"]
    dataset: dict[str, Any] = {"use_default_graph_as_union": True}
    if graphs is not None or named is not None:
        dataset = {
            "default_graph": [pyoxigraph.NamedNode(iri) for iri in graphs or []],
            "named_graphs": [pyoxigraph.NamedNode(iri) for iri in named or []],
        }
    results = store.query(request["query"], **dataset)
    media = request["media"]
    out = _Capped(request["bytes"])
    if isinstance(results, pyoxigraph.QueryTriples):
        pyoxigraph.serialize(results, out, GRAPH_FORMATS[media], prefixes=request["prefixes"])
    else:
        results.serialize(out, RESULT_FORMATS[media])
    content = out.getvalue()
    if isinstance(results, pyoxigraph.QuerySolutions) and _rows(content, media) > request["rows"]:
        raise _TooBig(f"{request['rows']} rows")
    return content


def _rows(content: bytes, media: str) -> int:
    """The rows of a serialised result; counted there because a running result cannot be counted and kept."""
    if media.endswith("json"):
        return len(json.loads(content)["results"]["bindings"])
    if media.endswith("xml"):
        return content.count(b"<result>")
    if media == "text/csv":  # quoted cells may hold line ends: those stand between an odd and an even quote
        return sum(part.count(b"\n") for part in content.split(b'"')[::2]) - 1
    return content.count(b"\n") - 1


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.stdin.buffer)
