"""Whether the graph holds what it must: shapes with pySHACL, cross-node rules as native queries, evidence by digest."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any, Literal

import yaml
from pyoxigraph import BlankNode, NamedNode, Quad
from pyoxigraph import Literal as OxLiteral

from .curated import refuse_unreadable, where
from .evidence import Corpus, read_locator
from .graph import Graph
from .headers import read_header
from .lint import lint
from .names import SHAPE, XSD, Words, ens, local
from .rooms import Rooms
from .store.base import Store, Term, value_of

Severity = Literal["violation", "warning", "finding"]


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong (violation), should be looked at (warning) or is disliked practice (finding)."""

    rule: str
    severity: Severity
    focus: str
    path: str | None
    value: str | None
    message: Words
    file: str | None = None
    line: int | None = None

    def as_object(self) -> dict[str, Any]:
        """The problem as `check --json` prints it."""
        return {**self.__dict__, "message": self.message._asdict()}


def check(rooms: Rooms, store: Store, corpus: Corpus) -> list[Problem]:
    """Everything all checks of the data find, violations first, each with the file and line of its focus."""
    graph = Graph(store)
    problems = [
        *check_evidence(graph, corpus),
        *check_shapes(rooms, store.quads()),
        *check_rules(rooms, store),
    ]
    order = {"violation": 0, "warning": 1, "finding": 2}
    located = []
    for problem in sorted(problems, key=lambda p: (order[p.severity], p.rule, p.focus)):
        file, line = where(rooms, problem.focus) or (None, None)
        located.append(replace(problem, file=file, line=line))
    return located


def check_queries(rooms: Rooms) -> list[Problem]:
    """The slips of the query files: what engines answer differently, or where a parameter does not bind."""
    return [
        Problem(slip.rule, "violation", slip.file, None, None, slip.message, slip.file, slip.line)
        for slip in lint(rooms)
    ]


def check_evidence(graph: Graph, corpus: Corpus) -> list[Problem]:
    """Spans outside their text and digests that do not match, for the texts that are loaded.

    The focus is a statement that rests on the passage, so that its author finds it.
    """
    messages = {
        "text": Words(
            "Tekstens sha256 passer ikke med den indlæste fil {file}.",
            "The sha256 of the text does not match the loaded file {file}.",
        ),
        "span": Words(
            "Stedet {start}-{end} ligger uden for teksten {file}.",
            "The span {start}-{end} is outside the text {file}.",
        ),
        "passage": Words(
            "Tekststedet {start}-{end} i {file} har en anden sha256 end den, der står.",
            "The passage {start}-{end} of {file} has another sha256 than the one given.",
        ),
    }
    problems = []
    for node in graph.of_class("Evidence"):
        try:
            locator = read_locator(graph, node.iri)
        except ValueError:
            continue  # the shapes report what is missing
        wrong = corpus.mismatch(locator)
        if wrong is None:
            continue
        facts = {"file": locator.file, "start": locator.start, "end": locator.end}
        message = Words(*(text.format(**facts) for text in messages[wrong]))
        statements = graph.store.subjects(ens("evidence"), node.iri) or [node.iri]
        problems += [
            Problem(f"evidence-{wrong}", "violation", s.value, "evidence", node.iri.value, message) for s in statements
        ]
    return problems


def check_shapes(rooms: Rooms, quads: Iterable[Quad], rule: str = "") -> list[Problem]:
    """What the SHACL core shapes report, by pySHACL over an rdflib memory copy (decision 0003).

    Args:
        rule: a shape's name, to check only the shape of its class; empty for all.
    """
    import rdflib
    from rdflib.namespace import SH

    shapes = read_shapes(rooms)
    if rule:
        shape = rdflib.URIRef(f"{SHAPE}{rule}")
        checked = {shape, *shapes.subjects(SH.property, shape)}
        for target in (SH.targetClass, SH.targetSubjectsOf):
            for other in set(shapes.subjects(target)) - checked:
                shapes.remove((other, target, None))
    return reported(shapes_report(quads, shapes))


