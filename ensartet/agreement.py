"""How far the regions agree: pairs of decisions on the same use, and Brennan and Prediger's coefficient.

Brennan and Prediger, Educational and Psychological Measurement 41 (1981) 687-699: (observed - chance) / (1 - chance),
where chance is one in the number of categories; here two, a favourable and an unfavourable outcome (mission F28).
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations

from pyoxigraph import Literal, NamedNode

from .graph import Node
from .names import XSD, code
from .rows import RowMaker, Source, outcome_group
from .territory import regions_on

LEAST_PAIRS = 20
CATEGORIES = 2
COLUMNS = frozenset({"period_from", "period_to", "pairs", "unknowpairs", "agreement", "comparability", "basis"})
_GROUPS = ("favourable", "unfavourable")


@dataclass(frozen=True)
class Decision:
    """One region's decision on a use: `group` favourable, unfavourable or none; `force` as a code."""

    use: str
    region: str
    group: str
    force: str


@dataclass(frozen=True)
class Pairs:
    """Pairs of two regions on one use: those compared, those of them that agree, and those not known.

    A pair is compared where both regions have one position and both decisions have the same stated force. It is not
    known where only one of the two has decided as far as known, a region has no single position, or forces differ or
    are not stated.
    """

    compared: int
    agreeing: int
    not_known: int

    @property
    def coefficient(self) -> float | None:
        """Brennan and Prediger's coefficient (-1 to 1), None below LEAST_PAIRS compared pairs."""
        return None if self.compared < LEAST_PAIRS else brennan_prediger(self.agreeing, self.compared)


def brennan_prediger(agreeing: int, compared: int) -> float:
    """The coefficient of `agreeing` out of `compared` pairs (at least one)."""
    chance = 1 / CATEGORIES
    return (agreeing / compared - chance) / (1 - chance)


def count_pairs(decisions: Iterable[Decision], regions: Iterable[str]) -> Pairs:
    """The pairs of regions on every use on which at least one has decided.

    Args:
        regions: the regions that exist; those that decided count besides.
    """
    by_use: dict[str, dict[str, list[Decision]]] = defaultdict(lambda: defaultdict(list))
    for decision in decisions:
        by_use[decision.use][decision.region].append(decision)
    compared = agreeing = not_known = 0
    for positions in by_use.values():
        for one, other in combinations(sorted({*regions, *positions}), 2):
            first, second = _position(positions.get(one, [])), _position(positions.get(other, []))
            if first and second and first[1] == second[1]:
                compared += 1
                agreeing += first[0] == second[0]
            elif one in positions or other in positions:
                not_known += 1
    return Pairs(compared, agreeing, not_known)


def _position(decisions: list[Decision]) -> tuple[str, str] | None:
    """The group and force of a region's decisions; None where they differ, take no side or have no stated force."""
    positions = {(decision.group, decision.force) for decision in decisions}
    if len(positions) != 1:
        return None
    group, force = positions.pop()
    return (group, force) if group in _GROUPS and force not in ("", "not-stated") else None


def agreement_of(maker: RowMaker, found: Sequence[Source], as_of: str, first: str | None, last: str | None) -> Source:
    """The decisions of an answer as its one row.

    Args:
        found: one source per decision, at least one.
        first, last: the period asked for (ISO days); where not given, that of the decisions counted.
    """
    decisions = [_decision(maker, source) for source in found]
    regions = [region.iri.value for region in regions_on(maker.graph, maker.regions_of or as_of)]
    pairs = count_pairs(decisions, regions)
    days = sorted(day for source in found for day in _days(source.first))
    enough = pairs.coefficient is not None
    row: dict[str, NamedNode | Literal] = {
        "period_from": Literal(first or days[0]),
        "period_to": Literal(last or days[-1]),
        "pairs": Literal(pairs.compared),
        "unknowpairs": Literal(pairs.not_known),
        "comparability": code("comparability", "comparable" if enough else "cannot-tell"),
        "basis": code("basis", "derived"),
    }
    if pairs.coefficient is not None:
        row["agreement"] = Literal(f"{pairs.coefficient:.3f}", datatype=NamedNode(XSD + "decimal"))
    statements = list(dict.fromkeys(source.first.iri for source in found))
    row |= {f"statement_{number:06}": iri for number, iri in enumerate(statements)}
    return maker.source(row)


def _decision(maker: RowMaker, source: Source) -> Decision:
    statement: Node = source.first
    region = statement.node("region")
    return Decision(
        use=source.use.iri.value if source.use else "",
        region=maker.carried(region).value if region else "",
        group=outcome_group(statement.code("outcome")) or "none",
        force=statement.code("force") or "",
    )


def _days(statement: Node) -> list[str]:
    """The days between which it was decided (ISO); the day it was known where no other is stated."""
    decided = [day for name in ("decidedEarliest", "decidedLatest") if (day := statement.value(name))]
    return decided or [day for day in [statement.value("publishedOn")] if day]
