"""A store behind any SPARQL 1.1 server, read through SPARQLWrapper: JSON results only, within a total deadline.

Remote servers cut results short with status 200, send errors as text after half a result, or a byte a second
(measured); so nothing but a whole JSON result that came in time counts as an answer.
"""

import http.client
import socket
import threading
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPException, HTTPResponse
from typing import Any
from urllib.error import HTTPError, URLError

from pyoxigraph import BlankNode, NamedNode, Quad, QueryResultsFormat, Triple, parse_query_results
from SPARQLWrapper import JSON, POST, SELECT, SPARQLWrapper

from ..errors import RemoteFailed
from ..names import Words
from .base import Solution, Term, drain, value_of

MOST_BYTES = 256 * 1024 * 1024
_MEDIA = ("application/sparql-results+json", "application/json")
_PAUSE = 0.2
_TRIES = 3


class RemoteStore:
    """A SPARQL endpoint whose default graph is the union of its named graphs.

    Args:
        endpoint: the address queries are sent to.
        deadline: seconds within which every answer must be here, tries and all.

    Every method raises RemoteFailed where no whole answer came in time, and never gives a part of one.
    """

    def __init__(self, endpoint: str, deadline: float = 10.0) -> None:
        self._endpoint, self._deadline = endpoint, deadline

    def select(self, query: str) -> list[Solution]:
        """All solutions of a trusted SELECT query; unbound variables are absent from a solution."""
        return self._answer(query)

    def about(self, subject: NamedNode) -> list[tuple[NamedNode, Term]]:
        """Predicate and object of every triple with that subject, each once, in a stable order."""
        rows = self.select(f"SELECT DISTINCT ?p ?o {{ GRAPH ?g {{ {subject} ?p ?o }} }}")
        pairs = {(_node(row["p"]), row["o"]) for row in rows}
        return sorted(pairs, key=lambda pair: (pair[0].value, str(pair[1])))

    def subjects(self, predicate: NamedNode, value: NamedNode) -> list[NamedNode]:
        """Subjects of the triples with that predicate and object, each once, in a stable order."""
        rows = self.select(f"SELECT DISTINCT ?s {{ GRAPH ?g {{ ?s {predicate} {value} }} FILTER(isIRI(?s)) }}")
        return _by_iri(row["s"] for row in rows)

    def mentions(self, value: NamedNode) -> list[tuple[NamedNode, NamedNode]]:
        """Subject and predicate of every triple with that object, each once, in a stable order."""
        rows = self.select(f"SELECT DISTINCT ?s ?p {{ GRAPH ?g {{ ?s ?p {value} }} FILTER(isIRI(?s)) }}")
        pairs = {(_node(row["s"]), _node(row["p"])) for row in rows}
        return sorted(pairs, key=lambda pair: (pair[1].value, pair[0].value))

    def graphs(self) -> list[NamedNode]:
        """The named graphs, in a stable order."""
        return _by_iri(row["g"] for row in self.select("SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } }"))

    def graphs_of(self, subject: NamedNode) -> list[NamedNode]:
        """The named graphs that say something of a subject, in a stable order."""
        return _by_iri(row["g"] for row in self.select(f"SELECT DISTINCT ?g {{ GRAPH ?g {{ {subject} ?p ?o }} }}"))

    def content(self, graph: NamedNode) -> list[Triple]:
        """The triples of one named graph, in a stable order; none for a graph that is not there."""
        rows = self.select(f"SELECT ?s ?p ?o {{ GRAPH {graph} {{ ?s ?p ?o }} }}")
        return sorted((Triple(_subject(row["s"]), _node(row["p"]), row["o"]) for row in rows), key=str)

    def quads(self) -> Iterator[Quad]:
        """Every quad."""
        for row in self.select("SELECT ?s ?p ?o ?g { GRAPH ?g { ?s ?p ?o } }"):
            yield Quad(_subject(row["s"]), _node(row["p"]), row["o"], _node(row["g"]))

    def __len__(self) -> int:
        (row,) = self.select("SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } }")
        return int(value_of(row["n"]))

    def _answer(self, query: str) -> list[Solution]:
        """A whole result; tried again where the server could not be reached, since reading changes nothing."""
        until = time.monotonic() + self._deadline
        failure: Exception | None = None
        for attempt in range(_TRIES):
            if attempt:
                time.sleep(max(0.0, min(_PAUSE * attempt, until - time.monotonic())))
            try:
                return self._once(query, until)
            except HTTPError as error:
                with error:
                    raise self._failed(f"status {error.code}") from error
            except (URLError, HTTPException, OSError) as error:
                failure = error
                if time.monotonic() >= until:
                    break
        late = time.monotonic() >= until
        raise self._failed(
            f"intet svar inden {self._deadline:g} s / no answer in {self._deadline:g} s" if late else str(failure)
        ) from failure

    def _once(self, query: str, until: float) -> list[Solution]:
        client = _Client(self._endpoint, until)
        client.setQuery(query)
        client.queryType = SELECT  # guessed from the text, which takes a word of a comment for an update
        client.setMethod(POST)
        client.setReturnFormat(JSON)
        with client.answering() as response:
            media = response.headers.get_content_type()
            content = response.read(MOST_BYTES + 1)
        if time.monotonic() >= until:
            raise TimeoutError
        if media not in _MEDIA:
            raise self._failed(f"{media}")
        if len(content) > MOST_BYTES:
            raise self._failed(f"> {MOST_BYTES} byte")
        expected = response.headers.get("Content-Length")
        if expected is not None and int(expected) != len(content):
            raise self._failed(f"{len(content)} / {expected} byte")
        try:
            return drain(parse_query_results(content, QueryResultsFormat.JSON))
        except (SyntaxError, ValueError, TypeError) as error:
            raise self._failed(str(error)) from error

    def _failed(self, why: str) -> RemoteFailed:
        return RemoteFailed(
            Words(
                f"{self._endpoint} gav ikke et helt svar ({why}). Intet af det er brugt.",
                f"{self._endpoint} gave no whole answer ({why}). Nothing of it was used.",
            )
        )


