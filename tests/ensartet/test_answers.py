"""The contract: shape, dates, parameters, limits."""

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from ensartet.editions import Edition
from ensartet.errors import BadValue, TooMuch, UnknownName, UnknownParameter, UnknownQuestion
from ensartet.periods import today
from ensartet.questions import all_questions, find_question
from ensartet.rooms import Rooms, installed_rooms

from ..conftest import Ask, needed

QUESTIONS = list(all_questions(installed_rooms()))
SCHEMA = json.loads(
    (Path(__file__).parents[2] / "docs" / "contract" / "answer.schema.json").read_text(encoding="utf-8")
)
TYPES: dict[str, tuple[type, ...]] = {
    "integer": (int,),
    "decimal": (float,),
    "boolean": (bool,),
    "list": (list,),
    **dict.fromkeys(("string", "code", "iri", "date"), (str,)),
}
EARLY = {"as_of": "1999-12-31"}


@pytest.mark.parametrize("name", QUESTIONS)
@pytest.mark.parametrize(
    "given", [{}, {"lang": "en"}, EARLY, {"known_at": "2016-04-29"}, {"as_regions_of": "2027-01-01"}], ids=str
)
def test_every_answer_is_of_the_schema(name: str, given: dict[str, str], ask: Ask) -> None:
    answer = ask(name, **needed(name), **given)
    jsonschema.Draft202012Validator(SCHEMA).validate(answer)
    names = [column["name"] for column in answer["columns"]]
    for row in answer["rows"]:
        assert list(row) == names
        assert "" not in row.values()
        for column in answer["columns"]:
            assert isinstance(row[column["name"]], (*TYPES[column["type"]], type(None))), column


@pytest.mark.parametrize("name", QUESTIONS)
def test_every_row_rests_on_evidence_that_was_public(name: str, ask: Ask) -> None:
    answer = ask(name, **needed(name), known_at="2026-04-30")
    for row in answer["rows"]:
        if row["statement_iri"]:
            assert bool(row["evidence"]) is (name != "codes"), "mappings rest on no passage (decision 0008)"
        assert all(e["part"] != "M2602#addition-2026-05-08" for e in row["evidence"])


def test_dates_default_to_today_and_to_the_newest_source_and_are_printed(ask: Ask) -> None:
    answer = ask("council-status")
    assert answer["as_of"] == today().isoformat()
    assert answer["known_at"] == answer["edition"]["sources_to"] == "2026-05-08"


def test_dates_are_echoed_as_iso(ask: Ask) -> None:
    answer = ask("council-status", as_of="01-03-2026")
    assert answer["as_of"] == "2026-03-01"
    assert answer["parameters"]["as_of"] == {"given": "01-03-2026", "resolved": [{"iri": None, "label": "2026-03-01"}]}


def test_names_are_echoed_as_understood(ask: Ask) -> None:
    echo = ask("applications", drug=["Darzalex", "Tagrisso"])["parameters"]["drug"]
    assert echo["given"] == ["Darzalex", "Tagrisso"]
    assert [resolved["label"] for resolved in echo["resolved"]] == ["Darzalex", "Tagrisso"]


def test_several_values_are_either_of_them(ask: Ask) -> None:
    answer = ask("applications", drug=["daratumumab", "osimertinib"])
    assert {row["drug"] for row in answer["rows"]} == {"daratumumab", "osimertinib"}


def test_a_blank_parameter_is_not_given(ask: Ask) -> None:
    assert ask("applications", drug="", region=" ")["total"] == ask("applications")["total"]


@pytest.mark.parametrize("given", [EARLY, {"known_at": "2010-01-01"}], ids=["as_of", "known_at"])
def test_before_the_first_source_nothing_is_known_and_it_says_so(
    given: dict[str, str], ask: Ask, edition: Edition
) -> None:
    answer = ask("off-label-without-application", **given)
    assert answer["rows"] == []
    assert [entry["state"] for entry in answer["completeness"]] == ["not-loaded"]
    caveat = next(c for c in answer["caveats"] if c["code"] == "before-first-source")
    assert (edition.first_spoken_of if "as_of" in given else edition.first_published) in caveat["text"]


def test_a_drug_without_statements_is_not_an_empty_no(ask: Ask) -> None:
    answer = ask("applications", drug="rituximab")
    assert answer["rows"] == []
    assert "no-statement" in [c["code"] for c in answer["caveats"]]
    assert [(e["state"], e["scope"]["drug"]) for e in answer["completeness"]] == [("not-found", "rituximab")]


def test_more_combinations_than_a_query_takes_are_refused(ask: Ask) -> None:
    kinds = ["procedure", "advice", "rule", "proposal", "forecast", "appraisal"]
    regions = ["RH", "RSJ", "RSD", "RM", "RN", "RØ"]
    with pytest.raises(TooMuch) as refused:
        ask(
            "statements",
            kind=kinds,
            region=regions,
            source=["M2602", "M2604", "ACC24"],
            item=["3", "5", "6", "8", "1", "2", "4", "7", "9", "10"],
        )
    assert refused.value.status == 413


