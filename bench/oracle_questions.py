"""What questions must answer over made-up data, without a parameter but the day: the statements each row rests on."""

from collections.abc import Callable, Iterator
from typing import Final

from .made_up import Record
from .oracle import RULED_OUT, RULED_OUT_FROM, Oracle, reasons

Row = tuple[str, ...]

OF_DERIVED: Final = "its rows are label assessments or relations; the functions have an oracle in tests/derive"
FOLDED: Final = "its rows are folded or completed after the query"
NO_DATA: Final = "the made-up data have no such statements"
WITHOUT_ORACLE: Final = {
    "label-status": OF_DERIVED,
    "precedents": OF_DERIVED,
    "case-overview": OF_DERIVED,
    "agreement": FOLDED,
    "changes": FOLDED,
    "completeness": FOLDED,
    "region-matrix": FOLDED,
    "territory": FOLDED,
    "application-rates": FOLDED,
    "uses-by-line": FOLDED,
    "class-decisions": FOLDED,
    "adult-child-gap": "the rule of that name has one",
    "against-council": "the rule of that name has one",
    **dict.fromkeys(
        (
            "access-routes",
            "agency-requests",
            "applications-under-assessment",
            "codes",
            "compassionate-use",
            "council-review-due",
            "dispensing-groups",
            "escalations",
            "evidence-used",
            "follow-ups",
            "forum-decisions",
            "free-of-charge-list",
            "free-of-charge-revaluation",
            "guideline-adoption",
            "monitoring",
            "organisations",
            "patent-expiry",
            "procedures",
            "protocols",
            "reapply-conditions",
            "recommendation-implementation",
            "sources",
            "statements",
            "trials",
        ),
        NO_DATA,
    ),
}


def _known(oracle: Oracle, kind: str, day: str) -> Iterator[Record]:
    """The records of a class published by a day."""
    return (record for record in oracle.of_kind[kind] if record.published <= day)


def applications(oracle: Oracle, day: str) -> set[Row]:
    """Every outcome and tally that has surely happened."""
    found: set[Row] = set()
    for kind in ("ApplicationOutcome", "ApplicationCount"):
        for record in _known(oracle, kind, day):
            if str(record.get("decidedLatest") or record.get("periodTo")) <= day:
                found.add((record.name,))
    return found


def off_label_uses(oracle: Oracle, day: str) -> set[Row]:
    """Every use that a source calls off-label."""
    labels = _known(oracle, "LabelStatement", day)
    return {(label.name,) for label in labels if label.get("labelStatus") == "label-status/off-label"}


def use_without_application(oracle: Oracle, day: str) -> set[Row]:
    """Every practice without an application."""
    without = "application-practice/without"
    return {(p.name,) for p in _known(oracle, "ObservedPractice", day) if p.get("applicationPractice") == without}


def off_label_without_application(oracle: Oracle, day: str) -> set[Row]:
    """Practices without an application on a treatment and disease that a source calls off-label, on lines that meet."""
    uses = oracle.world.uses
    practices = [record for record in oracle.of_kind["ObservedPractice"] if (record.name,) in without(oracle, day)]
    labels = [record for record in oracle.of_kind["LabelStatement"] if (record.name,) in off_label_uses(oracle, day)]
    by_matter: dict[tuple[str | None, str | None, str], list[Record]] = {}
    for label in labels:
        use = uses[label.get("use")]
        by_matter.setdefault((use.drug, use.group, use.disease), []).append(label)
    found: set[Row] = set()
    for practice in practices:
        one = uses[practice.get("use")]
        for label in by_matter.get((one.drug, one.group, one.disease), ()):
            other = uses[label.get("use")]
            if one.lines[0] <= other.lines[1] and other.lines[0] <= one.lines[1]:
                found.add((practice.name, label.name))
    return found


def without(oracle: Oracle, day: str) -> set[Row]:
    """`use_without_application`, found once."""
    kept: dict[str, set[Row]] = oracle.__dict__.setdefault("without", {})
    return kept.setdefault(day, use_without_application(oracle, day))


def council_status(oracle: Oracle, day: str) -> set[Row]:
    """Every position of the Council that surely holds."""
    return {(s.name,) for s in _known(oracle, "CouncilStatus", day) if str(s.get("validFromLatest")) <= day}


def under_assessment(oracle: Oracle, day: str) -> set[Row]:
    """Every use that the Council is assessing."""
    return {
        (status.name,)
        for status in _known(oracle, "CouncilStatus", day)
        if status.get("status") == "status/under-assessment" and str(status.get("validFromLatest")) <= day
    }


def guidelines(oracle: Oracle, day: str) -> set[Row]:
    """Every stage of a guideline."""
    return {(s.name,) for s in _known(oracle, "GuidelineStage", day) if str(s.get("decidedLatest")) <= day}


def rejection_reasons(oracle: Oracle, day: str) -> set[Row]:
    """Every outcome and statement that gives a reason."""
    kinds = ("ApplicationOutcome", "RefusalReason")
    given = (record for kind in kinds for record in _known(oracle, kind, day) if reasons(record))
    return {(r.name,) for r in given if str(r.get("decidedLatest") or r.published) <= day}


def forbidden_reasons(oracle: Oracle, day: str) -> set[Row]:
    """Every refusal for a reason that a rule had ruled out by then."""
    if day < RULED_OUT_FROM:
        return set()
    found: set[Row] = set()
    for kind in ("ApplicationOutcome", "RefusalReason"):
        for record in _known(oracle, kind, day):
            decided = record.get("decidedEarliest")
            after = str(decided) >= RULED_OUT_FROM if decided else str(record.get("periodTo")) > RULED_OUT_FROM
            if RULED_OUT in reasons(record) and after and (decided is None or str(decided) <= day):
                found.add((record.name,))
    return found


def inconsistencies(oracle: Oracle, day: str) -> set[Row]:
    """Every finding all of whose statements were known; told by all of them."""
    published = {record.name: record.published for record in oracle.world.records}
    found: set[Row] = set()
    for kind, rests_on in set().union(*oracle.findings().values()):
        if all(published.get(name, "") <= day for name in rests_on):
            found.add((kind, *sorted(rests_on)))
    return found


ANSWERS: Final[dict[str, Callable[[Oracle, str], set[Row]]]] = {
    "applications": applications,
    "council-status": council_status,
    "forbidden-reasons": forbidden_reasons,
    "guidelines": guidelines,
    "inconsistencies": inconsistencies,
    "off-label-uses": off_label_uses,
    "off-label-without-application": off_label_without_application,
    "rejection-reasons": rejection_reasons,
    "under-assessment": under_assessment,
    "use-without-application": use_without_application,
}
