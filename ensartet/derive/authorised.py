"""The label assessment of every use of a graph, for every stretch of days in which the data are the same."""

import hashlib
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from itertools import groupby

from pyoxigraph import Literal, NamedNode, Quad

from ensartet.graph import TYPE, Graph, Node
from ensartet.names import GRAPH, ID, XSD, code, ens, local

from .axes import Concepts
from .coverage import Use
from .labels import Assessment, Indication, Rule, assess
from .reading import EVER, concepts_of, uses_of

LABELS = NamedNode(GRAPH + "derived/labels")
_DATE = NamedNode(XSD + "date")
_AUTHORISED, _UNLICENSED = "authorised", "unlicensed"
_CONFIRMED, _ABOUT = "confirmed", "authorisation"


@dataclass(frozen=True)
class _Dated:
    """A statement that bears on labels: the day it was known, and the days on which it surely holds."""

    node: Node
    known: str
    first: str | None
    last: str | None

    def counts(self, known_at: str | None, day: str | None) -> bool:
        """Whether it was known and held; a None stands for a time before every day that anything names."""
        if known_at is None or self.known > known_at:
            return False
        if self.first and (day is None or day < self.first):
            return False
        return not (self.last and day and day > self.last)


@dataclass(frozen=True)
class Stretch:
    """Days known and days in force, from the first to before the second; None is no bound."""

    known: tuple[str | None, str | None]
    held: tuple[str | None, str | None]


def derive_labels(graph: Graph) -> list[Quad]:
    """The label assessments of a graph as quads of the derived graph, in a stable order."""
    labels = Labels(graph)
    found: list[Quad] = []
    for use in sorted(uses_of(graph).values(), key=lambda use: use.iri):
        for assessment, stretch in labels.of(use):
            found += _quads(use, assessment, stretch)
    return found


class Labels:
    """What is known of the authorisations of the medicines of a graph."""

    def __init__(self, graph: Graph) -> None:
        self._graph = graph

    def of(self, use: Use) -> Iterator[tuple[Assessment, Stretch]]:
        """The assessments of a use, each with its days; where there never are data, one for all days."""
        bearing = self._bearing(use)
        always = Stretch((None, None), (None, None))
        if not bearing or use.treatment is None or use.disease is None:
            yield assess(use, [], self._known("")), always
            return
        days = [None, *sorted({day for dated in bearing for day in _turning(dated)})]
        # when it becomes known that a medicine is of a class, uses of both are to be assessed anew
        knowns = [None, *sorted({dated.known for dated in bearing} | self._memberships_known(use, bearing))]
        cells = []
        for known_at, known_until in zip(knowns, [*knowns[1:], None], strict=True):
            row = [(self._at(use, bearing, known_at, day), day) for day in days]
            for assessment, same in groupby(row, key=lambda pair: pair[0]):
                held = [day for _, day in same]
                after = days.index(held[-1]) + 1
                held_until = days[after] if after < len(days) else None
                cells.append((assessment, Stretch((known_at, known_until), (held[0], held_until))))
        yield from _merged(cells)

    def _at(self, use: Use, bearing: Sequence[_Dated], known_at: str | None, day: str | None) -> Assessment:
        """The assessment from what was known and held."""
        counting = [dated.node for dated in bearing if dated.counts(known_at, day)]
        substances = self._substances(use, known_at or "")
        indications = [self._indication(node) for node in counting if self._contained(node) & substances]
        unlicensed = [node.iri.value for node in counting if "LabelStatement" in node.kinds]
        loaded = [node for node in counting if "CompletenessStatement" in node.kinds]
        whole = {substance.value for node in loaded for substance in node.nodes("allProductsOf")}
        parts = use.treatment.parts if use.treatment else frozenset[str]()
        return assess(use, indications, self._known(known_at or ""), parts <= whole, unlicensed)

    def _bearing(self, use: Use) -> list[_Dated]:
        """The statements that may bear on a use, whatever their days."""
        if use.treatment is None:
            return []
        substances = self._substances(use, EVER)
        found = [dated for substance in sorted(substances) for dated in self._indications.get(substance, ())]
        found += [dated for part in sorted(use.treatment.parts) for dated in self._whole.get(part, ())]
        found += self._unlicensed.get(use.treatment.parts, ())
        return list({dated.node.iri: dated for dated in found}.values())

    def _substances(self, use: Use, known_at: str) -> set[str]:
        """The substances of a treatment, those in its combinations and those known by a day to be of its classes."""
        parts = use.treatment.parts if use.treatment else frozenset[str]()
        known = self._known(known_at)
        members = {member for part in parts for member in known.members.get(part, ())}
        return set(parts) | members

    def _memberships_known(self, use: Use, bearing: Sequence[_Dated]) -> set[str]:
        """The days on which it became known of a medicine that it is, or is not, of a class that matters to a use."""
        treatments = [
            use.treatment,
            *(self._indication(d.node).use.treatment for d in bearing if self._contained(d.node)),
        ]
        parts = {part for treatment in treatments if treatment for part in treatment.parts}
        return {day for part in parts for day in self._membership_days.get(part, ())}

    @cached_property
    def _membership_days(self) -> dict[str, set[str]]:
        """By class: the days on which statements on its members, or on those of a wider or narrower one, were known."""
        found: dict[str, set[str]] = defaultdict(set)
        for said in self._graph.of_class("ClassMembership"):
            for group in said.nodes("memberClass"):
                for one in (*self._graph.narrower(group), *self._graph.broader(group)):
                    found[one.value].add(said.value("publishedOn") or "")
        return found

    def _contained(self, node: Node) -> set[str]:
        """The substances in the products of an authorised indication; none of any other statement."""
        if "AuthorisedIndication" not in node.kinds:
            return set()
        return {held.value for product in node.nodes("product") for held in self._graph.node(product).nodes("contains")}

    @cached_property
    def _indications(self) -> dict[str, list[_Dated]]:
        """By substance: the authorised indications of products that contain it."""
        found: dict[str, list[_Dated]] = defaultdict(list)
        for node in self._graph.of_class("AuthorisedIndication"):
            if node.code("authorisationStatus") != _AUTHORISED:
                continue
            for substance in sorted(self._contained(node)):
                found[substance].append(_dated(node))
        return found

    @cached_property
    def _whole(self) -> dict[str, list[_Dated]]:
        """By substance: the statements that all its products and indications are loaded."""
        found: dict[str, list[_Dated]] = defaultdict(list)
        for node in self._graph.of_class("CompletenessStatement"):
            if (node.code("about"), node.code("completenessState")) == (_ABOUT, _CONFIRMED):
                for substance in node.nodes("allProductsOf"):
                    found[substance.value].append(_dated(node))
        return found

    @cached_property
    def _unlicensed(self) -> dict[frozenset[str], list[_Dated]]:
        """By the parts of a treatment: the statements that it has no authorisation."""
        found: dict[frozenset[str], list[_Dated]] = defaultdict(list)
        for node in self._graph.of_class("LabelStatement"):
            use = node.node("use")
            treatment = self._uses[use.value].treatment if use and use.value in self._uses else None
            if node.code("labelStatus") == _UNLICENSED and treatment:
                found[treatment.parts].append(_dated(node))
        return found

    @cached_property
    def _uses(self) -> dict[str, Use]:
        return uses_of(self._graph)

    def _indication(self, node: Node) -> Indication:
        use = node.node("use")
        return Indication(node.iri.value, self._uses[use.value if use else ""], node.flag("textDefective"))

    def _known(self, known_at: str) -> Concepts:
        """What was known of diseases and classes by a day."""
        if known_at not in self._concepts:
            self._concepts[known_at] = concepts_of(self._graph, known_at)
        return self._concepts[known_at]

    @cached_property
    def _concepts(self) -> dict[str, Concepts]:
        return {}


