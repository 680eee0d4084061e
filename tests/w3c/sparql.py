"""Runs SPARQL tests on the path that free SPARQL takes: the guard's reading of FROM, then the engine of the holder."""

import csv
import io
import resource
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pyoxigraph
from pyoxigraph import NamedNode, QueryBoolean, QueryResultsFormat, QuerySolutions, RdfFormat, Store

from ensartet.errors import EnsartetError
from ensartet.sparql.guard import Seen, guard
from ensartet.sparql.holder import result

from .compare import Row, Rows, same_quads, same_rows
from .manifests import FORMATS, MF, RDF, Case, Node, Term

QT = "http://www.w3.org/2001/sw/DataAccess/tests/test-query#"
UT = "http://www.w3.org/2009/sparql/tests/test-update#"
RS = "http://www.w3.org/2001/sw/DataAccess/tests/result-set#"
LABEL = "http://www.w3.org/2000/01/rdf-schema#label"
DEFAULT = "urn:the-default-graph-of-the-test"
# the form of result we are asked for, by the file the suite expects
MEDIA = {
    ".srx": ("application/sparql-results+xml", QueryResultsFormat.XML),
    ".tsv": ("text/tab-separated-values", QueryResultsFormat.TSV),
    ".srj": ("application/sparql-results+json", QueryResultsFormat.JSON),
}
TRIPLES = "application/n-triples"


class EveryGraph:
    """The graphs of an edition that has every graph."""

    def __contains__(self, _: object) -> bool:
        return True

    def __iter__(self) -> Iterator[str]:
        return iter(())

    def __len__(self) -> int:
        return 1


@contextmanager
def no_sockets() -> Iterator[None]:
    """Nothing may be opened, as in an engine of the pool: what goes out by itself fails."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (0, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))


def query_text(path: Path) -> str:
    """The query, which the suite reads relative to its file."""
    return f"BASE <{path.as_uri()}>\n{path.read_bytes().decode()}"


def query_of(case: Case) -> Path:
    """The file of the query or update a test is about."""
    for predicate in (QT + "query", UT + "request"):
        if node := case.action.maybe(predicate):
            return node.path
    return case.action.path


def evaluates(case: Case) -> str | None:
    """Why a query does not give what the suite expects; None if it does."""
    assert case.result is not None
    path, wanted = query_of(case), case.result.path
    query = query_text(path)
    seen, store = _seen(query), Store()
    graphs, named = _dataset(case, seen, store)
    media = _media(seen, wanted.suffix)
    with no_sockets():
        content = result(store, _request(query, graphs, named, media))
    if media == TRIPLES:
        found = pyoxigraph.parse(content, RdfFormat.N_TRIPLES)
        return None if same_quads(found, _quads(wanted)) else f"other triples: {content.decode()}"
    lax = any(node.iri == MF + "LaxCardinality" for node in case.node.all(MF + "resultCardinality"))
    return _compared(content, wanted, lax)


def _seen(query: str) -> Seen:
    """What the guard sees of a query; what it refuses is a suite of its own."""
    try:
        return guard(query, EveryGraph())
    except EnsartetError:
        return Seen("SELECT")


def _media(seen: Seen, suffix: str) -> str:
    if seen.form in ("CONSTRUCT", "DESCRIBE"):
        return TRIPLES
    return "text/csv" if suffix == ".csv" else MEDIA.get(suffix, MEDIA[".srj"])[0]


def _request(query: str, graphs: list[str], named: list[str], media: str) -> dict[str, Any]:
    """A request as the pool sends it to an engine."""
    caps = {"rows": 10_000, "bytes": 10_000_000}
    return {"query": query, "graphs": graphs, "named_graphs": named, "media": media, "prefixes": {}, **caps}


def _dataset(case: Case, seen: Seen, store: Store) -> tuple[list[str], list[str]]:
    """Fill the store; gives the graphs that are read, those of the query's own FROM before those of the test."""
    if seen.has_dataset:
        for iri in {*seen.graphs, *seen.named_graphs}:
            _load(store, iri, Node(store, NamedNode(iri)).path)
        return seen.graphs, seen.named_graphs
    for node in case.action.all(QT + "data"):
        _load(store, DEFAULT, node.path)
    named = case.action.all(QT + "graphData")
    for node in named:
        _load(store, node.iri, node.path)
    return [DEFAULT], [node.iri for node in named]


def _load(store: Store, graph: str, path: Path) -> None:
    store.load(path=path, format=FORMATS[path.suffix], base_iri=path.as_uri(), to_graph=NamedNode(graph))


