"""Every rule in queries/findings/ finds what it should in a planted case, and nothing in one that only looks alike."""

import random
import re
from pathlib import Path

import pytest
from pyoxigraph import NamedNode

from ensartet.answers import answer
from ensartet.checks import check_shapes
from ensartet.editions import Edition
from ensartet.findings import FINDINGS, derive_findings
from ensartet.graph import Node
from ensartet.names import SKOS, code, ens, local
from ensartet.questions import find_question
from ensartet.rooms import Rooms, installed_rooms
from ensartet.store.oxigraph import OxigraphStore

from .altered import altered

CASES = Path(__file__).parent / "findings"
RULES = [path.stem for path in sorted((installed_rooms().queries / "findings").glob("*.rq"))]
BUNDLED: dict[str, list[tuple[str, ...]]] = {
    "adopted-in-some-regions": [("m2602-7-practice", "m2602-7-endorsed")],
    "adult-child-gap": [("m2604-3-adult-child",)],
    "against-council": [("acc24-syddanmark-all",)],
    "counts-do-not-add-up": [("acc24-syddanmark-all", "acc24-syddanmark-tally")],
    "equal-wording": [("acc24-hovedstaden-reasons", "acc24-midtjylland-reasons")],
    "outcome-against-practice": [("m2604-6-nordjylland", "m2604-6-practice")],
    "use-where-application-due": [("m2604-6-practice", "m2604-6-offlabel-2"), ("m2604-3-practice",)],
    "within-region-divergence": [("m2604-5-applications",)],
}
PLANT = """PREFIX s: <https://w3id.org/ensartet/id/statement/>
PREFIX use: <https://w3id.org/ensartet/id/use/>
PREFIX region: <https://w3id.org/ensartet/id/region/>
PREFIX code: <https://w3id.org/ensartet/code/>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
INSERT DATA { GRAPH <https://w3id.org/ensartet/graph/test/1> { %s } }"""


def findings(edition: Edition, kind: str | None = None) -> list[Node]:
    found = edition.graph.of_class("Finding")
    return [node for node in found if kind in (None, node.code("findingKind"))]


def rests_on(finding: Node) -> tuple[str, ...]:
    """The statements by their slugs, that of the first side first."""
    first = local((finding.node("firstSide") or finding.iri).value)
    return (first, *sorted({local(iri.value) for iri in finding.nodes("restsOn")} - {first}))


def new(edition: Edition, changed: Edition, kind: str) -> list[Node]:
    known = {node.iri for node in findings(edition)}
    return [node for node in findings(changed, kind) if node.iri not in known]


def test_the_rules_are_the_kinds_and_each_has_its_cases(edition: Edition) -> None:
    kinds = edition.store.subjects(NamedNode(SKOS + "inScheme"), NamedNode(code("finding-kind", "").value.rstrip("/")))
    assert sorted(local(iri.value) for iri in kinds) == RULES
    assert sorted(path.name for path in CASES.glob("*.ru")) == sorted(
        f"{rule}.{which}.ru" for rule in RULES for which in ("found", "passes")
    )


@pytest.mark.parametrize("rule", RULES)
def test_a_planted_case_is_found(rule: str, rooms: Rooms, edition: Edition) -> None:
    update = (CASES / f"{rule}.found.ru").read_text(encoding="utf-8")
    changed = altered(rooms, edition, update)
    first, *others = update.splitlines()[0].removeprefix("# ").split(", ")
    assert [rests_on(node) for node in new(edition, changed, rule)] == [(first, *sorted(others))]
    (finding,) = new(edition, changed, rule)
    assert finding.code("findingState") == "new"
    assert re.fullmatch(rf"{rule}-[0-9a-f]{{12}}", local(finding.iri.value))
    assert all(finding.text(name, lang) for name in ("sideA", "sideB") for lang in ("da", "en"))
    assert check_shapes(rooms, (quad for quad in changed.store.quads() if quad.graph_name == FINDINGS)) == []


@pytest.mark.parametrize("rule", RULES)
def test_what_only_looks_alike_passes(rule: str, rooms: Rooms, edition: Edition) -> None:
    changed = altered(rooms, edition, (CASES / f"{rule}.passes.ru").read_text(encoding="utf-8"))
    assert [rests_on(node) for node in new(edition, changed, rule)] == []


@pytest.mark.parametrize("rule", RULES)
def test_the_findings_of_the_bundled_data(rule: str, edition: Edition) -> None:
    """Those of the Forum's minutes and the account of 2024; other sources may bring more."""
    found = [rests_on(node) for node in findings(edition, rule)]
    ours = [rest for rest in found if all(slug.startswith(("m2602", "m2604", "acc24")) for slug in rest)]
    assert ours == [(first, *sorted(others)) for first, *others in BUNDLED.get(rule, [])]


