"""How two sets of treatment situations lie to each other, where not everything about them is known.

Every axis of a use (disease, line, ...) stands for a set: the situations it admits. Two such sets are related in one of
five ways (the region connection calculus RCC-5: Randell, Cui and Cohn 1992, Cohn et al. 1997). Where a source says too
little, several of the five stay possible; so a relation is the set of those that are possible, and "cannot tell" is no
sixth relation but a set that holds "disjoint" and others beside it. Unknown is contagious: a combination is possible
when any choice from its parts gives it.
"""

from collections.abc import Iterable
from enum import Enum


class Relation(Enum):
    """How a first set lies to a second one. No set is empty."""

    SAME = "same"
    SUBSUMES = "subsumes"
    WITHIN = "within"
    OVERLAPS = "overlaps"
    DISJOINT = "disjoint"


class Verdict(Enum):
    """What may be said of two uses; the notation of its code. OVERLAPS: at least in part, maybe wholly."""

    SAME = "same"
    SUBSUMES = "subsumes"
    WITHIN = "within"
    OVERLAPS = "overlaps"
    DISJOINT = "disjoint"
    CANNOT_TELL = "cannot-tell"


Possible = frozenset[Relation]

SAME: Possible = frozenset({Relation.SAME})
SUBSUMES: Possible = frozenset({Relation.SUBSUMES})
WITHIN: Possible = frozenset({Relation.WITHIN})
OVERLAPS: Possible = frozenset({Relation.OVERLAPS})
DISJOINT: Possible = frozenset({Relation.DISJOINT})
UNKNOWN: Possible = frozenset(Relation)

_CONVERSE = {Relation.SUBSUMES: Relation.WITHIN, Relation.WITHIN: Relation.SUBSUMES}


def converse(possible: Possible) -> Possible:
    """The same, seen from the second set."""
    return frozenset(_CONVERSE.get(relation, relation) for relation in possible)


def combined(parts: Iterable[Possible]) -> Possible:
    """How two products of sets lie to each other, from how their factors do; no factor is SAME.

    A product lies within another where every factor does, and misses it where one factor does.
    """
    found = SAME
    for part in parts:
        found = frozenset(_both(one, other) for one in found for other in part)
    return found


def _both(one: Relation, other: Relation) -> Relation:
    if Relation.DISJOINT in (one, other):
        return Relation.DISJOINT
    if one is Relation.SAME or one is other:
        return other
    if other is Relation.SAME:
        return one
    return Relation.OVERLAPS


def verdict(possible: Possible) -> Verdict:
    """What may be said without guessing. A side that may also be equal still subsumes, or lies within, the other.

    Raises:
        ValueError: nothing is possible, which no two sets can be.
    """
    if not possible:
        raise ValueError("two sets are related in some way")
    if possible == SAME:
        return Verdict.SAME
    if possible <= SAME | SUBSUMES:
        return Verdict.SUBSUMES
    if possible <= SAME | WITHIN:
        return Verdict.WITHIN
    if possible == DISJOINT:
        return Verdict.DISJOINT
    return Verdict.CANNOT_TELL if Relation.DISJOINT in possible else Verdict.OVERLAPS
