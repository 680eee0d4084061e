"""Findings: what the rules in queries/findings/ derive from statements held against each other (decision 0014).

A finding is no statement: it has no speaker and no passage of its own, and rests on the statements it names. Its IRI
is made of its kind and those statements, so that the same finding keeps it from build to build.
"""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from pyoxigraph import Literal, NamedNode, Quad

from .curated import refuse_unreadable
from .graph import PREF_LABEL, TYPE, Graph, Node
from .headers import read_header
from .names import GRAPH, ID, LANGS, XSD, Lang, code, ens
from .rooms import Rooms
from .sides import side, use_in_words
from .standing import after, events_of, standing_facts
from .store.base import Solution, Store, Term

FINDINGS = NamedNode(GRAPH + "derived/findings")
EVENTS = {"ApplicationOutcome", "ApplicationCount"}
_DATE = NamedNode(XSD + "date")


@dataclass(frozen=True)
class Finding:
    """One finding, before it is written.

    Attributes:
        solution: what the rule found: the statements, the use, what of each side to show; `met`, where the second side
            is about another use, which is then named.
        statements: all it rests on, that of the first side first, then by IRI.
        first_known: the day by which all of them were known (ISO).
        replaced: the day by which a firmer statement of one of them was known; None if none is.
    """

    kind: str
    header: Mapping[str, Any]
    solution: Solution
    statements: tuple[Node, ...]
    first_known: str
    replaced: str | None

    @property
    def iri(self) -> NamedNode:
        """Its IRI: its kind, and 12 hex digits of the digest of kind and statements."""
        iris = sorted(node.iri.value for node in self.statements)
        digest = hashlib.sha256("\n".join([self.kind, *iris]).encode()).hexdigest()
        return NamedNode(f"{ID}finding/{self.kind}-{digest[:12]}")


def derive_findings(rooms: Rooms, store: Store) -> list[Quad]:
    """The findings of a graph as quads of the derived graph, in a stable order.

    Raises:
        BuildRefused: a rule cannot be read or asked.
    """
    graph = Graph(store)
    found: dict[NamedNode, Finding] = {}
    for path in sorted((rooms.queries / "findings").glob("*.rq")):
        for finding in _found(rooms, graph, path):
            found.setdefault(finding.iri, finding)
    return [quad for _, finding in sorted(found.items(), key=_by_iri) for quad in _quads(graph, finding)]


def _by_iri(pair: tuple[NamedNode, Finding]) -> str:
    return pair[0].value


def _found(rooms: Rooms, graph: Graph, path: Path) -> Iterator[Finding]:
    """The findings of one rule. Solutions that differ in `?also` only are one finding with all of those."""
    try:
        header, query = read_header(path)
        solutions = graph.store.select(query)
        missing = {"severity", "comparability", "words", "source"} - set(header)
        if missing:
            raise ValueError(f"the header lacks {', '.join(sorted(missing))}")
    except (SyntaxError, ValueError, TypeError, yaml.YAMLError) as error:
        raise refuse_unreadable(rooms, path, error) from error
    merged: dict[tuple[tuple[str, str], ...], tuple[Solution, set[NamedNode]]] = {}
    for solution in solutions:
        rest = {name: term for name, term in solution.items() if name != "also"}
        key = tuple(sorted((name, str(term)) for name, term in rest.items()))
        also = merged.setdefault(key, (rest, set()))[1]
        if isinstance(term := solution.get("also"), NamedNode):
            also.add(term)
    for _, (solution, also) in sorted(merged.items(), key=lambda pair: pair[0]):
        first = solution["statement"]
        if not isinstance(first, NamedNode):
            raise TypeError(f"{path.name}: a statement has no IRI")
        others = {t for n, t in solution.items() if n.startswith("statement_") and isinstance(t, NamedNode)} | also
        statements = [graph.node(first)]
        statements += [graph.node(iri) for iri in sorted(others - {first}, key=lambda iri: iri.value)]
        known = max((day for node in statements if (day := node.value("publishedOn"))), default=None)
        replaced = min(_firmer(graph, statements), default=None)
        # where the firmer statement was known from the first day, the weaker never stood alone
        if known and (replaced is None or replaced > known):
            yield Finding(path.stem, header, solution, tuple(statements), known, replaced)


