"""Each question and finding rule on two engines: Oxigraph, which answers, and rdflib, which must give the same rows.

`python -m tests.queries.engines QUERIES DATA.nq` asks the queries in the folders `asked` and `findings` below QUERIES
and prints an object: name -> rows of both, some that one alone has, seconds. A process of its own, since tests watch
that rdflib's engine is asked nowhere else (it is slow, and fetches what FROM names).
"""

import json
import re
import signal
import sys
import time
from collections import Counter
from collections.abc import Iterable, Mapping
from decimal import Decimal
from pathlib import Path
from types import FrameType
from typing import Any

import rdflib
import rdflib.plugins.sparql as plugins
from pyoxigraph import Literal, Quad, RdfFormat, parse

from ensartet.checks import rdflib_term
from ensartet.headers import read_header
from ensartet.names import XSD
from ensartet.store.oxigraph import OxigraphStore

NUMBERS = {XSD + name for name in ("integer", "decimal", "double")}
# seconds of processor time, since the machine is shared with other tests
LIMIT = 40
SHOWN = 3
Row = tuple[tuple[str, str], ...]


def main(folder: Path, data: Path) -> None:
    """Ask, compare and print."""
    plugins.SPARQL_LOAD_GRAPHS = False
    store = OxigraphStore(parse(path=str(data), format=RdfFormat.N_QUADS))
    graph = union(store.quads())
    files = sorted((folder / "asked").glob("*.rq")) + sorted((folder / "findings").glob("*.rq"))
    print(json.dumps({f"{file.parent.name}/{file.stem}": compared(store.select, graph, file) for file in files}))


def union(quads: Iterable[Quad]) -> rdflib.Graph:
    """All graphs as one, which is what a query sees."""
    graph = rdflib.Graph()
    for quad in quads:
        graph.add((rdflib_term(quad.subject), rdflib_term(quad.predicate), rdflib_term(quad.object)))
    return graph


def compared(select: Any, graph: rdflib.Graph, file: Path) -> dict[str, Any]:
    """The rows of both engines held against each other, each row as often as it comes."""
    # rows are compared as they come; rdflib raises where two values it should sort by are not bound
    query = re.sub(r"^ORDER BY .*", "", read_header(file)[1], flags=re.MULTILINE)
    ours = Counter(row(solution) for solution in select(query))
    begun = time.monotonic()
    try:
        theirs = Counter(row(solution) for solution in answered(graph, query))
    except TimeoutError:
        return {"ours": ours.total(), "theirs": None, "error": f"more than {LIMIT} s", "seconds": LIMIT}
    except Exception as error:  # rdflib raises what it likes
        return {"ours": ours.total(), "theirs": None, "error": f"{type(error).__name__}: {error}", "seconds": 0}
    return {
        "ours": ours.total(),
        "theirs": theirs.total(),
        "only_ours": shown(ours - theirs),
        "only_theirs": shown(theirs - ours),
        "seconds": round(time.monotonic() - begun, 1),
    }


def answered(graph: rdflib.Graph, query: str) -> list[dict[str, Any]]:
    """rdflib's solutions.

    Raises:
        TimeoutError: they take more than LIMIT seconds of processor time.
    """

    def stop(signum: int, frame: FrameType | None) -> None:
        raise TimeoutError

    signal.signal(signal.SIGPROF, stop)
    signal.setitimer(signal.ITIMER_PROF, LIMIT)
    try:
        result: Any = graph.query(query)
        return [{str(name): value for name, value in solution.asdict().items()} for solution in result]
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)


def row(solution: Mapping[str, Any]) -> Row:
    """A solution as both can write it: numbers by value, what was concatenated in order of its words."""
    return tuple(sorted((name, written(value)) for name, value in solution.items()))


def written(term: Any) -> str:
    """A term by its value and language; datatypes of numbers and strings do not count."""
    value = str(term.value) if hasattr(term, "value") and not isinstance(term, rdflib.Literal) else str(term)
    language = getattr(term, "language", None)
    datatype = getattr(term, "datatype", None)
    named = str(getattr(datatype, "value", datatype))
    if isinstance(term, Literal | rdflib.Literal) and named in NUMBERS:
        return str(Decimal(value).normalize())
    return f"{' '.join(sorted(value.split(' ')))}@{language}" if language else " ".join(sorted(value.split(" ")))


def shown(rows: Counter[Row]) -> list[dict[str, str]]:
    """Some of the rows, for people."""
    return [dict(one) for one in list(rows.elements())[:SHOWN]]


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
