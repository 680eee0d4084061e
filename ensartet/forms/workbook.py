"""An answer as an Excel workbook: a sheet with the rows, and a sheet that says what they are and are not.

Excel turns what it reads into something else where it can: a year into a date, a text into a formula or a link. Here
every cell is written as what it is: whole dates and numbers as such, everything else as text.
"""

import io
import re
from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from ensartet.answers import Answer
from ensartet.columns import Column
from ensartet.exports import (
    LICENCE,
    LICENCE_ADDRESS,
    STATES,
    absence,
    citation,
    cited,
    grouped,
    position,
    shown_columns,
    shown_value,
    source_terms,
    sources_to,
    sum_words,
    summed_up,
    understood_names,
)
from ensartet.names import Lang

from .place import Place, legal

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_MOST_CHARACTERS = 32_767  # of a cell, by Excel's own limits
_MOST_PLACES = 4
_MOST_LINKS, _LONGEST_LINK = 65_530, 2_079  # of a sheet, and of an address: beyond them xlsxwriter drops the cell
_LIKE_A_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
_A4 = 9
_WIDEST, _NARROWEST = 50, 8


def as_workbook(answer: Answer, place: Place) -> bytes:
    """The answer as .xlsx; the same bytes for the same answer and address.

    The first sheet has one row of headings and the columns for people first; a cell without a value says why in words.
    Codes, identifiers and everything else of the answer follow in columns folded away.
    """
    file = io.BytesIO()
    workbook = xlsxwriter.Workbook(
        file, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    )
    _Sheets(workbook, answer, place).write()
    workbook.close()
    return file.getvalue()


