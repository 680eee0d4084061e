"""Where the case of a finding stands: what the steps stated in sources and the end of its statements make of it.

A standing holds for the days asked about and the days of knowing that it names, so that a question asks for both dates
and a region's remark never shows before it was known. Without a step nobody has been asked: the finding is new.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby

from pyoxigraph import Literal, NamedNode

from .graph import TYPE, Graph, Node
from .names import XSD, code, ens

NEW, RESOLVED = "new", "resolved"
# of steps of the same day the later in the course of a case counts
STATES = (NEW, "sent", "remarked", "no-difference", "agreed-difference", "raised", RESOLVED)
_DATE = NamedNode(XSD + "date")


@dataclass(frozen=True)
class Event:
    """Something after which a finding stands in another way.

    Attributes:
        day: the first day on which it counts (ISO).
        known: the day by which it was known (ISO).
        state: one of STATES.
        resolved_on: for `resolved`, the day of the end (ISO).
        step: the statement, where a source states it.
    """

    day: str
    known: str
    state: str
    resolved_on: str | None = None
    step: NamedNode | None = None


@dataclass(frozen=True)
class Standing:
    """Where a finding stands after some events; `steps` are those that a source states, oldest first."""

    state: str
    resolved_on: str | None
    steps: tuple[NamedNode, ...]


@dataclass(frozen=True)
class Stretch:
    """Days of knowing and days asked about, from the first to before the second (ISO); None is no bound."""

    known_from: str
    known_before: str | None
    held_from: str
    held_before: str | None


def after(events: Iterable[Event]) -> Standing:
    """Where a finding stands when these events are known and their days have come.

    What has ended stays ended, from its first end on; else the latest step counts.
    """
    told = sorted(events, key=_in_course)
    steps = tuple(event.step for event in told if event.step)
    ends = [event.resolved_on or event.day for event in told if event.state == RESOLVED]
    if ends:
        return Standing(RESOLVED, min(ends), steps)
    return Standing(told[-1].state if told else NEW, None, steps)


def standings(events: Sequence[Event]) -> Iterator[tuple[Standing, Stretch]]:
    """Every standing that the events make, with its days; before them the finding is new, which is not among these."""
    days = sorted({event.day for event in events})
    knowns = sorted({event.known for event in events})
    for known, known_before in zip(knowns, [*knowns[1:], None][: len(knowns)], strict=True):
        row = [(after(e for e in events if e.known <= known and e.day <= day), day) for day in days]
        for standing, same in groupby(row, key=lambda pair: pair[0]):
            held = [day for _, day in same]
            following = days.index(held[-1]) + 1
            if standing.state != NEW:
                held_before = days[following] if following < len(days) else None
                yield standing, Stretch(known, known_before, held[0], held_before)


def events_of(graph: Graph, finding: NamedNode, statements: Iterable[Node]) -> list[Event]:
    """The events of a finding that rests on these statements: steps that sources state, and statements that ended."""
    found = [event for iri in graph.store.subjects(ens("aboutFinding"), finding) if (event := _step(graph.node(iri)))]
    for statement in statements:
        found += _ends(graph, statement)
    return found


def standing_facts(
    finding: NamedNode, events: Sequence[Event]
) -> Iterator[tuple[NamedNode, NamedNode, NamedNode | Literal]]:
    """The triples of a finding's standings; their IRIs count within the finding."""
    for number, (standing, stretch) in enumerate(standings(events), start=1):
        iri = NamedNode(f"{finding.value}-standing-{number}")
        yield iri, TYPE, ens("FindingStanding")
        yield iri, ens("standingOf"), finding
        yield iri, ens("findingState"), code("finding-state", standing.state)
        for step in standing.steps:
            yield iri, ens("stepTaken"), step
        days = {
            "knownFrom": stretch.known_from,
            "knownBefore": stretch.known_before,
            "heldFrom": stretch.held_from,
            "heldBefore": stretch.held_before,
            "resolvedOn": standing.resolved_on,
        }
        for name, day in days.items():
            if day:
                yield iri, ens(name), Literal(day, datatype=_DATE)


def _in_course(event: Event) -> tuple[str, int, str]:
    return event.day, STATES.index(event.state), event.step.value if event.step else ""


def _step(node: Node) -> Event | None:
    """What a step stated without a hedge brings about; None where a source hedges or denies it."""
    published = node.value("publishedOn")
    state = node.code("stepState") or node.code("escalationState")
    if (node.code("hedge"), node.code("polarity")) != ("none", "affirmed") or not published or state not in STATES:
        return None
    day = node.value("decidedLatest") or published
    return Event(day, published, state, day if state == RESOLVED else None, node.iri)


def _ends(graph: Graph, statement: Node) -> Iterator[Event]:
    """Where a statement has surely ended, or a later one took its place."""
    published, ended = statement.value("publishedOn"), statement.value("validToLatest")
    if published and ended:
        yield Event((date.fromisoformat(ended) + timedelta(days=1)).isoformat(), published, RESOLVED, ended)
    for iri in graph.store.subjects(ens("supersedes"), statement.iri):
        later = graph.node(iri)
        if known := later.value("publishedOn"):
            day = later.value("validFromLatest") or later.value("decidedLatest") or known
            yield Event(day, known, RESOLVED, day)
