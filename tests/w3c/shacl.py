"""Runs the SHACL tests on the validation that our own shapes take, comparing whole reports."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pyoxigraph
import rdflib
from pyoxigraph import Quad, Store

from ensartet.checks import shapes_report

from .compare import isomorphic
from .manifests import FORMATS, Case, Node

SHT = "http://www.w3.org/ns/shacl-test#"
SH = rdflib.SH
# what a result says of itself; messages are each engine's own words
PARTS = (
    SH.focusNode,
    SH.resultPath,
    SH.resultSeverity,
    SH.sourceConstraint,
    SH.sourceConstraintComponent,
    SH.sourceShape,
    SH.value,
)


def validates(case: Case) -> str | None:
    """Why the report on the file's own triples is another than the suite expects; None if it is the same."""
    return _judged(case, _parsed(case.action.one(SHT + "dataGraph").path))


def validates_stored(case: Case) -> str | None:
    """As `validates`, but for data that went through the store, as ours always does."""
    store = Store()
    store.extend(_parsed(case.action.one(SHT + "dataGraph").path))
    return _judged(case, store)


def _parsed(path: Path) -> Iterator[Quad]:
    return pyoxigraph.parse(path=path, format=FORMATS[path.suffix], base_iri=path.as_uri())


def _judged(case: Case, data: Iterable[Quad]) -> str | None:
    assert case.result is not None
    path = case.action.one(SHT + "shapesGraph").path
    shapes = rdflib.Graph().parse(path, format="turtle", publicID=path.as_uri())
    failure = case.result.iri == SHT + "Failure"
    try:
        report = shapes_report(data, shapes)
    except RuntimeError as error:  # pySHACL's class for shapes it cannot take
        return None if failure else f"raises {error}"
    if failure:
        return "a report where validation must fail"
    found, expected = _of_interest(report), _of_interest(_expected(case.node))
    if isomorphic(_ox(found), _ox(expected)):
        return None
    return f"another report: {found.serialize(format='nt')}"


def _expected(node: Node) -> rdflib.Graph:
    """The whole file of a test, which has no report but the expected one."""
    path = node.path.parent / f"{node.path.name}.ttl"
    return rdflib.Graph().parse(path, format="turtle", publicID=path.as_uri())


def _of_interest(graph: Any) -> rdflib.Graph:
    """The report alone: whether it conforms, and each result with its parts and its path."""
    kept = rdflib.Graph()
    (report,) = graph.subjects(rdflib.RDF.type, SH.ValidationReport)
    kept.add((report, SH.conforms, graph.value(report, SH.conforms)))
    for result in graph.objects(report, SH.result):
        kept.add((report, SH.result, result))
        for part in PARTS:
            for value in graph.objects(result, part):
                kept.add((result, part, _path(graph, value) if part == SH.resultPath else value))
    return kept


def _path(graph: Any, node: Any) -> Any:
    """A path that is a small tree as one text: reports differ in whether results share the tree."""
    if not isinstance(node, rdflib.BNode):
        return node
    branches = sorted(
        f"{predicate.n3()} {_path(graph, value).n3()}" for _, predicate, value in graph.triples((node, None, None))
    )
    return rdflib.Literal(f"[{' ; '.join(branches)}]")


def _ox(graph: rdflib.Graph) -> Iterator[Quad]:
    return pyoxigraph.parse(graph.serialize(format="nt"), pyoxigraph.RdfFormat.N_TRIPLES)