def _dated(node: Node) -> _Dated:
    return _Dated(node, node.value("publishedOn") or "", node.value("validFromLatest"), node.value("validToEarliest"))


def _turning(dated: _Dated) -> Iterator[str]:
    """The days on which it begins to hold and on which it surely does no longer."""
    if dated.first:
        yield dated.first
    if dated.last:
        yield (date.fromisoformat(dated.last) + timedelta(days=1)).isoformat()


def _merged(cells: list[tuple[Assessment, Stretch]]) -> Iterator[tuple[Assessment, Stretch]]:
    """Neighbours in the time of knowledge with the same result over the same days as one; no data is not written."""
    open_cells: dict[tuple[Assessment, tuple[str | None, str | None]], Stretch] = {}
    for assessment, stretch in cells:
        key = (assessment, stretch.held)
        before = open_cells.get(key)
        if before and before.known[1] == stretch.known[0]:
            open_cells[key] = Stretch((before.known[0], stretch.known[1]), stretch.held)
            continue
        if before:
            yield from _with_data(assessment, before)
        open_cells[key] = stretch
    for (assessment, _), stretch in open_cells.items():
        yield from _with_data(assessment, stretch)


def _with_data(assessment: Assessment, stretch: Stretch) -> Iterator[tuple[Assessment, Stretch]]:
    if assessment.rule is not Rule.NO_DATA:
        yield assessment, stretch


def _quads(use: Use, assessment: Assessment, stretch: Stretch) -> Iterator[Quad]:
    """What is written of an assessment; its IRI is made of the use, what it rests on, and its days."""
    written = "\n".join([use.iri, *assessment.rests_on, repr(stretch)])
    iri = NamedNode(f"{ID}label/{local(use.iri)}-{hashlib.sha256(written.encode()).hexdigest()[:12]}")
    facts: list[tuple[NamedNode, NamedNode | Literal]] = [
        (TYPE, ens("LabelAssessment")),
        (ens("assessesUse"), NamedNode(use.iri)),
        (ens("assessedStatus"), code("label-status", assessment.status.value)),
        (ens("assessmentRule"), code("label-rule", assessment.rule.value)),
        *((ens("checkedAxis"), code("axis", axis)) for axis in assessment.checked),
        *((ens("failingAxis"), code("axis", axis)) for axis in assessment.failing),
        *((ens("undecidedAxis"), code("axis", axis)) for axis in assessment.undecided),
        *((ens("restsOn"), NamedNode(statement)) for statement in assessment.rests_on),
    ]
    if assessment.nearest:
        facts.append((ens("nearestIndication"), NamedNode(assessment.nearest)))
    bounds = {
        "assessmentKnown": stretch.known[0],
        "assessmentKnownUntil": stretch.known[1],
        "assessedFrom": stretch.held[0],
        "assessedUntil": stretch.held[1],
    }
    facts += [(ens(name), Literal(day, datatype=_DATE)) for name, day in bounds.items() if day]
    for predicate, term in facts:
        yield Quad(iri, predicate, term, LABELS)