def _firmer(graph: Graph, statements: list[Node]) -> Iterator[str]:
    """The days by which firmer statements of these were known (decision 0005)."""
    for statement in statements:
        for iri in graph.store.subjects(ens("confirms"), statement.iri):
            if day := graph.node(iri).value("publishedOn"):
                yield day


def _quads(graph: Graph, finding: Finding) -> Iterator[Quad]:
    events = events_of(graph, finding.iri, finding.statements)
    for predicate, term in _facts(graph, finding):
        yield Quad(finding.iri, predicate, term, FINDINGS)
    yield Quad(finding.iri, ens("findingState"), code("finding-state", after(events).state), FINDINGS)
    for subject, predicate, term in standing_facts(finding.iri, events):
        yield Quad(subject, predicate, term, FINDINGS)


def _facts(graph: Graph, finding: Finding) -> Iterator[tuple[NamedNode, NamedNode | Literal]]:
    """What is written of a finding, without where its case stands."""
    header, solution, first = finding.header, finding.solution, finding.statements[0]
    yield TYPE, ens("Finding")
    yield ens("findingKind"), code("finding-kind", finding.kind)
    yield ens("severity"), code("severity", header["severity"])
    compared = solution.get("comparability")
    yield ens("sideComparability"), _iri(compared) or code("comparability", header["comparability"])
    yield ens("firstSide"), first.iri
    for statement in finding.statements:
        yield ens("restsOn"), statement.iri
    regions = {iri for statement in finding.statements for iri in statement.nodes("region")}
    for region in sorted(regions, key=lambda iri: iri.value):
        yield ens("concernsRegion"), region
    if use := _iri(solution.get("use")):
        yield ens("concernsUse"), use
    for lang in LANGS:
        one, other = _sides(graph, finding, lang)
        kind = graph.label(code("finding-kind", finding.kind), lang)
        yield ens("sideA"), Literal(one, language=lang)
        yield ens("sideB"), Literal(other, language=lang)
        yield PREF_LABEL, Literal(f"{kind[:1].upper()}{kind[1:]} ({one} – {other})", language=lang)
        yield ens("explanation"), Literal(header["words"][lang], language=lang)
    yield ens("firstKnown"), Literal(finding.first_known, datatype=_DATE)
    begun = max((day for node in finding.statements if (day := _begun(node))), default=None)
    if begun:
        yield ens("holdsFrom"), Literal(begun, datatype=_DATE)
    if finding.replaced:
        yield ens("replacedKnown"), Literal(finding.replaced, datatype=_DATE)


def _sides(graph: Graph, finding: Finding, lang: Lang) -> tuple[str, str]:
    """Both sides in words: those of the rule's header, else those of the statements."""
    header, solution = finding.header, finding.solution
    second = _iri(solution.get("statement_2"))
    nodes = (finding.statements[0], graph.node(second) if second else finding.statements[0])
    aspects = (_iri(solution.get("aspect_a")), _iri(solution.get("aspect_b")))
    fixed = (header.get("side_a"), header.get("side_b"))
    one, other = (
        words[lang] if words else side(graph, node, lang, aspect)
        for words, node, aspect in zip(fixed, nodes, aspects, strict=True)
    )
    if met := _iri(solution.get("met")):
        other += f" ({use_in_words(graph, met, lang)})"
    return one, other


def _begun(statement: Node) -> str | None:
    """The day by which it surely held or had happened; None for a state whose start is not stated."""
    for name in ("validFromLatest", "decidedLatest", "periodTo"):
        if day := statement.value(name):
            return day
    return statement.value("publishedOn") if statement.kinds & EVENTS else None


def _iri(term: Term | None) -> NamedNode | None:
    return term if isinstance(term, NamedNode) else None
