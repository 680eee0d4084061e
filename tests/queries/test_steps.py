"""A finding is a case: asked at a date, it says where it stands, what the region remarked, and where it was raised."""

from pathlib import Path
from typing import Any

import pytest

from ensartet.answers import answer
from ensartet.checks import check_shapes
from ensartet.editions import Edition
from ensartet.questions import find_question
from ensartet.rooms import Rooms

from .altered import altered

EXAMPLES = Path(__file__).parents[1] / "shapes" / "examples"
FINDING = "https://w3id.org/ensartet/id/finding/outcome-against-practice-0e1193d317a0"
SENT_AND_REMARKED = (EXAMPLES / "FindingStep.ru").read_text(encoding="utf-8")
RAISED = (
    (EXAMPLES / "Escalation.ru")
    .read_text(encoding="utf-8")
    .replace("ens:use id:use\\/daratumumab-al-amyloidosis-l2 ;", f"ens:aboutFinding <{FINDING}> ;")
    .replace("2026-03-01", "2026-07-01")
    .replace("2026-03-31", "2026-07-01")
    .replace("date-precision\\/month", "date-precision\\/day")
    .replace("2026-04-09", "2026-07-02")
)


@pytest.fixture(scope="module")
def stepped(rooms: Rooms, edition: Edition) -> Edition:
    return altered(rooms, edition, SENT_AND_REMARKED, RAISED)


def asked(edition: Edition, rooms: Rooms, name: str = "inconsistencies", **given: str) -> list[dict[str, Any]]:
    found = answer(edition, find_question(rooms, name), {key: [value] for key, value in given.items()})
    rows: list[dict[str, Any]] = found.content["rows"]
    return rows


def of_the_finding(edition: Edition, rooms: Rooms, as_of: str, known_at: str = "", **given: str) -> dict[str, Any]:
    rows = asked(edition, rooms, drug="daratumumab", as_of=as_of, known_at=known_at or as_of, **given)
    return next(row for row in rows if row["finding"] == FINDING)


def test_what_the_steps_add_conforms(stepped: Edition, rooms: Rooms) -> None:
    assert check_shapes(rooms, stepped.store.quads()) == []


@pytest.mark.parametrize(
    ("as_of", "known_at", "state"),
    [
        ("2026-05-11", "", "new"),
        ("2026-05-12", "", "sent"),
        ("2026-06-09", "", "sent"),
        ("2026-06-10", "", "remarked"),
        ("2026-06-02", "2026-06-10", "remarked"),
        ("2026-06-01", "2026-12-31", "sent"),
        ("2026-07-02", "", "raised"),
        ("2026-12-31", "2026-06-10", "remarked"),
    ],
)
def test_it_stands_as_it_stood_on_the_day_as_known_then(
    as_of: str, known_at: str, state: str, stepped: Edition, rooms: Rooms
) -> None:
    assert of_the_finding(stepped, rooms, as_of, known_at)["state"] == state
    others = asked(stepped, rooms, as_of=as_of, known_at=known_at or as_of, state="new")
    assert (FINDING in {row["finding"] for row in others}) is (state == "new")
    assert of_the_finding(stepped, rooms, as_of, known_at, state=state)["finding"] == FINDING


def test_the_remark_stands_beside_it_once_it_is_known_with_who_when_and_where(stepped: Edition, rooms: Rooms) -> None:
    assert of_the_finding(stepped, rooms, "2026-06-09")["remark"] is None
    row = of_the_finding(stepped, rooms, "2026-08-01")
    assert row["remark"] == "Region Nordjylland (2. juni 2026): Afslaget gjaldt kun rækkefølgen."
    assert "M2604#6" in {f"{place['part']}#{place['item']}" for place in row["evidence"]}
    english = of_the_finding(stepped, rooms, "2026-08-01", lang="en")
    assert english["remark"] == "North Denmark Region (2 June 2026): The refusal was about the order only."


def test_what_is_raised_names_the_finding_with_both_its_sides(stepped: Edition, rooms: Rooms) -> None:
    (row,) = asked(stepped, rooms, "escalations", as_of="2026-08-01", known_at="2026-08-01")
    found = of_the_finding(stepped, rooms, "2026-08-01")
    shared = ("finding", "side_a", "side_b", "drug", "disease", "line_min")
    assert {name: row[name] for name in shared} == {name: found[name] for name in shared}
    assert (row["kind"], row["state"], row["raised_on"], row["answer"]) == ("escalation", "raised", "2026-07-01", "yes")


@pytest.mark.parametrize(("was", "becomes"), [("hedge\\/none", "hedge\\/apparently"), ("affirmed", "negated")])
def test_a_step_that_a_source_hedges_or_denies_is_not_taken(
    was: str, becomes: str, edition: Edition, rooms: Rooms
) -> None:
    changed = altered(rooms, edition, SENT_AND_REMARKED.replace(was, becomes))
    assert of_the_finding(changed, rooms, "2026-08-01")["state"] == "new"


def test_no_difference_and_an_end_that_a_source_states(edition: Edition, rooms: Rooms) -> None:
    for state, resolved in (("no-difference", None), ("agreed-difference", None), ("resolved", "2026-06-02")):
        update = SENT_AND_REMARKED.replace("finding-state\\/remarked", f"finding-state\\/{state}")
        row = of_the_finding(altered(rooms, edition, update), rooms, "2026-08-01")
        assert (row["state"], row["resolved"]) == (state, resolved)
