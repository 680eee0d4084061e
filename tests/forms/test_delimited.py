"""CSV as programs and Danish Excel read it, and the description of it."""

import csv
import io
import json

from hypothesis import given
from hypothesis import strategies as st

from ensartet.answers import Answer, answer
from ensartet.editions import Edition
from ensartet.forms.delimited import as_csv, as_csv_metadata, as_danish_csv, as_described_csv, defused
from ensartet.forms.place import Place
from ensartet.questions import find_question
from ensartet.rooms import Rooms

FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "|", "%")


def asked(edition: Edition, rooms: Rooms, name: str, **given: str) -> Answer:
    return answer(edition, find_question(rooms, name), {name: [value] for name, value in given.items()})


def test_csv_has_one_column_per_column_and_one_row_per_row(edition: Edition, rooms: Rooms) -> None:
    answered = answer(edition, find_question(rooms, "applications"), {"drug": ["osimertinib"]})
    rows = list(csv.DictReader(io.StringIO(as_csv(answered).decode(), newline="")))
    assert list(rows[0]) == [column["name"] for column in answered.content["columns"]]
    assert {row["decided_on"] for row in rows} == {"2025", "2026"}
    assert rows[0]["received"] == ""
    assert rows[0]["line_open"] == "true"
    assert rows[0]["evidence"].startswith("M2602 punkt 8 [")


def test_a_described_csv_says_why_each_cell_is_empty(edition: Edition, rooms: Rooms) -> None:
    answered = asked(edition, rooms, "applications-under-assessment")
    rows = list(csv.DictReader(io.StringIO(as_described_csv(answered).decode(), newline="")))
    plain = list(csv.DictReader(io.StringIO(as_csv(answered).decode(), newline="")))
    why = [dict(pair.split("=") for pair in row["empty_cells"].split("; ") if pair) for row in rows]
    assert any(reasons.get("period_to") == "not-stated" for reasons in why)
    for row, same, reasons in zip(rows, plain, why, strict=True):
        assert {name: value for name, value in row.items() if name != "empty_cells"} == same
        assert all(row[name] == "" for name in reasons)
    several = asked(edition, rooms, "off-label-without-application")
    (row,) = csv.DictReader(io.StringIO(as_described_csv(several).decode(), newline=""))
    assert "region=not-named" in row["empty_cells"]
    open_ended = asked(edition, rooms, "applications", drug="osimertinib")
    first, *_ = csv.DictReader(io.StringIO(as_described_csv(open_ended).decode(), newline=""))
    reasons = dict(pair.split("=") for pair in first["empty_cells"].split("; "))
    assert reasons["line_max"] == "no-upper-bound"
    assert reasons["received"] == "not-applicable"
    assert reasons["disease" if not first["disease"] else "decided_on" if not first["decided_on"] else "withdrawn"]


def test_the_description_fits_the_table(edition: Edition, rooms: Rooms) -> None:
    answered = asked(edition, rooms, "applications", drug="osimertinib")
    described = json.loads(as_csv_metadata(answered, Place("http://host/questions/applications.csv?dialect=csvw")))
    heading = as_described_csv(answered).decode().splitlines()[0].split(",")
    columns = described["tableSchema"]["columns"]
    assert [column["name"] for column in columns] == heading
    assert all(column["name"] in column["titles"]["da"] for column in columns), "a heading must be one of the titles"
    assert {column["name"]: column["datatype"] for column in columns}["received"] == "integer"
    assert described["url"] == "http://host/questions/applications.csv?dialect=csvw"
    assert described["dc:license"]["@id"].startswith("https://creativecommons.org/")
    assert "Udgave" in described["dc:bibliographicCitation"]


def test_danish_excel_reads_it_as_it_is(edition: Edition, rooms: Rooms) -> None:
    content = as_danish_csv(asked(edition, rooms, "applications", drug="osimertinib"))
    assert content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=";"))
    assert {row["Region"] for row in rows} == {"Region Sjælland", "Region Syddanmark"}
    assert {row["Udfald"] for row in rows} == {"afslag"}
    assert {row["Besluttet"] for row in rows} == {"2025", "2026"}, "a year stays a year"
    assert all(row["Kildested"] and row["Tomme felter"] for row in rows)


@given(st.text())
def test_no_cell_is_a_formula_and_no_other_cell_changes(text: str) -> None:
    assert not defused(text).startswith(FORMULA)
    assert defused(text) in (text, f"'{text}")
    if text[:1].isalnum():
        assert defused(text) == text