def test_values_given_twice_count_once(ask: Ask) -> None:
    assert ask("statements", item=["6"] * 3000)["total"] == ask("statements", item="6")["total"]


def test_a_cut_answer_says_so(ask: Ask) -> None:
    answer = ask("statements", limit="10", offset="5")
    assert (len(answer["rows"]), answer["truncated"]) == (10, True)
    assert answer["total"] == ask("statements")["total"] > 100
    assert answer["rows"][0] == ask("statements")["rows"][5]


def test_a_sum_is_of_all_rows_even_when_they_are_cut(ask: Ask) -> None:
    assert ask("applications-under-assessment", limit="1")["summary"]["received"] == 29


def test_the_successor_is_shown_on_the_regions_of_its_day(ask: Ask) -> None:
    was = ask("applications", drug="osimertinib")["rows"]
    now = ask("applications", drug="osimertinib", as_regions_of="2027-01-01")["rows"]
    assert {row["region"] for row in was} == {"Region Sjælland", "Region Syddanmark"}
    assert {row["region"] for row in now} == {"Region Østdanmark", "Region Syddanmark"}


def test_regions_without_a_row_are_those_that_exist_on_the_day(ask: Ask) -> None:
    def regions(day: str) -> set[str]:
        entries = ask("off-label-without-application", as_of=day)["completeness"]
        return {e["scope"]["region"] for e in entries if e["state"] == "unknown" and e["scope"]["region"]}

    assert len(regions("2026-12-31")) == 5
    assert regions("2027-01-01") == {f"Region {n}" for n in ("Østdanmark", "Syddanmark", "Midtjylland", "Nordjylland")}


def test_codes_do_not_change_with_the_language_and_words_do(ask: Ask) -> None:
    danish, english = (ask("applications", drug="osimertinib", lang=lang)["rows"] for lang in ("da", "en"))
    assert [row["outcome"] for row in danish] == [row["outcome"] for row in english]
    assert danish[0]["outcome_label"] == "afslag"
    assert english[0]["outcome_label"] == "refused"
    assert danish[0]["disease"] == "ikke-småcellet lungekræft"
    assert english[0]["disease"] == "non-small cell lung cancer"


@pytest.mark.parametrize(
    ("name", "given", "error", "near"),
    [
        ("applications", {"drug": "daratumumap"}, UnknownName, "daratumumab"),
        ("applications", {"region": "Sjaland"}, UnknownName, "Region Sjælland"),
        ("applications", {"durg": "daratumumab"}, UnknownParameter, "drug"),
        ("applications", {"as_of": "2026-02-30"}, BadValue, None),
        ("applications", {"from": "i går"}, BadValue, None),
        ("applications", {"lang": "sv"}, BadValue, None),
        ("uses-by-line", {"line_min": "3", "line_max": "2"}, BadValue, None),
        ("applications", {"limit": "-1"}, BadValue, None),
        ("council-status", {"line_min": "0"}, BadValue, None),
        ("council-status", {"line_min": ["1", "3"]}, BadValue, None),
        ("applications", {"as_of": ["2025-01-01", "2026-01-01"]}, BadValue, None),
        ("use-without-application", {"population": "xyz"}, UnknownName, None),
        ("statements", {"item": "99"}, UnknownName, None),
        ("statements", {"kind": "observed-practise"}, UnknownName, "observed-practice"),
        ("statements", {"source": "M2605"}, UnknownName, "M2604"),
        ("sources", {"kind": "minuts"}, UnknownName, "minutes"),
    ],
)
def test_what_cannot_be_understood_is_told_in_words(
    name: str, given: dict[str, Any], error: type[Exception], near: str | None, ask: Ask
) -> None:
    with pytest.raises(error) as refused:
        ask(name, **given)
    raised: Any = refused.value
    assert raised.detail.da
    assert raised.detail.en
    assert raised.parameter == next(iter(given))
    if near:
        assert near in [found.label for found in raised.near]


def test_an_unknown_question_comes_with_near_ones(rooms: Rooms) -> None:
    with pytest.raises(UnknownQuestion) as refused:
        find_question(rooms, "off-label-without-aplication")
    assert refused.value.near[0].label == "off-label-without-application"
    assert (refused.value.exit_code, refused.value.status) == (2, 404)


@pytest.mark.parametrize("name", QUESTIONS)
def test_the_example_of_a_question_works(name: str, rooms: Rooms, ask: Ask) -> None:
    pairs = dict(pair.split("=") for pair in find_question(rooms, name).example.split("&"))
    assert ask(name, **pairs)["parameters"]
    for parameter in find_question(rooms, name).parameters:
        if parameter.example:
            ask(name, **needed(name) | {parameter.name: parameter.example})