def _quads(path: Path) -> Iterable[pyoxigraph.Quad]:
    return pyoxigraph.parse(path=path, format=FORMATS[path.suffix], base_iri=path.as_uri())


def _compared(content: bytes, wanted: Path, lax: bool) -> str | None:
    if wanted.suffix == ".csv":
        found, expected = (list(csv.reader(io.StringIO(text.decode()))) for text in (content, wanted.read_bytes()))
        return None if found[0] == expected[0] and sorted(found) == sorted(expected) else f"other lines: {found}"
    form = MEDIA.get(wanted.suffix, MEDIA[".srj"])[1]
    found_result = _parsed(content, form)
    expected_result = _parsed(wanted.read_bytes(), form) if wanted.suffix in MEDIA else _described(wanted)
    if isinstance(found_result, bool) or isinstance(expected_result, bool):
        return None if found_result is expected_result else f"{found_result}, not {expected_result}"
    expected_rows = Rows(expected_result.names, expected_result.rows, expected_result.ordered, lax)
    return None if same_rows(found_result, expected_rows) else f"other rows: {found_result.names} {found_result.rows}"


def _parsed(content: bytes, form: QueryResultsFormat) -> Rows | bool:
    results = pyoxigraph.parse_query_results(content, form)
    if isinstance(results, QueryBoolean):
        return bool(results)
    assert isinstance(results, QuerySolutions)
    names = [variable.value for variable in results.variables]
    return Rows(names, [{n: v for n in names if (v := solution[n]) is not None} for solution in results])


def _described(path: Path) -> Rows | bool:
    """A result that is written as RDF."""
    store = Store()
    store.extend(_quads(path))
    (quad,) = store.quads_for_pattern(None, NamedNode(RDF + "type"), NamedNode(RS + "ResultSet"))
    whole = Node(store, quad.subject)
    if truth := whole.maybe(RS + "boolean"):
        return truth.text == "true"
    rows: list[tuple[int, Row]] = []
    for solution in whole.all(RS + "solution"):
        row: dict[str, Term] = {}
        for binding in solution.all(RS + "binding"):
            row[binding.one(RS + "variable").text] = binding.one(RS + "value").term
        index = solution.maybe(RS + "index")
        rows.append((int(index.text) if index else 0, row))
    names = [node.text for node in whole.all(RS + "resultVariable")]
    rows.sort(key=lambda pair: pair[0])
    return Rows(names, [row for _, row in rows], ordered=any(number for number, _ in rows))


def updates(case: Case) -> str | None:
    """Why an update does not leave what the suite expects; None if it does. The engine's own: we offer no update."""
    assert case.result is not None
    before, after = Store(), Store()
    _fill(before, case.action)
    _fill(after, case.result)
    update = query_text(query_of(case))
    with no_sockets():
        before.update(update)
    return None if same_quads(before, after) else f"other quads: {sorted(map(str, before))}"


def _fill(store: Store, node: Node) -> None:
    for data in node.all(UT + "data"):
        store.load(path=data.path, format=FORMATS[data.path.suffix], base_iri=data.path.as_uri())
    for graph in node.all(UT + "graphData"):
        _load(store, graph.one(LABEL).text, graph.one(UT + "graph").path)


def reads(case: Case) -> str | None:
    """Why a good query or update is refused, or a bad one let through; None if neither."""
    good, update = case.kind.startswith("Positive"), "Update" in case.kind
    try:
        text = query_text(query_of(case))
        with no_sockets():
            if update:
                Store().update(text)
            else:
                result(Store(), _request(text, [], [], _media(_seen(text), "")))
    except (SyntaxError, UnicodeDecodeError) as error:
        return str(error) if good else None
    except (OSError, RuntimeError):
        pass  # it was read, and failed at work: a graph that is not there, SERVICE, a function of somebody's own
    return None if good else "a bad one is let through"


def passes_guard(case: Case) -> str | None:
    """Why the guard refuses a good query; None if it does not."""
    try:
        guard(query_text(query_of(case)), EveryGraph())
    except EnsartetError as error:
        return str(error)
    return None


def is_free(query: str) -> bool:
    """Whether the guard lets a query through."""
    try:
        guard(query, EveryGraph())
    except EnsartetError:
        return False
    return True


def is_read(query: str) -> bool:
    """Whether the engine takes a query to be well formed."""
    try:
        with no_sockets():
            Store().query(query)
    except SyntaxError:
        return False
    except (OSError, RuntimeError):
        pass  # it was read, and then SERVICE failed
    return True