def test_the_same_graph_gives_the_same_findings_in_any_order(rooms: Rooms, edition: Edition) -> None:
    quads = [quad for quad in edition.store.quads() if quad.graph_name != FINDINGS]
    random.Random(7).shuffle(quads)
    again = derive_findings(rooms, OxigraphStore(quads))
    assert set(again) == {quad for quad in edition.store.quads() if quad.graph_name == FINDINGS}
    assert again == derive_findings(rooms, OxigraphStore(reversed(quads)))


def test_a_finding_is_no_statement(rooms: Rooms, edition: Edition) -> None:
    for node in findings(edition):
        assert node.kinds == {"Finding"}
        assert not node.nodes("assertedBy")
        assert not node.nodes("evidence")
        assert not node.nodes("use")
    speaking = {quad.subject for quad in edition.store.quads() if quad.predicate == ens("assertedBy")}
    assert edition.manifest.statements == len(speaking)


def outcome(name: str, region: str, word: str, force: str, known: str = "2026-03-01") -> str:
    return f"""s:{name} a ens:ApplicationOutcome ; ens:use use:glofitamab-dlbcl ; ens:region region:{region} ;
        ens:outcome code:outcome\\/{word} ; ens:force code:force\\/{force} ; ens:publishedOn "{known}"^^xsd:date ."""


@pytest.mark.parametrize(
    ("force", "force_2", "comparability"),
    [
        ("advisory", "advisory", "comparable"),
        ("advisory", "binding", "limited"),
        ("not-stated", "not-stated", "cannot-tell"),
        ("binding", "not-stated", "cannot-tell"),
    ],
)
def test_outcomes_are_comparable_within_one_force_only(
    force: str, force_2: str, comparability: str, rooms: Rooms, edition: Edition
) -> None:
    one, other = outcome("t-1", "midtjylland", "approved", force), outcome("t-2", "sjaelland", "refused", force_2)
    update = PLANT % (one + other)
    (finding,) = new(edition, altered(rooms, edition, update), "opposite-outcomes")
    assert finding.code("sideComparability") == comparability


def asked(rooms: Rooms, edition: Edition, **given: str) -> list[dict[str, object]]:
    question = find_question(rooms, "inconsistencies")
    values = {name: [value] for name, value in {"drug": "glofitamab", **given}.items()}
    rows: list[dict[str, object]] = answer(edition, question, values).content["rows"]
    return [row for row in rows if row["kind"] == "opposite-outcomes"]


def test_a_finding_is_known_when_all_its_statements_are(rooms: Rooms, edition: Edition) -> None:
    update = PLANT % (
        outcome("t-1", "midtjylland", "approved", "binding", "2026-03-01")
        + outcome("t-2", "sjaelland", "refused", "binding", "2026-04-01")
    )
    changed = altered(rooms, edition, update)
    assert asked(rooms, changed, as_of="2026-06-01", known_at="2026-03-31") == []
    (row,) = asked(rooms, changed, as_of="2026-06-01", known_at="2026-04-01")
    assert (row["first_known"], row["published_on"]) == ("2026-04-01", "2026-04-01")
    assert asked(rooms, changed, as_of="2026-03-15", known_at="2026-04-01") == []


def test_a_finding_is_resolved_once_one_side_was_superseded(rooms: Rooms, edition: Edition) -> None:
    later = outcome("t-3", "sjaelland", "approved", "binding", "2026-05-01").removesuffix(".")
    update = PLANT % (
        outcome("t-1", "midtjylland", "approved", "binding")
        + outcome("t-2", "sjaelland", "refused", "binding")
        + f'{later} ; ens:supersedes s:t-2 ; ens:decidedLatest "2026-04-20"^^xsd:date .'
    )
    changed = altered(rooms, edition, update)

    def state(as_of: str, known_at: str) -> list[tuple[object, object]]:
        return [(row["state"], row["resolved"]) for row in asked(rooms, changed, as_of=as_of, known_at=known_at)]

    assert state("2026-06-01", "2026-04-30") == [("new", None)]
    assert state("2026-04-01", "2026-05-01") == [("new", None)]
    assert state("2026-06-01", "2026-05-01") == [("resolved", "2026-04-20")]
    assert asked(rooms, changed, as_of="2026-06-01", known_at="2026-05-01", state="new") == []
    assert len(asked(rooms, changed, as_of="2026-06-01", known_at="2026-05-01", state="resolved")) == 1


