import json

from ensartet.answers import answer
from ensartet.editions import Edition
from ensartet.exports import absence, absent, as_json, as_text
from ensartet.questions import find_question
from ensartet.rooms import Rooms


def test_text_says_caveats_before_rows_and_what_is_not_known_after(edition: Edition, rooms: Rooms) -> None:
    text = as_text(answer(edition, find_question(rooms, "off-label-without-application"), {}))
    assert text.index("betyder ikke nej") < text.index("daratumumab") < text.index("[kendt på anden vis]")
    assert "M2604 punkt 6" in text
    assert "Kilder til og med 8. maj 2026" in text


def test_text_of_an_empty_answer_is_not_empty(edition: Edition, rooms: Rooms) -> None:
    question = find_question(rooms, "off-label-without-application")
    text = as_text(answer(edition, question, {"region": ["Sjælland"], "lang": ["en"]}))
    assert "0 rows." in text
    assert "[unknown]" in text


def test_json_says_its_terms_those_of_its_sources_and_how_to_cite_it(edition: Edition, rooms: Rooms) -> None:
    question, given = find_question(rooms, "case-overview"), {"drug": ["osimertinib"], "disease": ["lungekræft"]}
    content = json.loads(as_json(answer(edition, question, given)))
    assert content["licence"]["url"] == "https://creativecommons.org/publicdomain/zero/1.0/"
    terms = {one["source"]: one["terms"] for one in content["licence"]["sources"]}
    assert terms["EMA-2025-10-27"]
    assert all(terms.values())
    assert content["edition"]["version"] in content["citation"]
    assert "osimertinib" in content["citation"]


def test_a_state_without_an_end_is_open_and_not_unstated(edition: Edition, rooms: Rooms) -> None:
    answered = answer(edition, find_question(rooms, "council-status"), {"drug": ["daratumumab"]})
    ends, via = (next(c for c in answered.columns if c.name == name) for name in ("valid_to", "via"))
    open_rows = [row for row in answered.rows if row["valid_to"] is None]
    assert open_rows
    assert {absent(row, ends) for row in open_rows} == {"no-end-known"}
    assert {absence(row, ends, "da") for row in open_rows} == {"ingen slutdato kendt"}
    assert {absent(row, via) for row in open_rows} == {"not-applicable"}, "found as itself"


def test_no_axis_that_fails_is_none_and_a_source_s_word_was_not_compared(edition: Edition, rooms: Rooms) -> None:
    given = {"drug": ["osimertinib"], "as_of": ["2026-05-10"], "known_at": ["2026-05-10"]}
    answered = answer(edition, find_question(rooms, "label-status"), given)
    fails = next(column for column in answered.columns if column.name == "failing_axes")
    empty = [row for row in answered.rows if not row["failing_axes"]]
    assert {(row["basis"], absence(row, fails, "da")) for row in empty} == {
        ("derived", "ingen"),
        ("stated", "ikke relevant"),
    }


def test_how_a_region_decides_is_about_no_use(edition: Edition, rooms: Rooms) -> None:
    given = {"as_of": ["2027-01-02"], "known_at": ["2026-05-10"], "status": ["to-harmonise"]}
    answered = answer(edition, find_question(rooms, "territory"), given)
    (row,) = answered.rows
    columns = {column.name: column for column in answered.columns}
    assert {absent(row, columns[name]) for name in ("drug", "disease", "population", "line_text")} == {"not-applicable"}
