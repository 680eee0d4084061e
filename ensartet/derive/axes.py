"""The axes of a use, each with what it may hold and how two values lie to each other. Pure functions.

A value is what the use says of the axis, or one of two that stand for silence: `UNSTATED` where a source is silent, so
that anything may hold, and `UNRESTRICTED` where silence means no limit, as in an authorised indication.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import Enum
from itertools import combinations, permutations
from typing import TypeVar

from .relations import DISJOINT, OVERLAPS, SAME, SUBSUMES, UNKNOWN, WITHIN, Possible, Relation, combined, converse


class Silence(Enum):
    """What a use that says nothing of an axis means by it."""

    UNSTATED = "unstated"
    UNRESTRICTED = "unrestricted"


UNSTATED, UNRESTRICTED = Silence.UNSTATED, Silence.UNRESTRICTED

T = TypeVar("T")


def related(one: T | Silence, other: T | Silence, stated: Callable[[T, T], Possible]) -> Possible:
    """How two values of an axis lie to each other.

    An axis that neither use speaks of tells nothing for or against them: it is not compared, and counts as the same.

    Args:
        stated: the rule for two values that are both stated.
    """
    if isinstance(one, Silence):
        if isinstance(other, Silence):
            if one is other:
                return SAME
            return SAME | (WITHIN if one is UNSTATED else SUBSUMES)
        return UNKNOWN if one is UNSTATED else SAME | SUBSUMES
    if isinstance(other, Silence):
        return converse(related(other, one, stated))
    return stated(one, other)


def related_or_unknown(one: T | Silence, other: T | Silence, stated: Callable[[T, T], Possible]) -> Possible:
    """As `related`, for dose and route: an indication that is silent on them does not admit every dose and route."""
    silent = isinstance(one, Silence), isinstance(other, Silence)
    if all(silent):
        return SAME
    return UNKNOWN if any(silent) else related(one, other, stated)


@dataclass(frozen=True)
class Lines:
    """Lines of therapy from `low` (1 or more) to `high`; None is no upper bound."""

    low: int
    high: int | None = None

    def __post_init__(self) -> None:
        if self.low < 1 or (self.high is not None and self.high < self.low):
            raise ValueError(f"no lines: {self.low} to {self.high}")


def lines_related(one: Lines, other: Lines) -> Possible:
    """Intervals of whole numbers."""
    infinity = float("inf")
    low, high = one.low, infinity if one.high is None else one.high
    other_low, other_high = other.low, infinity if other.high is None else other.high
    if low > other_high or other_low > high:
        return DISJOINT
    contains, contained = low <= other_low and other_high <= high, other_low <= low and high <= other_high
    if contains and contained:
        return SAME
    if contains:
        return SUBSUMES
    return WITHIN if contained else OVERLAPS


@dataclass(frozen=True)
class Concepts:
    """A hierarchy of concepts, such as diseases or the codes of a list.

    Attributes:
        broader: of a concept, all that are broader (every step up); none is broader than itself.
        apart: groups of concepts of which no situation has two. That is said, never concluded from a hierarchy that may
            lack a step.
        members: of a class of drugs, the drugs known to belong to it, those of its narrower classes included.
        excluded: of a class, the drugs known not to belong to it.
    """

    broader: Mapping[str, frozenset[str]] = field(default_factory=dict)
    apart: tuple[frozenset[str], ...] = ()
    members: Mapping[str, frozenset[str]] = field(default_factory=dict)
    excluded: Mapping[str, frozenset[str]] = field(default_factory=dict)

    def up(self, concept: str) -> frozenset[str]:
        """A concept and all that are broader."""
        return self.broader.get(concept, frozenset()) | {concept}

    def shares_narrower(self, one: str, other: str) -> bool:
        """Whether some concept is narrower than both."""
        return any({one, other} <= above for above in self.broader.values())

    def are_apart(self, one: str, other: str) -> bool:
        """Whether the two, or what is broader than them, are said to be apart."""
        above, above_other = self.up(one), self.up(other)
        return any(
            (first := group & above) and (second := group & above_other) and not first & second for group in self.apart
        )


def concepts_related(one: str, other: str, known: Concepts) -> Possible:
    """Two concepts of a hierarchy. Where it does not say, one cannot tell: a step may be missing."""
    if one == other:
        return SAME
    if one in known.up(other):
        return SUBSUMES
    if other in known.up(one):
        return WITHIN
    if known.are_apart(one, other):
        return DISJOINT
    if known.shares_narrower(one, other):
        return UNKNOWN - DISJOINT - SAME
    return UNKNOWN - SAME


Facets = Mapping[str, frozenset[str]]


def facets_related(one: Facets, other: Facets, silence: tuple[Silence, Silence], known: Concepts) -> Possible:
    """Two conjunctions of coded criteria, each under its facet ("age-band", a marker); all codes of a facet apply.

    Args:
        silence: what each of the two means by not speaking of a facet.
    """
    parts = []
    for facet in sorted({*one, *other}):
        values = one.get(facet, silence[0]), other.get(facet, silence[1])
        parts.append(related(*values, stated=lambda a, b: _codes_related(a, b, known)))
    return combined(parts)


def _codes_related(one: frozenset[str], other: frozenset[str], known: Concepts) -> Possible:
    """Codes that all apply on each side: more codes admit less."""
    if one == other:
        return SAME
    if any(concepts_related(a, b, known) == DISJOINT for a in one for b in other):
        return DISJOINT
    if _admits(one, other, known):
        return SAME | SUBSUMES
    if _admits(other, one, known):
        return SAME | WITHIN
    return UNKNOWN


def _admits(wide: frozenset[str], narrow: frozenset[str], known: Concepts) -> bool:
    """Whether every criterion of the one follows from a criterion of the other."""
    return all(any(a in known.up(b) for b in narrow) for a in wide)


def criteria_related(one: frozenset[str], other: frozenset[str], silence: tuple[Silence, Silence]) -> Possible:
    """Two conjunctions of criteria that are only known by name: the more of the same, the narrower."""
    if not one or not other:
        return related(one or silence[0], other or silence[1], criteria_stated)
    return criteria_stated(one, other)


def criteria_stated(one: frozenset[str], other: frozenset[str]) -> Possible:
    """The rule of `criteria_related` where both state some."""
    if one == other:
        return SAME
    if one < other:
        return SAME | SUBSUMES
    if other < one:
        return SAME | WITHIN
    return UNKNOWN


def wordings_related(one: str, other: str) -> Possible:
    """Two doses and schedules: a statement limited to one does not reach another."""
    return SAME if one == other else DISJOINT


class Mode(Enum):
    """Whether a treatment has just its parts, or these and possibly more."""

    CLOSED = "closed"
    OPEN = "open"


@dataclass(frozen=True)
class Treatment:
    """What is given together.

    Attributes:
        parts: drugs, and classes of which exactly one member is given; at least one, each once.
        mode: None where the source does not say whether there is more.
    """

    parts: frozenset[str]
    mode: Mode | None = None

    def __post_init__(self) -> None:
        if not self.parts:
            raise ValueError("a treatment has at least one part")


def parts_related(one: str, other: str, known: Concepts) -> Possible:
    """Two parts of treatments: drugs, or classes of drugs whose members are known in part."""
    if one == other:
        return SAME
    is_class, other_is_class = one in known.members, other in known.members
    if not is_class and not other_is_class:
        return DISJOINT
    if is_class and other_is_class:
        return _classes_related(one, other, known)
    return _class_and_drug(one, other, known) if is_class else converse(_class_and_drug(other, one, known))


def _class_and_drug(group: str, drug: str, known: Concepts) -> Possible:
    if drug in known.excluded.get(group, ()):
        return DISJOINT
    if drug in known.members[group]:
        return SUBSUMES if len(known.members[group]) > 1 else SAME | SUBSUMES
    return (SAME if not known.members[group] else frozenset()) | SUBSUMES | DISJOINT


def _classes_related(one: str, other: str, known: Concepts) -> Possible:
    if one in known.up(other):
        return SAME | SUBSUMES
    if other in known.up(one):
        return SAME | WITHIN
    return UNKNOWN - DISJOINT if known.members[one] & known.members[other] else UNKNOWN


def treatments_related(one: Treatment, other: Treatment, known: Concepts) -> Possible:
    """Two treatments as sets of regimens.

    Uses of drugs of which none can be the same are apart, even where a source leaves open what else is given: what
    is said of one drug is no precedent for another.
    """
    viable = any(parts_related(a, b, known) != DISJOINT for a in one.parts for b in other.parts)
    if not viable and None in (one.mode, other.mode):
        return DISJOINT
    if one.mode is other.mode is None:  # as with an axis that neither speaks of: silence on both sides is the same
        pairs = [(mode, mode) for mode in Mode]
    else:
        pairs = [(mode, other_mode) for mode in _modes(one) for other_mode in _modes(other)]
    possible: set[Relation] = set()
    for mode, other_mode in pairs:
        possible |= _regimens_related(one.parts, mode, other.parts, other_mode, known)
    return frozenset(possible)


def _modes(treatment: Treatment) -> tuple[Mode, ...]:
    return (treatment.mode,) if treatment.mode else (Mode.CLOSED, Mode.OPEN)


def _regimens_related(
    one: frozenset[str], mode: Mode, other: frozenset[str], other_mode: Mode, known: Concepts
) -> Possible:
    if one == other and mode is other_mode:
        return SAME
    if mode is Mode.CLOSED and other_mode is Mode.CLOSED:
        return _closed_related(one, other, known)
    if mode is Mode.OPEN and other_mode is Mode.CLOSED:
        return _open_over_closed(one, other, known)
    if mode is Mode.CLOSED:
        return converse(_open_over_closed(other, one, known))
    return _open_related(one, other, known)


def _matchings(few: frozenset[str], many: frozenset[str], known: Concepts) -> Iterator[list[Possible]]:
    """Ways to find each of the few parts in another of the many, with how each pair lies; none where a pair cannot."""
    ordered = sorted(few)
    for chosen in permutations(sorted(many), len(ordered)):
        pairs = [parts_related(a, b, known) for a, b in zip(ordered, chosen, strict=True)]
        if DISJOINT not in pairs:
            yield pairs


def _entangled(parts: frozenset[str], known: Concepts) -> bool:
    """Whether two parts may take the same drug: each then leaves less to the other than it admits by itself."""
    return any(parts_related(one, other, known) != DISJOINT for one, other in combinations(sorted(parts), 2))


def _joined(pairs: list[Possible]) -> Possible:
    """How the regimens of matched parts lie. Parts take distinct drugs, so beyond containment little is sure."""
    found = combined(pairs)
    if len(pairs) == 1 or found == SAME:
        return found
    for surely in (SAME | SUBSUMES, SAME | WITHIN):
        if found <= surely:
            return surely
    return UNKNOWN


def _closed_related(one: frozenset[str], other: frozenset[str], known: Concepts) -> Possible:
    if len(one) != len(other):
        return DISJOINT
    matchings = [_joined(pairs) for pairs in _matchings(one, other, known)]
    if not matchings:
        return DISJOINT
    if len(matchings) == 1:
        return matchings[0]
    return next((found for found in matchings if found in (SAME | SUBSUMES, SAME | WITHIN)), UNKNOWN)


def _open_over_closed(one: frozenset[str], other: frozenset[str], known: Concepts) -> Possible:
    """All regimens with these parts and maybe more, against those of just the other parts; these are never all."""
    matchings = [_joined(pairs) for pairs in _matchings(one, other, known)]
    if not matchings:
        return DISJOINT
    if any(found <= SAME | SUBSUMES for found in matchings):
        return SUBSUMES
    meet = len(one) == 1 and any(Relation.DISJOINT not in found for found in matchings)
    return SUBSUMES | OVERLAPS if meet else SUBSUMES | OVERLAPS | DISJOINT


def _open_related(one: frozenset[str], other: frozenset[str], known: Concepts) -> Possible:
    """Regimens that may have more parts always share one: that with the parts of both."""
    here = [_joined(pairs) for pairs in _matchings(one, other, known)]
    there = [_joined(pairs) for pairs in _matchings(other, one, known)]
    contains = any(found <= SAME | SUBSUMES for found in here)
    contained = any(found <= SAME | SUBSUMES for found in there)
    if contains and contained:
        return SAME
    if contains:
        return SAME | SUBSUMES
    if contained:
        return SAME | WITHIN
    if _entangled(one, known) or _entangled(other, known):
        return UNKNOWN - DISJOINT
    may_contain = any(found & (SAME | SUBSUMES) for found in here)
    may_be_contained = any(found & (SAME | SUBSUMES) for found in there)
    possible = OVERLAPS
    possible |= SUBSUMES if may_contain else frozenset()
    possible |= WITHIN if may_be_contained else frozenset()
    return possible | SAME if may_contain and may_be_contained else possible
