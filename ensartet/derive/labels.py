"""Whether a use lies within the authorised indications that are loaded: five answers, and the axes that decide. Pure.

On-label needs one indication that surely covers the whole use. Off-label needs that every indication surely has
nothing in common with it and that all indications of its medicines are loaded. Anything else is undetermined: what is
not stated, or not loaded, is never a no (model 0, findings 3 and 4).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from .axes import Concepts
from .coverage import AXES, Comparison, Use, compare
from .relations import SAME, SUBSUMES, Relation, Verdict


class LabelStatus(Enum):
    """The notation of its code."""

    ON_LABEL = "on-label"
    OFF_LABEL = "off-label"
    UNLICENSED = "unlicensed"
    UNDETERMINED = "undetermined"
    NOT_ASSESSED = "not-assessed"


class Rule(Enum):
    """Why a status came out; the notation of its code."""

    COVERED = "covered-by-an-indication"
    OUTSIDE_ALL = "outside-every-indication"
    STATED_UNLICENSED = "stated-unlicensed"
    DEFECTIVE_TEXT = "defective-text"
    PARTLY_OUTSIDE = "partly-outside"
    NOT_ALL_LOADED = "not-all-loaded"
    CANNOT_TELL = "cannot-tell"
    NO_DATA = "no-authorisation-data"
    NOT_NAMED = "not-named"


@dataclass(frozen=True)
class Indication:
    """An authorised indication: the use it permits. `defective`: its text is cut, so that criteria may be missing."""

    iri: str
    use: Use
    defective: bool = False


@dataclass(frozen=True)
class Assessment:
    """What came out for one use.

    Attributes:
        nearest: the indication that decides, or that the use lies nearest to; None where none was compared.
        checked: the axes compared with the nearest.
        failing: the axes on which the use surely lies outside the nearest.
        undecided: the axes on which it may, or does in part, reach beyond the nearest.
        rests_on: all indications it was held against, and what says that a medicine has no authorisation.
    """

    status: LabelStatus
    rule: Rule
    nearest: str | None = None
    checked: tuple[str, ...] = ()
    failing: tuple[str, ...] = ()
    undecided: tuple[str, ...] = ()
    rests_on: tuple[str, ...] = ()


def assess(
    use: Use, indications: Sequence[Indication], known: Concepts, whole: bool = False, unlicensed: Sequence[str] = ()
) -> Assessment:
    """Hold a use against the authorised indications of its medicines.

    Args:
        indications: those in force and known; of products with a medicine of the use.
        whole: whether all indications of all its medicines are among them.
        unlicensed: the statements that this treatment has no authorisation.
    """
    if use.treatment is None or use.disease is None:
        return Assessment(LabelStatus.NOT_ASSESSED, Rule.NOT_NAMED)
    if not indications:
        if unlicensed:
            return Assessment(LabelStatus.UNLICENSED, Rule.STATED_UNLICENSED, rests_on=tuple(sorted(unlicensed)))
        return Assessment(LabelStatus.UNDETERMINED, Rule.NO_DATA)
    held = [(indication, compare(indication.use, use, known)) for indication in indications]
    nearest, comparison = min(held, key=lambda pair: _distance(*pair))
    status, rule = _concluded(nearest, comparison, [c for _, c in held], whole)
    failing = comparison.failing()
    return Assessment(
        status,
        rule,
        nearest.iri,
        tuple(axis for axis in AXES if axis in comparison.axes),
        failing,
        tuple(axis for axis in comparison.beyond() if axis not in failing),
        tuple(sorted(indication.iri for indication in indications)),
    )


def _concluded(
    nearest: Indication, comparison: Comparison, held: Sequence[Comparison], whole: bool
) -> tuple[LabelStatus, Rule]:
    """The nearest covers the use if any does, since nothing is nearer than that."""
    if _covers(comparison):
        if nearest.defective:
            return LabelStatus.UNDETERMINED, Rule.DEFECTIVE_TEXT
        return LabelStatus.ON_LABEL, Rule.COVERED
    # a text that is cut permits less than what was read of it, so what lies outside that lies outside it too
    if all(one.verdict is Verdict.DISJOINT for one in held):
        if whole:
            return LabelStatus.OFF_LABEL, Rule.OUTSIDE_ALL
        return LabelStatus.UNDETERMINED, Rule.NOT_ALL_LOADED
    if comparison.verdict in (Verdict.WITHIN, Verdict.OVERLAPS):
        return LabelStatus.UNDETERMINED, Rule.PARTLY_OUTSIDE
    return LabelStatus.UNDETERMINED, Rule.CANNOT_TELL


def _covers(comparison: Comparison) -> bool:
    return comparison.possible <= SAME | SUBSUMES


def _distance(indication: Indication, comparison: Comparison) -> tuple[bool, bool, int, bool, int, int, int, str]:
    """Nearness: covering before all else and whole texts first, then the disease, then the fewest axes against it."""
    failing, disease = comparison.failing(), comparison.axes["disease"]
    return (
        not _covers(comparison),
        indication.defective,
        2 if "disease" in failing else int(Relation.DISJOINT in disease),
        comparison.verdict is Verdict.DISJOINT,
        len(failing),
        len(comparison.beyond()),
        -sum(possible == SAME for possible in comparison.axes.values()),
        indication.iri,
    )