class _Sheets:
    def __init__(self, workbook: xlsxwriter.Workbook, answer: Answer, place: Place) -> None:
        self._workbook, self._answer, self._place = workbook, answer, place
        self._lang: Lang = answer.lang
        top = {"valign": "top", "text_wrap": True}
        self._text = workbook.add_format(top)
        self._date = workbook.add_format({"valign": "top", "num_format": "yyyy-mm-dd", "align": "left"})
        self._empty = workbook.add_format({**top, "italic": True, "font_color": "#595959"})
        self._head = workbook.add_format({**top, "bold": True, "bottom": 2})
        self._quoted = workbook.add_format({**top, "quote_prefix": True})
        self._links = 0
        self._link = workbook.add_format({**top, "font_color": "#0b5394", "underline": 1})

    def write(self) -> None:
        """Both sheets."""
        self._workbook.set_properties(
            {
                "title": self._answer.question.title.in_lang(self._lang),
                "comments": citation(self._answer, self._place.address),
                "created": _started(self._answer),
            }
        )
        self._rows(self._workbook.add_worksheet(self._say("Svar", "Answer")))
        self._about(self._workbook.add_worksheet(self._say("Om", "About")))

    def _say(self, da: str, en: str) -> str:
        return da if self._lang == "da" else en

    def _rows(self, sheet: Worksheet) -> None:
        answer = self._answer
        people = shown_columns(answer)
        places = min(max((len(row["evidence"]) for row in answer.rows), default=1), _MOST_PLACES)
        folded = [column for column in answer.columns if column.name != "evidence" and not self._told(column, people)]
        word = self._say("Kildested", "Evidence")
        headings = [column.label.in_lang(self._lang) for column in people]
        headings += [word, *(f"{word} {number}" for number in range(2, places + 1))]
        shown = len(headings)
        headings += [column.name for column in folded]
        for at, heading in enumerate(headings):
            sheet.write_string(0, at, heading, self._head)
        widths = [len(heading) for heading in headings]
        for number, row in enumerate(answer.rows, 1):
            cells = [self._person(row, column) for column in people]
            for at, cell in enumerate(cells):
                widths[at] = max(widths[at], self._put(sheet, number, at, *cell))
            for at, (text, address) in enumerate(self._places(row, places), len(people)):
                widths[at] = max(widths[at], self._linked(sheet, number, at, text, address))
            for at, column in enumerate(folded, shown):
                self._put(sheet, number, at, *self._program(row[column.name]))
        self._laid_out(sheet, widths, shown)

    def _told(self, column: Column, people: list[Column]) -> bool:
        """Whether people's columns have all of it: a code's words are there, its code is not."""
        return (column in people and not column.scheme) or any(
            column.name == f"{other.name}_label" for other in people if other.scheme
        )

    def _person(self, row: dict[str, Any], column: Column) -> tuple[Any, Format]:
        value = row[column.name]
        words = shown_value(row, column, self._lang)
        if not words:
            return absence(row, column, self._lang), self._empty
        if isinstance(value, bool) and not column.scheme:
            return {True: self._say("ja", "yes"), False: self._say("nej", "no")}[value], self._text
        if words == str(value):
            return self._program(value)
        return words, self._text

    def _program(self, value: Any) -> tuple[Any, Format]:
        """A value as it is: a whole day as a date, a number as a number, nothing as nothing."""
        if isinstance(value, list):
            return "; ".join(str(one) for one in value), self._text
        if isinstance(value, str) and _DAY.fullmatch(value) and value >= "1900-03-01":  # Excel's own calendar begins so
            return date.fromisoformat(value), self._date
        return value, self._text

    def _put(self, sheet: Worksheet, row: int, at: int, value: Any, form: Format) -> int:
        """Writes a cell; returns how wide it would like to be, in characters."""
        if value is None or value == "":
            sheet.write_blank(row, at, None, form)
            return 0
        if isinstance(value, bool):
            sheet.write_boolean(row, at, value, form)
            return 5
        if isinstance(value, int | float):
            sheet.write_number(row, at, value, form)
            return len(str(value))
        if isinstance(value, date):
            sheet.write_datetime(row, at, datetime(value.year, value.month, value.day), form)
            return 10
        text = _fitting(str(value))
        # stays text also when a person edits the cell, which would make a formula of it
        sheet.write_string(row, at, text, self._quoted if text.startswith(_LIKE_A_FORMULA) else form)
        return len(text)

    def _places(self, row: dict[str, Any], most: int) -> Iterator[tuple[str, str]]:
        """Text and address of the places a row rests on; those beyond `most` stand as text in the last."""
        evidence = row["evidence"]
        for number, one in enumerate(evidence[:most], 1):
            rest = evidence[most:] if number == most else []
            texts = [cited(other, self._lang, span=True) for other in (one, *rest)]
            yield "; ".join(texts), self._place.of(one["iri"])

    def _linked(self, sheet: Worksheet, row: int, at: int, text: str, address: str) -> int:
        if self._links < _MOST_LINKS and len(address) <= _LONGEST_LINK:
            self._links += 1
            sheet.write_url(row, at, address, self._link, _fitting(text))
        else:
            sheet.write_string(row, at, _fitting(f"{text}: {address}"), self._text)
        return len(text)

    def _laid_out(self, sheet: Worksheet, widths: list[int], shown: int) -> None:
        """Filter, frozen heading, widths, and a print of people's columns on A4 across."""
        last = len(self._answer.rows)
        for at, width in enumerate(widths):
            options = {} if at < shown else {"level": 1, "hidden": True}
            sheet.set_column(at, at, min(max(width + 1, _NARROWEST), _WIDEST), None, options)
        if len(widths) > shown:
            sheet.set_column(len(widths), len(widths), None, None, {"collapsed": True})
        sheet.autofilter(0, 0, last, len(widths) - 1)
        sheet.freeze_panes(1, 0)
        sheet.print_area(0, 0, last, shown - 1)
        self._printed(sheet, landscape=True)
        sheet.repeat_rows(0)

    def _printed(self, sheet: Worksheet, *, landscape: bool) -> None:
        sheet.set_paper(_A4)
        if landscape:
            sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        sheet.set_footer(f"&L{sources_to(self._answer.content, self._lang)}&R&P / &N".replace("&&", "&"))

    def _about(self, sheet: Worksheet) -> None:
        sheet.set_column(0, 0, 28)
        sheet.set_column(1, 1, 100)
        for number, (label, text) in enumerate(self._facts()):
            sheet.write_string(number, 0, label, self._head)
            self._put(sheet, number, 1, text, self._date if isinstance(text, date) else self._text)
        self._printed(sheet, landscape=False)

    def _facts(self) -> Iterator[tuple[str, Any]]:
        answer, lang, content, say = self._answer, self._lang, self._answer.content, self._say
        yield say("Spørgsmål", "Question"), answer.question.title.in_lang(lang)
        yield say("Hvorfor", "Why"), answer.question.why.in_lang(lang)
        for label, meaning in understood_names(answer):
            yield label.capitalize(), meaning
        yield say("Forhold og kendskab", "Position and knowledge"), position(content, lang)
        yield say("Gælder den (as_of)", "Valid on (as_of)"), date.fromisoformat(content["as_of"])
        yield say("Kendt senest (known_at)", "Known by (known_at)"), date.fromisoformat(content["known_at"])
        if content["as_regions_of"]:
            day = date.fromisoformat(content["as_regions_of"])
            yield say("Regioner, som de er den", "Regions as they stand on"), day
        yield say("Rækker", "Rows"), self._counted()
        for caveat in content["caveats"]:
            yield say("Forbehold", "Caveat"), caveat["text"]
        for entry, regions in grouped(content["completeness"]):
            state = STATES[entry["state"]].in_lang(lang)
            yield say("Fuldstændighed", "Completeness"), f"[{state}] {summed_up(entry, regions, lang)}"
        if content["summary"]:
            sums = ", ".join(f"{name} {'?' if n is None else n}" for name, n in content["summary"].items())
            yield sum_words(content, lang), sums
        yield say("Udgave", "Edition"), sources_to(content, lang)
        yield say("Henvisning", "Citation"), citation(answer, self._place.address)
        yield say("Brugsvilkår", "Terms of use"), f"{LICENCE.in_lang(lang)} {LICENCE_ADDRESS}"
        for one in source_terms(answer):
            yield say("Kildens vilkår", "Terms of the source"), f"{one['source']}: {one['terms']}"
        name, number = content["question"]["name"], content["question"]["version"]
        yield say("Spørgsmålets navn og version", "Name and version of the question"), f"{name}, {number}"
        if self._place.address:
            yield say("Adresse", "Address"), self._place.address
        yield (
            say("Tomme felter", "Empty cells"),
            say(
                "En tom oplysning står i kursiv med sin grund; »ingen oplysning« er aldrig et nej. Datoer, der kun er "
                "kendt som år eller måned, er tekst.",
                "What is empty stands in italics with its reason; no information is never a no. Dates known to the "
                "year or month only are text.",
            ),
        )
        yield "SPARQL", answer.query

    def _counted(self) -> str:
        shown, total = len(self._answer.rows), self._answer.content["total"]
        if shown == total:
            return str(total)
        return self._say(f"{shown} af {total}: ikke alle er her", f"{shown} of {total}: not all are here")


def _fitting(text: str) -> str:
    """A text that a cell can hold."""
    text = legal(text)
    return text if len(text) <= _MOST_CHARACTERS else text[: _MOST_CHARACTERS - 1] + "…"


def _started(answer: Answer) -> datetime:
    """A time that the same answer always has: the start of the day its newest source was published."""
    day = answer.content["edition"]["sources_to"] or "2026-01-01"
    return datetime.combine(date.fromisoformat(day), datetime.min.time(), tzinfo=UTC)
