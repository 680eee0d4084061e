"""The workbook as Excel reads it."""

import io
import zipfile
from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from ensartet.answers import Answer, answer
from ensartet.editions import Edition
from ensartet.forms import workbook
from ensartet.forms.place import Place, legal
from ensartet.forms.workbook import as_workbook
from ensartet.questions import find_question
from ensartet.rooms import Rooms

PLACE = Place("http://host/questions/applications.xlsx?lang=da", "http://host")


def asked(edition: Edition, rooms: Rooms, name: str, **given: str) -> Answer:
    return answer(edition, find_question(rooms, name), {name: [value] for name, value in given.items()})


def table(sheet: Any) -> list[dict[str, Any]]:
    rows = list(sheet.iter_rows())
    names = [cell.value for cell in rows[0]]
    return [dict(zip(names, row, strict=True)) for row in rows[1:]]


def test_cells_are_what_they_are(edition: Edition, rooms: Rooms) -> None:
    book = load_workbook(io.BytesIO(as_workbook(asked(edition, rooms, "applications-under-assessment"), PLACE)))
    assert book.sheetnames == ["Svar", "Om"]
    sheet = book["Svar"]
    rows = table(sheet)
    assert len(rows) == 5
    assert {row["Modtaget"].data_type for row in rows} == {"n"}
    ends = {str(row["Region"].value): row["Periode til"] for row in rows}
    assert ends["Region Sjælland"].value == datetime(2024, 2, 12)
    assert ends["Region Sjælland"].number_format == "yyyy-mm-dd"
    assert ends["Region Midtjylland"].value == "ikke oplyst"
    assert ends["Region Midtjylland"].font.i
    link = rows[0]["Kildested"].hyperlink
    assert link is not None
    assert str(link.target).startswith("http://host/id/evidence/")
    assert sheet.freeze_panes == "A2"
    assert sheet.auto_filter.ref == sheet.dimensions
    assert not sheet.merged_cells.ranges
    assert sheet.page_setup.orientation == "landscape"
    set_up = sheet.sheet_properties.pageSetUpPr
    assert set_up is not None
    assert set_up.fitToPage
    assert sheet.page_setup.fitToHeight == 0, "as many pages as it takes, one across"
    assert sheet.print_title_rows == "$1:$1"
    folded = {name for name in (cell.value for cell in sheet[1]) if str(name).endswith("_iri")}
    assert "statement_iri" in folded
    hidden = [letter for letter, size in sheet.column_dimensions.items() if size.hidden]
    assert hidden
    assert all(sheet.column_dimensions[letter].outlineLevel == 1 for letter in hidden)


def test_a_year_stays_a_year(edition: Edition, rooms: Rooms) -> None:
    sheet = load_workbook(io.BytesIO(as_workbook(asked(edition, rooms, "applications", drug="osimertinib"), PLACE)))[
        "Svar"
    ]
    assert {row["Besluttet"].value for row in table(sheet)} == {"2025", "2026"}


def test_the_second_sheet_says_what_the_first_is(edition: Edition, rooms: Rooms) -> None:
    answered = asked(edition, rooms, "off-label-without-application", region="Sjælland")
    book = load_workbook(io.BytesIO(as_workbook(answered, PLACE)))
    facts = [(row[0].value, str(row[1].value)) for row in book["Om"].iter_rows()]
    labels = [label for label, _ in facts]
    assert {"Spørgsmål", "Region", "Forbehold", "Fuldstændighed", "Udgave", "Henvisning", "Brugsvilkår"} <= set(labels)
    caveats = [text for label, text in facts if label == "Forbehold"]
    assert caveats == [caveat["text"] for caveat in answered.content["caveats"]]
    assert ("Rækker", "0") in facts
    days: dict[Any, Any] = {row[0].value: row[1].value for row in book["Om"].iter_rows()}
    assert days["Gælder den (as_of)"] == datetime.fromisoformat(answered.content["as_of"])
    assert days["Kendt senest (known_at)"] == datetime(2026, 5, 8)
    assert days["Spørgsmålets navn og version"].startswith("off-label-without-application, ")
    assert any("[ukendt]" in text for label, text in facts if label == "Fuldstændighed")
    assert dict(facts)["Adresse"] == PLACE.address
    assert "VALUES" in dict(facts)["SPARQL"]
    assert "CC0" in dict(facts)["Brugsvilkår"]


def test_the_same_answer_is_the_same_file(edition: Edition, rooms: Rooms) -> None:
    answered = asked(edition, rooms, "sources")
    assert as_workbook(answered, PLACE) == as_workbook(answered, PLACE)


@settings(max_examples=25, deadline=None)
@given(st.lists(st.text(), min_size=1, max_size=4))
def test_no_text_becomes_a_formula_or_a_link(edition: Edition, rooms: Rooms, texts: list[str]) -> None:
    texts = [legal(text).replace("\r", "") for text in texts]  # a reader of XML turns CR into LF
    hostile = ["=1+1", "@SUM(A1)", "+45 12", "-1", "http://evil.example/", "=HYPERLINK(1)", *texts]
    answered = asked(edition, rooms, "applications", drug="osimertinib")
    row = dict(answered.rows[0])
    rows = [{**row, "outcome_text": text} for text in hostile]
    changed = replace(answered, content={**answered.content, "rows": rows})
    sheet = load_workbook(io.BytesIO(as_workbook(changed, PLACE)))["Svar"]
    for cells in table(sheet):
        assert all(cell.data_type != "f" for cell in cells.values())
        assert cells["Kildens ord"].hyperlink is None
    written = [cells["Kildens ord"].value for cells in table(sheet)][:6]
    assert written == hostile[:6]


def test_a_text_like_a_formula_stays_text_when_edited(edition: Edition, rooms: Rooms) -> None:
    answered = asked(edition, rooms, "applications", drug="osimertinib")
    rows = [{**answered.rows[0], "outcome_text": text} for text in ("=1+1", "afslag", "a\x00b\ud800")]
    changed = replace(answered, content={**answered.content, "rows": rows})
    cells = [row["Kildens ord"] for row in table(load_workbook(io.BytesIO(as_workbook(changed, PLACE)))["Svar"])]
    assert [bool(cell.quotePrefix) for cell in cells] == [True, False, False]
    assert cells[2].value == "a\ufffdb\ufffd"


def sheet_of(answered: Answer) -> str:
    """The first sheet as it is stored: reading it cell by cell takes long."""
    with zipfile.ZipFile(io.BytesIO(as_workbook(answered, PLACE))) as book:
        return book.read("xl/worksheets/sheet1.xml").decode()


def test_ten_thousand_rows_are_all_there(edition: Edition, rooms: Rooms) -> None:
    answered = asked(edition, rooms, "applications", drug="osimertinib")
    kept = [column for column in answered.columns if column.name in ("kind", "region", "received", "evidence")]
    rows = [answered.rows[0]] * 10_000
    changed = replace(answered, columns=kept, content={**answered.content, "rows": rows, "total": 10_000})
    assert sheet_of(changed).count("<row ") == 10_001


def test_a_place_beyond_the_links_of_a_sheet_keeps_its_text(
    edition: Edition, rooms: Rooms, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workbook, "_MOST_LINKS", 1)
    answered = asked(edition, rooms, "applications", drug="osimertinib")
    rows = table(load_workbook(io.BytesIO(as_workbook(answered, PLACE)))["Svar"])
    assert len(rows) > 1
    assert [row["Kildested"].hyperlink is not None for row in rows] == [True] + [False] * (len(rows) - 1)
    assert all("http://host/id/evidence/" in str(row["Kildested"].value) for row in rows[1:])