class _Client(SPARQLWrapper):
    """SPARQLWrapper on a connection that ends at a deadline, and that follows no redirect."""

    def __init__(self, endpoint: str, until: float) -> None:
        super().__init__(endpoint)
        self._until = until

    @contextmanager
    def answering(self) -> Iterator[HTTPResponse]:
        """The response, to be read inside; its socket is cut at the deadline, whatever drips."""
        sockets: list[socket.socket] = []

        def cut() -> None:
            for one in sockets:
                try:
                    one.shutdown(socket.SHUT_RDWR)
                except OSError:
                    continue

        left = max(0.001, self._until - time.monotonic())
        timer = threading.Timer(left, cut)
        timer.daemon = True
        timer.start()
        try:
            opener = urllib.request.OpenerDirector()
            for handler in (
                _Handler(sockets),
                urllib.request.HTTPErrorProcessor(),
                urllib.request.HTTPDefaultErrorHandler(),
            ):
                opener.add_handler(handler)
            with opener.open(self._createRequest(), timeout=left) as response:
                yield response
        finally:
            timer.cancel()


class _Handler(urllib.request.HTTPHandler, urllib.request.HTTPSHandler):
    """Opens http and https, and notes the sockets."""

    def __init__(self, sockets: list[socket.socket]) -> None:
        urllib.request.HTTPHandler.__init__(self)
        urllib.request.HTTPSHandler.__init__(self)
        self._sockets = sockets

    def http_open(self, request: urllib.request.Request) -> HTTPResponse:
        """Open, noting the socket."""
        return self.do_open(self._noting(http.client.HTTPConnection), request)

    def https_open(self, request: urllib.request.Request) -> HTTPResponse:
        """Open, noting the socket."""
        return self.do_open(self._noting(http.client.HTTPSConnection), request)

    def _noting(self, kind: type[http.client.HTTPConnection]) -> Any:
        sockets = self._sockets

        class Noting(kind):  # type: ignore[misc,valid-type]
            def connect(self) -> None:
                super().connect()
                sockets.append(self.sock)

        return Noting


def _node(term: Term) -> NamedNode:
    if not isinstance(term, NamedNode):
        raise TypeError(f"no IRI where one must be: {term}")
    return term


def _subject(term: Term) -> NamedNode | BlankNode:
    if not isinstance(term, NamedNode | BlankNode):
        raise TypeError(f"no subject: {term}")
    return term


def _by_iri(terms: Iterator[Term]) -> list[NamedNode]:
    return sorted({term for term in terms if isinstance(term, NamedNode)}, key=lambda node: node.value)
