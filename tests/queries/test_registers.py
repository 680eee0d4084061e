"""Registers that nobody has loaded are ready for use: an entry that is loaded is a row with all it says."""

from dataclasses import replace
from typing import Any

import pytest

from ensartet.answers import answer
from ensartet.editions import Edition
from ensartet.errors import BadValue
from ensartet.names import ID
from ensartet.questions import all_questions, find_question
from ensartet.rooms import Rooms, installed_rooms

from ..shapes.test_shapes import examples
from .test_checks import broken

STATES = ("active", "inactive", "applied-not-admitted")
KNOWN = [
    pytest.param(slug, id=f"{question.name} {slug}")
    for question in all_questions(installed_rooms()).values()
    for slug in question.completeness.known
]


def asked(rooms: Rooms, edition: Edition, question: str, *updates: str, **given: str) -> dict[str, Any]:
    """The answer with the examples loaded, and changed by updates."""
    loaded = replace(edition, store=broken(edition, *examples(), *updates))
    dates = {"as_of": "2026-05-10", "known_at": "2026-05-10"}
    return answer(loaded, find_question(rooms, question), {k: [v] for k, v in {**dates, **given}.items()}).content


def change(predicate: str, value: str, statement: str = "example-entry") -> str:
    return (
        f"DELETE {{ GRAPH ?g {{ ?s ens:{predicate} ?v }} }} INSERT {{ GRAPH ?g {{ ?s ens:{predicate} {value} }} }} "
        f"WHERE {{ BIND(<{ID}statement/{statement}> AS ?s) GRAPH ?g {{ ?s ens:{predicate} ?v }} }}"
    )


def date(day: str) -> str:
    return f'"{day}"^^<http://www.w3.org/2001/XMLSchema#date>'


@pytest.mark.parametrize("slug", KNOWN)
def test_what_is_known_of_a_register_is_a_statement(slug: str, edition: Edition) -> None:
    assert edition.graph.node(f"{ID}statement/{slug}").exists


def test_an_entry_that_is_loaded_is_a_row_with_all_its_fields(rooms: Rooms, edition: Edition) -> None:
    found = asked(rooms, edition, "free-of-charge-list")
    (row,) = found["rows"]
    expected = {
        "drug": "teclistamab",
        "atc": "L01FX24",
        "form": "tablet",
        "strength": "100 mg",
        "state": "active",
        "state_label": "aktiv",
        "reason": ["alternatives-exist"],
        "condition": "efter plan fra afdelingen",
        "time_limit": "12 måneder",
        "valid_from": "2026-01-01",
        "due": "2026-12-01",
        "change": "styrken er tilføjet",
    }
    assert {name: row[name] for name in expected} == expected
    assert row["patient_group"]
    assert row["evidence"]
    assert "not-loaded" not in {entry["state"] for entry in found["completeness"]}
    assert "not-loaded" not in {caveat["code"] for caveat in found["caveats"]}


@pytest.mark.parametrize("state", STATES)
def test_an_entry_is_found_by_its_state_and_by_no_other(state: str, rooms: Rooms, edition: Edition) -> None:
    update = [] if state == "active" else [change("listEntryState", f"<{ID[:-3]}code/list-entry-state/{state}>")]
    for question in ("free-of-charge-list", "free-of-charge-revaluation"):
        for other in STATES:
            rows = asked(rooms, edition, question, *update, state=other)["rows"]
            assert [row["state"] for row in rows] == ([state] if other == state else [])


@pytest.mark.parametrize(
    ("parameter", "fits", "misses"),
    [
        ("form", "Tablet", "opløsning"),
        ("strength", "100 MG", "50 mg"),
        ("atc", "l01fx", "L01FC"),
        ("drug", "teclistamab", "daratumumab"),
        ("patient_group", "svær", "gravide"),
    ],
)
def test_a_filter_keeps_what_fits(parameter: str, fits: str, misses: str, rooms: Rooms, edition: Edition) -> None:
    assert asked(rooms, edition, "free-of-charge-list", **{parameter: fits})["total"] == 1
    assert asked(rooms, edition, "free-of-charge-list", **{parameter: misses})["total"] == 0


def test_an_entry_counts_while_it_is_valid(rooms: Rooms, edition: Edition) -> None:
    assert asked(rooms, edition, "free-of-charge-list", as_of="2025-12-31")["total"] == 0
    ends = f"ens:validToEarliest {date('2026-03-01')}"
    ended = f"INSERT DATA {{ GRAPH <urn:x> {{ <{ID}statement/example-entry> {ends} }} }}"
    assert asked(rooms, edition, "free-of-charge-list", ended)["total"] == 0
    assert asked(rooms, edition, "free-of-charge-list", ended, as_of="2026-03-01")["total"] == 1


def test_an_entry_is_due_before_a_day_and_one_without_a_date_is_not(rooms: Rooms, edition: Edition) -> None:
    (row,) = asked(rooms, edition, "free-of-charge-revaluation", due_before="2026-12-02")["rows"]
    assert (row["due"], row["strength"], row["reason"]) == ("2026-12-01", "100 mg", ["alternatives-exist"])
    assert asked(rooms, edition, "free-of-charge-revaluation", due_before="2026-12-01")["total"] == 0
    undated = f"DELETE WHERE {{ GRAPH ?g {{ <{ID}statement/example-entry> ens:due ?d }} }}"
    assert asked(rooms, edition, "free-of-charge-revaluation", undated)["total"] == 0


@pytest.mark.parametrize(
    ("as_of", "months", "total"),
    [
        ("2026-05-10", "8", 0),
        ("2026-05-10", "9", 1),
        ("2026-12-31", "1", 1),
        ("2027-01-31", "1", 1),
        ("2027-02-01", "12", 0),
    ],
)
def test_a_patent_expires_within_the_months_only_if_it_surely_does(
    as_of: str, months: str, total: int, rooms: Rooms, edition: Edition
) -> None:
    assert asked(rooms, edition, "patent-expiry", as_of=as_of, within_months=months)["total"] == total


def test_a_patent_that_is_loaded_is_a_row_with_all_its_fields(rooms: Rooms, edition: Edition) -> None:
    (row,) = asked(rooms, edition, "patent-expiry", sector="hospital")["rows"]
    expected = {"drug": "daratumumab", "atc": "L01FC01", "expiry": "2027-01", "sector": "hospital"}
    assert {name: row[name] for name in expected} == expected
    assert row["asserted_by"]
    assert asked(rooms, edition, "patent-expiry", sector="primary")["total"] == 0


def test_months_are_a_number_and_words_are_not_endless(rooms: Rooms, edition: Edition) -> None:
    for wrong in ("0", "-1", "1.5", "tolv", "241"):
        with pytest.raises(BadValue, match="months"):
            asked(rooms, edition, "patent-expiry", within_months=wrong)
    with pytest.raises(BadValue, match="characters"):
        asked(rooms, edition, "free-of-charge-list", form="x" * 201)