def read_shapes(rooms: Rooms) -> Any:
    """All shapes, an rdflib graph.

    Raises:
        BuildRefused: a file cannot be read.
    """
    import rdflib

    shapes = rdflib.Graph()
    for path in sorted(rooms.shapes.glob("*.ttl")):
        try:
            shapes.parse(path, format="turtle")
        except Exception as error:  # rdflib raises classes of its own for every kind of syntax error
            raise refuse_unreadable(rooms, path, error) from error
    return shapes


def reported(report: Any) -> list[Problem]:
    """The problems of a validation report, an rdflib graph."""
    import rdflib
    from rdflib.namespace import SH

    severities: dict[Any, Severity] = {SH.Violation: "violation", SH.Warning: "warning", SH.Info: "finding"}
    problems = []
    for result in report.subjects(rdflib.RDF.type, SH.ValidationResult):
        texts = {text.language: str(text) for text in report.objects(result, SH.resultMessage)}
        path, value = report.value(result, SH.resultPath), report.value(result, SH.value)
        problems.append(
            Problem(
                rule=local(str(report.value(result, SH.sourceShape))),
                severity=severities[report.value(result, SH.resultSeverity)],
                focus=str(report.value(result, SH.focusNode)),
                path=None if path is None else _path_named(report, path),
                value=None if value is None else str(value),
                message=Words(texts.get("da", ""), texts.get("en", "")),
            )
        )
    return problems


def _path_named(report: Any, path: Any) -> str:
    """The path of a result as people read it: `use/population` for a sequence."""
    import rdflib
    from rdflib.collection import Collection

    steps = [path] if isinstance(path, rdflib.URIRef) else list(Collection(report, path))
    return "/".join(local(str(step)) for step in steps)


def shapes_report(quads: Iterable[Quad], shapes: Any, focus: Iterable[str] = (), data: Any = None) -> Any:
    """The validation report, an rdflib graph, of quads under shapes that rdflib has read.

    Args:
        focus: IRIs of the only nodes to validate; empty for all.
        data: an rdflib graph with more data.

    Raises:
        RuntimeError: pySHACL cannot validate: the shapes are malformed, or ask for what it does not support.
    """
    import pyshacl
    import rdflib

    data = rdflib.Graph() if data is None else data
    for quad in quads:
        data.add((rdflib_term(quad.subject), rdflib_term(quad.predicate), rdflib_term(quad.object)))
    nodes: list[str | rdflib.URIRef] = [rdflib.URIRef(iri) for iri in focus]
    _, report, _ = pyshacl.validate(data, shacl_graph=shapes, inference="none", focus_nodes=nodes or None)
    if isinstance(report, Exception):  # pySHACL hands a validation failure back instead of raising it
        raise report
    return report


def rdflib_term(term: Term) -> Any:
    """The term as rdflib knows it; xsd:string dropped, or sh:in and sh:hasValue report false violations."""
    import rdflib

    if isinstance(term, NamedNode):
        return rdflib.URIRef(term.value)
    if isinstance(term, BlankNode):
        return rdflib.BNode(term.value)
    if not isinstance(term, OxLiteral):
        raise TypeError(f"no triple terms here: {term}")
    if term.language:
        return rdflib.Literal(term.value, lang=term.language)
    plain = term.datatype.value == XSD + "string"
    return rdflib.Literal(term.value, datatype=None if plain else rdflib.URIRef(term.datatype.value))


def check_rules(rooms: Rooms, store: Store) -> list[Problem]:
    """The offenders that the queries in queries/checks/ return; each must be empty but for findings."""
    problems = []
    for path in sorted((rooms.queries / "checks").glob("*.rq")):
        try:
            header, query = read_header(path)
            solutions = store.select(query)
        except (SyntaxError, ValueError, yaml.YAMLError) as error:
            raise refuse_unreadable(rooms, path, error) from error
        for solution in solutions:
            value = solution.get("value")
            problems.append(
                Problem(
                    rule=path.stem,
                    severity=header["severity"],
                    focus=value_of(solution["focus"]),
                    path=value_of(solution["path"]) if "path" in solution else None,
                    value=None if value is None else value_of(value),
                    message=Words(header["message"]["da"], header["message"]["en"]),
                )
            )
    return problems
