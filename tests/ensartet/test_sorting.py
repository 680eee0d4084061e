"""Danish order, and rows without a value last whichever way they are sorted."""

import pytest

from ensartet.errors import BadValue
from ensartet.sorting import danish_key

from ..conftest import Ask


def test_danish_letters_come_last_and_numbers_by_size() -> None:
    words = ["Aarhus", "Ålborg", "zebra", "Østdanmark", "Æbelø", "abe", "Ärger", "punkt 10", "punkt 9", "éclair", "fx"]
    assert sorted(words, key=danish_key) == [
        *("abe", "éclair", "fx", "punkt 9", "punkt 10", "zebra", "Æbelø", "Ärger", "Østdanmark", "Ålborg", "Aarhus")
    ]


def test_case_does_not_count() -> None:
    assert danish_key("Darzalex") == danish_key("DARZALEX")


@pytest.mark.parametrize("down", [False, True])
def test_rows_without_a_value_stand_last(down: bool, ask: Ask) -> None:
    answer = ask("statements", sort="-drug" if down else "drug")
    drugs = [row["drug"] for row in answer["rows"]]
    known = [drug for drug in drugs if drug]
    assert known
    assert None in drugs
    assert drugs[len(known) :] == [None] * (len(drugs) - len(known))
    assert known == sorted(known, key=danish_key, reverse=down)


def test_sorting_changes_the_order_only(ask: Ask) -> None:
    declared, by_date = ask("applications"), ask("applications", sort="-published_on")
    assert sorted(map(str, declared["rows"])) == sorted(map(str, by_date["rows"]))
    assert {**declared, "rows": []} == {**by_date, "rows": []}
    days = [row["published_on"] for row in by_date["rows"]]
    assert days == sorted(days, reverse=True)


def test_numbers_go_by_size_and_codes_by_their_words(ask: Ask) -> None:
    received = [row["received"] for row in ask("applications", sort="-received")["rows"] if row["received"] is not None]
    assert received == sorted(received, reverse=True)
    assert max(received) > 9
    outcomes = [row["outcome_label"] for row in ask("applications", sort="outcome")["rows"] if row["outcome_label"]]
    assert outcomes == sorted(outcomes, key=danish_key)


def test_the_first_rows_of_a_sorted_answer_are_the_first_of_all(ask: Ask) -> None:
    whole, first = ask("statements", sort="-published_on"), ask("statements", sort="-published_on", limit="5")
    assert first["rows"] == whole["rows"][:5]
    assert first["truncated"]
    assert first["total"] == whole["total"]


def test_an_unknown_column_offers_near_ones(ask: Ask) -> None:
    with pytest.raises(BadValue) as refused:
        ask("applications", sort="-regoin")
    assert refused.value.status == 422
    assert refused.value.parameter == "sort"
    assert "-region" in [near.label for near in refused.value.near]
