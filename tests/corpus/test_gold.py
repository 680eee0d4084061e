"""Statements carry the gold facts beside the documents: they say the same, or differ for a reason written down."""

from collections import Counter
from pathlib import Path
from typing import Any

import pytest
import yaml

from ensartet.editions import Edition
from ensartet.rooms import Rooms

from .gold import FIELDS, Fact, Gold, facts_of

pytestmark = pytest.mark.corpus
DIFFERENCES = Path(__file__).parent / "differences.yaml"
LEAST_CARRIED = 0.98  # with the differences listed
LEAST_AGREEING = 0.9  # without them, so that a list does not take the place of a repair


@pytest.fixture(scope="module")
def gold(corpus_edition: Edition, rooms: Rooms, sources: Path) -> Gold:
    folder = sources.parent / "gold"
    if not folder.exists():
        pytest.skip("no gold facts beside the documents")
    return Gold(corpus_edition, rooms, folder)


@pytest.fixture(scope="module")
def listed() -> dict[tuple[str, str], str]:
    """Fact and field of every difference that is meant, with its reason."""
    entries = yaml.safe_load(DIFFERENCES.read_text(encoding="utf-8"))
    return {(fact, entry["field"]): entry["reason"] for entry in entries for fact in entry["facts"]}


def fits(gold: Gold, fact: Fact, allowed: set[str]) -> bool:
    """Whether what stands at the fact's span differs in no other field than those allowed."""
    return any(fields <= allowed for fields in gold.disagreements(fact))


def test_every_document_that_is_loaded_is_compared(gold: Gold) -> None:
    assert {fact.doc for fact in gold.facts} >= {
        "forum-minutes-2026-02-24.txt",
        "forum-minutes-2026-04-09.txt",
        "regions-individual-use-account-2024.txt",
    }
    assert len(gold.facts) >= 267


def test_every_core_fact_is_touched_by_a_statement(gold: Gold) -> None:
    assert [fact.id for fact in gold.facts if not gold.touching(fact)] == []


def test_the_core_facts_are_carried_with_agreeing_fields(gold: Gold, listed: dict[tuple[str, str], str]) -> None:
    """Prints the shares (`pytest -s`, `-rP`) and what is left."""
    total, agreeing, differing = Counter[str](), Counter[str](), Counter[str]()
    left = []
    for fact in gold.facts:
        total[fact.doc] += 1
        if fits(gold, fact, set()):
            agreeing[fact.doc] += 1
        elif fits(gold, fact, {field for name, field in listed if name == fact.id}):
            differing[fact.doc] += 1
        else:
            nearest = min(gold.disagreements(fact), key=len, default={"untouched"})
            left.append(f"{fact.id}: {', '.join(sorted(nearest))}")
    report = [shares(doc, agreeing[doc], differing[doc], total[doc]) for doc in sorted(total)]
    report.append(shares("all", agreeing.total(), differing.total(), total.total()))
    report += left or ["nothing is left"]
    print("\n".join(report))
    assert agreeing.total() + differing.total() >= LEAST_CARRIED * total.total(), "\n".join(report)
    assert agreeing.total() >= LEAST_AGREEING * total.total(), "\n".join(report)


def test_every_fact_of_the_terms_of_reference_is_carried(gold: Gold, sources: Path) -> None:
    """None is of a core type. Seats and meetings are numbers of our own, so that counts are left out."""
    facts = facts_of(sources.parent / "gold", "forum-terms-of-reference-2017-03-31.txt")
    assert len(facts) == 44
    assert [fact.id for fact in facts if not fits(gold, fact, {"count"})] == []


def shares(name: str, agreeing: int, differing: int, total: int) -> str:
    """One line of the report: what agrees in every field, and what differs only where a reason is listed."""
    return (
        f"{name}: {agreeing} of {total} agree in every field ({agreeing / total:.1%}); "
        f"with {differing} that differ for a listed reason {(agreeing + differing) / total:.1%}"
    )


