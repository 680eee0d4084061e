"""What the finding rules and questions must answer over made-up data, computed from the records in plain Python.

It shares no code with what answers: it reads the records of `bench/made_up.py`, never a quad, and knows the rules from
their titles and sources. A finding is its kind with the names of the statements it rests on.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations, product
from typing import Any, Final

from .made_up import Record, Use, World

Found = tuple[str, frozenset[str]]
GRANTED: Final = ("outcome/approved", "outcome/recommended")
DENIED: Final = ("outcome/refused", "outcome/not-recommended")
RULED_OUT: Final = "reason/under-assessment"
RULED_OUT_FROM: Final = "2023-11-20"
FIGURES: Final = ("received", "favourable", "refused")


@dataclass
class Oracle:
    """The answers over a world."""

    world: World

    def findings(self) -> dict[str, set[Found]]:
        """The findings of each rule."""
        return {kind: {(kind, frozenset(rests_on)) for rests_on in rule(self)} for kind, rule in FINDING_RULES.items()}

    @cached_property
    def of_kind(self) -> dict[str, list[Record]]:
        """The records of each class."""
        found: dict[str, list[Record]] = defaultdict(list)
        for record in self.world.records:
            found[record.kind].append(record)
        return found

    def by_use(self, *kinds: str) -> dict[str, list[Record]]:
        """The records of some classes on each use."""
        found: dict[str, list[Record]] = defaultdict(list)
        for kind in kinds:
            for record in self.of_kind[kind]:
                if record.get("use"):
                    found[record.get("use")].append(record)
        return found

    @cached_property
    def uses_that_meet(self) -> dict[str, set[str]]:
        """The uses that surely have something in common with each, but for itself."""
        met: dict[str, set[str]] = defaultdict(set)
        by_drug: dict[str, list[Use]] = defaultdict(list)
        for use in self.world.uses.values():
            for drug in [use.drug] if use.drug else self.world.groups[str(use.group)]:
                by_drug[str(drug)].append(use)
        for uses in by_drug.values():
            for one, other in combinations(uses, 2):
                if self._meet(one, other):
                    met[one.name].add(other.name)
                    met[other.name].add(one.name)
        return met

    def _meet(self, one: Use, other: Use) -> bool:
        lines = one.lines[0] <= other.lines[1] and other.lines[0] <= one.lines[1]
        diseases = one.disease in self._above(other.disease) or other.disease in self._above(one.disease)
        return lines and diseases and one.both_ages == other.both_ages

    def _above(self, disease: str) -> set[str]:
        """A disease and all above it."""
        found: set[str] = set()
        at: str | None = disease
        while at:
            found.add(at)
            at = self.world.parents[at]
        return found

    def memberships(self, one: str, other: str) -> set[str]:
        """What says that the medicine of one use is a member of the class of the other, or that one is of both."""
        first, second = self.world.uses[one], self.world.uses[other]
        pairs = {(first.drug, second.group), (second.drug, first.group)}
        if first.group and second.group and first.group != second.group:
            both = set(self.world.groups[first.group]) & set(self.world.groups[second.group])
            pairs |= {(drug, group) for drug in both for group in (first.group, second.group)}
        return {self.world.memberships[pair] for pair in pairs if pair in self.world.memberships}


def opposite_outcomes(oracle: Oracle) -> Iterator[set[str]]:
    """Two named regions, one granted and one refused, on uses that meet."""
    by_use = oracle.by_use("ApplicationOutcome", "ApplicationCount")
    for use, records in by_use.items():
        favourable = [record for record in records if sides(record) == {"yes"}]
        for other in {use} | oracle.uses_that_meet[use]:
            for yes, no in product(favourable, by_use.get(other, ())):
                if sides(no) == {"no"} and yes.get("region") != no.get("region"):
                    yield {yes.name, no.name} | (oracle.memberships(use, other) if use != other else set())


def sides(record: Record) -> set[str]:
    """Whether a record tells of something granted, refused, or both."""
    if record.kind == "ApplicationOutcome":
        return {"yes" if record.get("outcome") in GRANTED else "no"}
    counts = {"yes": record.get("favourable"), "no": record.get("refused")}
    return {side for side, count in counts.items() if count}


def outcome_against_practice(oracle: Oracle) -> Iterator[set[str]]:
    """Refused in one region, used without an application elsewhere."""
    outcomes = oracle.by_use("ApplicationOutcome")
    for use, practices in oracle.by_use("ObservedPractice").items():
        for refusal, practice in product(outcomes.get(use, ()), practices):
            without = practice.get("applicationPractice") == "application-practice/without"
            if without and refusal.get("outcome") in DENIED and practice.get("region") != refusal.get("region"):
                yield {refusal.name, practice.name}


def within_region_divergence(oracle: Oracle) -> Iterator[set[str]]:
    """One region both granted and refused one use."""
    for count in oracle.of_kind["ApplicationCount"]:
        if sides(count) == {"yes", "no"}:
            yield {count.name}
    for outcomes in oracle.by_use("ApplicationOutcome").values():
        for one, other in combinations(outcomes, 2):
            if one.get("region") == other.get("region") and sides(one) != sides(other):
                yield {one.name, other.name}


def use_where_application_due(oracle: Oracle) -> Iterator[set[str]]:
    """Used without an application where a label or the source itself says that one is due."""
    labels = oracle.by_use("LabelStatement")
    for use, practices in oracle.by_use("ObservedPractice").items():
        for practice in practices:
            if practice.get("applicationPractice") != "application-practice/without":
                continue
            if practice.get("applicationRequired"):
                yield {practice.name}
            for label in labels.get(use, ()):
                if label.get("labelStatus") == "label-status/off-label":
                    yield {practice.name, label.name}


def against_council(oracle: Oracle) -> Iterator[set[str]]:
    """Granted although the Council did not recommend."""
    statuses = oracle.by_use("CouncilStatus")
    for record in [*oracle.of_kind["ApplicationCount"], *oracle.of_kind["ApplicationOutcome"]]:
        if "yes" not in sides(record):
            continue
        if record.get("casesUnderStatus") == "status/not-recommended":
            yield {record.name}
        day = record.get("decidedEarliest") or record.get("periodTo")
        for status in statuses.get(record.get("use"), ()):
            if status.get("status") == "status/not-recommended" and status.get("validFromLatest") <= day:
                yield {record.name, status.name}


def label_disagreement(oracle: Oracle) -> Iterator[set[str]]:
    """Two sources give one use different label statuses."""
    for labels in oracle.by_use("LabelStatement").values():
        for one, other in combinations(labels, 2):
            if one.get("labelStatus") != other.get("labelStatus"):
                yield {one.name, other.name}


def rates_differ(oracle: Oracle) -> Iterator[set[str]]:
    """Two regions granted a different share of at least twenty in one period, by more than chance."""
    for group in _alike(oracle.of_kind["ApplicationCount"], "use", "casesUnderStatus", "periodFrom", "periodTo"):
        for one, other in combinations(group, 2):
            all_ = [float(record.get("favourable") + record.get("refused")) for record in (one, other)]
            if one.get("region") == other.get("region") or min(all_) < 20:
                continue
            granted = [record.get("favourable") for record in (one, other)]
            pooled = sum(granted) / sum(all_)
            difference = granted[0] / all_[0] - granted[1] / all_[1]
            if difference**2 > 3.84 * pooled * (1 - pooled) * (1 / all_[0] + 1 / all_[1]):
                yield {one.name, other.name}


def counts_do_not_add_up(oracle: Oracle) -> Iterator[set[str]]:
    """The parts of a tally are more than the whole, or one passage tells two kinds of cases of one period."""
    counts = oracle.of_kind["ApplicationCount"]
    parts: dict[str, list[Record]] = defaultdict(list)
    for count in counts:
        if count.get("partOfCount"):
            parts[count.get("partOfCount")].append(count)
    for whole in counts:
        for figure in FIGURES:
            if sum(part.get(figure) for part in parts[whole.name]) > whole.get(figure):
                yield {whole.name, *(part.name for part in parts[whole.name])}
    for group in _alike([c for c in counts if c.get("casesUnderStatus")], "region", "periodFrom", "periodTo"):
        for one, other in combinations(group, 2):
            told = one.passage == other.passage and one.get("casesUnderStatus") != other.get("casesUnderStatus")
            if told and one.get("received") != other.get("received"):
                yield {one.name, other.name}


def source_contradiction(oracle: Oracle) -> Iterator[set[str]]:
    """Two tallies of one matter give different numbers, or the Council took two positions on one use in a day."""
    matter = ("use", "region", "periodFrom", "periodTo", "casesUnderStatus", "partOfCount")
    for group in _alike(oracle.of_kind["ApplicationCount"], *matter):
        for one, other in combinations(group, 2):
            if any(one.get(figure) != other.get(figure) for figure in FIGURES):
                yield {one.name, other.name}
    for group in _alike(oracle.of_kind["CouncilStatus"], "use", "decidedEarliest"):
        for one, other in combinations(group, 2):
            if one.get("status") != other.get("status"):
                yield {one.name, other.name}


def adopted_in_some_regions(oracle: Oracle) -> Iterator[set[str]]:
    """In use somewhere, of what the Forum endorsed or the Council recommended."""
    national = oracle.by_use("GuidelineStage", "CouncilStatus")
    for use, practices in oracle.by_use("ObservedPractice").items():
        for practice, position in product(practices, national.get(use, ())):
            adopted = position.get("stage") == "stage/endorsed" or position.get("status") == "status/recommended"
            if adopted and practice.get("regionScope") != "region-scope/national":
                yield {practice.name, position.name}


def adult_child_gap(oracle: Oracle) -> Iterator[set[str]]:
    """Children and adults, with an application and without."""
    for practice in oracle.of_kind["ObservedPractice"]:
        both = practice.get("applicationPractice") == "application-practice/both"
        if both and oracle.world.uses[practice.get("use")].both_ages:
            yield {practice.name}


def ruled_out_reason(oracle: Oracle) -> Iterator[set[str]]:
    """Refused for a reason that a rule had ruled out by then."""
    (rule,) = oracle.of_kind["Rule"]
    for record in [*oracle.of_kind["ApplicationOutcome"], *oracle.of_kind["RefusalReason"]]:
        if RULED_OUT in reasons(record):
            decided = record.get("decidedEarliest")
            after = str(decided) >= RULED_OUT_FROM if decided else str(record.get("periodTo")) > RULED_OUT_FROM
            if after:
                yield {record.name, rule.name}


def reasons(record: Record) -> list[str]:
    """The reasons that a record gives."""
    given = record.get("reason")
    return given if isinstance(given, list) else [given] if given else []


def equal_wording(oracle: Oracle) -> Iterator[set[str]]:
    """Two regions give the same reasons, at least two, in one document part."""
    by_part: dict[str, list[Record]] = defaultdict(list)
    for record in oracle.of_kind["RefusalReason"]:
        by_part[record.passage.split("-")[3]].append(record)
    for records in by_part.values():
        for one, other in combinations(records, 2):
            same = set(reasons(one)) == set(reasons(other)) and len(reasons(one)) > 1
            if same and one.get("region") != other.get("region"):
                yield {one.name, other.name}


def _alike(records: Iterable[Record], *facts: str) -> list[list[Record]]:
    """The records that share some facts."""
    groups: dict[tuple[Any, ...], list[Record]] = defaultdict(list)
    for record in records:
        groups[tuple(record.get(fact) for fact in facts)].append(record)
    return list(groups.values())


FINDING_RULES: Final[dict[str, Callable[[Oracle], Iterator[set[str]]]]] = {
    "adopted-in-some-regions": adopted_in_some_regions,
    "adult-child-gap": adult_child_gap,
    "against-council": against_council,
    "counts-do-not-add-up": counts_do_not_add_up,
    "equal-wording": equal_wording,
    "label-disagreement": label_disagreement,
    "opposite-outcomes": opposite_outcomes,
    "outcome-against-practice": outcome_against_practice,
    "rates-differ": rates_differ,
    "ruled-out-reason": ruled_out_reason,
    "source-contradiction": source_contradiction,
    "use-where-application-due": use_where_application_due,
    "within-region-divergence": within_region_divergence,
}