def test_a_finding_is_resolved_once_one_side_surely_ended(rooms: Rooms, edition: Edition) -> None:
    ended = outcome("t-1", "midtjylland", "approved", "binding").removesuffix(".")
    other = outcome("t-2", "sjaelland", "refused", "binding")
    changed = altered(rooms, edition, PLANT % (f'{ended} ; ens:validToLatest "2026-04-30"^^xsd:date .' + other))
    (row,) = asked(rooms, changed, as_of="2026-06-01", known_at="2026-06-01")
    assert (row["state"], row["resolved"]) == ("resolved", "2026-04-30")
    # where only the earliest end is known, it may still hold
    changed = altered(rooms, edition, PLANT % (f'{ended} ; ens:validToEarliest "2026-04-30"^^xsd:date .' + other))
    (row,) = asked(rooms, changed, as_of="2026-06-01", known_at="2026-06-01")
    assert (row["state"], row["resolved"]) == ("new", None)


def test_a_firmer_statement_takes_the_place_of_the_one_it_confirms(rooms: Rooms, edition: Edition) -> None:
    firmer = outcome("t-3", "sjaelland", "refused", "binding", "2026-05-01").removesuffix(".")
    update = PLANT % (
        outcome("t-1", "midtjylland", "approved", "binding")
        + outcome("t-2", "sjaelland", "refused", "binding")
        + f"{firmer} ; ens:confirms s:t-2 ."
    )
    changed = altered(rooms, edition, update)
    (before,) = asked(rooms, changed, as_of="2026-06-01", known_at="2026-04-30")
    (after,) = asked(rooms, changed, as_of="2026-06-01", known_at="2026-05-01")
    assert before["finding"] != after["finding"]
    assert (before["first_known"], after["first_known"]) == ("2026-03-01", "2026-05-01")


def test_opposite_outcomes_of_uses_that_only_overlap_are_found_and_say_so(rooms: Rooms, edition: Edition) -> None:
    """Line 2 and later, granted, holds line 2, refused; line 1 does not."""
    granted = """s:test-%s a ens:ApplicationOutcome ; ens:publishedOn "2026-05-01"^^xsd:date ; ens:use use:%s ;
        ens:region region:sjaelland ; ens:outcome code:outcome\\/approved ; ens:polarity code:polarity\\/affirmed ;
        ens:decidedEarliest "2026-04-20"^^xsd:date ; ens:decidedLatest "2026-04-20"^^xsd:date ."""
    for use, expected in (("daratumumab-al-amyloidosis-l2plus", 1), ("daratumumab-al-amyloidosis-l1", 0)):
        changed = altered(rooms, edition, PLANT % (granted % (use, use)))
        found = new(edition, changed, "opposite-outcomes")
        assert len(found) == expected
    changed = altered(rooms, edition, PLANT % (granted % ("two", "daratumumab-al-amyloidosis-l2plus")))
    (finding,) = new(edition, changed, "opposite-outcomes")
    assert rests_on(finding) == ("test-two", "m2604-6-nordjylland")
    assert finding.code("sideComparability") == "cannot-tell"
    assert "2. linje" in (finding.text("sideB", "da") or "")


def test_opposite_outcomes_of_the_very_same_use_rest_on_no_membership(rooms: Rooms, edition: Edition) -> None:
    """That the medicine is of a class which some other use names has nothing to do with it."""
    sides = [
        outcome(name, region, word, "advisory").replace("glofitamab-dlbcl", "teclistamab-myeloma-l4plus")
        for name, region, word in (("t-1", "midtjylland", "approved"), ("t-2", "sjaelland", "refused"))
    ]
    (finding,) = new(edition, altered(rooms, edition, PLANT % "".join(sides)), "opposite-outcomes")
    assert rests_on(finding) == ("t-1", "t-2")
    assert finding.code("sideComparability") == "comparable"


def test_a_medicine_that_meets_its_class_rests_on_what_says_so(rooms: Rooms, edition: Edition) -> None:
    class_side = outcome("t-2", "sjaelland", "refused", "advisory").replace("glofitamab-dlbcl", "t-class")
    drug_side = outcome("t-1", "midtjylland", "approved", "advisory").replace("glofitamab-dlbcl", "t-drug")
    uses = "".join(
        f"""use:t-{name} a ens:TreatmentUse ; ens:disease <https://w3id.org/ensartet/id/disease/multiple-myeloma> ;
        ens:treatment <https://w3id.org/ensartet/id/treatment/t-{name}> .
        <https://w3id.org/ensartet/id/treatment/t-{name}> a ens:Treatment ; ens:{part} ;
        ens:componentMode code:component-mode\\/closed ."""
        for name, part in (
            ("class", "componentClass <https://w3id.org/ensartet/id/drug-class/bcma-directed>"),
            ("drug", "component <https://w3id.org/ensartet/id/drug/teclistamab>"),
        )
    )
    (finding,) = new(edition, altered(rooms, edition, PLANT % (class_side + drug_side + uses)), "opposite-outcomes")
    assert rests_on(finding) == ("t-1", "m2602-3-member-teclistamab", "t-2")
    assert finding.code("sideComparability") == "limited"