def test_every_listed_difference_is_needed_and_says_why(gold: Gold, listed: dict[tuple[str, str], str]) -> None:
    facts = {fact.id: fact for fact in gold.facts}
    entries = yaml.safe_load(DIFFERENCES.read_text(encoding="utf-8"))
    assert [entry for entry in entries if len((entry.get("reason") or "").split()) < 5] == []
    assert len(listed) == sum(len(entry["facts"]) for entry in entries), "a difference is listed twice"
    assert [pair for pair in listed if pair[0] not in facts or pair[1] not in FIELDS] == []
    for name, field in listed:
        rest = {other for fact, other in listed if fact == name and other != field}
        assert not fits(gold, facts[name], rest), f"{name}: {field} agrees now; take it off the list"


@pytest.mark.parametrize(
    ("name", "changed", "field"),
    [
        ("m2602.8.rsd-rejected", {"drugs": ["daratumumab"]}, "drugs"),
        ("acc24.Region Midtjylland.two-lonsurf", {"drugs": ["bevacizumab"]}, "drugs"),
        ("m2602.2.psoriasis-protocol", {"drugs": ["osimertinib"]}, "drugs"),
        ("acc24.Region Hovedstaden.crohn", {"indication": "breast cancer"}, "disease"),
        ("m2604.5.ema-lines", {"line_min": 3}, "lines"),
        ("m2604.6.offlabel-2l-b", {"line_min": None, "line_max": None}, "lines"),
        ("m2602.8.rsd-rejected", {"regions": ["Region Nordjylland"]}, "regions"),
        ("m2602.8.rsd-rejected", {"regions": []}, "regions"),
        ("m2604.6.widespread", {"regions": ["Region Nordjylland"], "details": {}}, "regions"),
        ("m2604.5.five-approved", {"details": {"regions_named": False}}, "regions"),
        ("m2602.9.mr-not-recommended", {"outcome": "recommended"}, "outcome"),
        ("m2602.9.mr-not-recommended", {"outcome": "an outcome nobody has mapped"}, "outcome"),
        ("acc24.Region Midtjylland.six-recommended", {"count": 5}, "count"),
        ("m2602.8.two-cases", {"count": 3}, "count"),
        ("acc24.Region Midtjylland.reason", {"count": 6}, "count"),
        ("m2604.5.forecast-y1", {"details": {"count_min": 10, "count_max": 21}}, "count"),
        ("m2602.8.rsj-rejected", {"reason": "high price"}, "reason"),
        ("m2602.8.rsj-rejected", {"reason": "a reason nobody has mapped"}, "reason"),
        ("m2602.9.mr-not-recommended", {"polarity": "affirmed"}, "polarity"),
        ("m2604.6.no-others", {"certainty": "stated"}, "hedge"),
        ("m2604.6.offlabel-2l-b", {"certainty": "hedged"}, "hedge"),
        ("m2602.8.rsd-rejected", {"date": "2026"}, "date"),
        ("m2602.9.mr-not-recommended", {"date": "2026-02-24"}, "date"),
        ("m2602.3.add-mr-not-recommended", {"published": "2026-02-24"}, "published"),
        ("m2602.3.add-mr-not-recommended", {"published_basis": "lower_bound_meeting_date"}, "published"),
        ("acc24.Region Midtjylland.eleven", {"details": {"period": ["2023-11-20", "2024-02-19"]}}, "period"),
        ("m2602.3.prurigo-dds", {"details": {"who": "Forumsekretariatet", "by_when": None}}, "owner"),
        ("m2602.3.prurigo-rm", {"details": {"who": None, "by_when": None}}, "owner"),
        ("m2602.4.fu-list-autumn", {"details": {"who": "a group", "by_when": "2026-12-31"}}, "due"),
        ("m2602.8.compel-pfs-osi", {"details": {"value": 8.5, "unit": "months"}}, "result"),
        ("m2602.8.compel-pfs-osi", {"details": {"ci": [5.7, 11.9]}}, "result"),
        ("acc24.Region Syddanmark.doctor-decides", {"details": {"step": 6}}, "step"),
        ("acc24.Region Midtjylland.eleven", {"details": {"mr_status": "not_recommended"}}, "cases"),
    ],
)
def test_a_fact_that_says_something_else_is_noticed(
    gold: Gold, listed: dict[tuple[str, str], str], name: str, changed: dict[str, Any], field: str
) -> None:
    fact = next(fact for fact in gold.facts if fact.id == name)
    other = Fact({**fact.values, **changed})
    meant = {known for fact_id, known in listed if fact_id == name}
    assert fits(gold, fact, meant)
    assert not fits(gold, other, meant)
    assert fits(gold, other, {*meant, field})
