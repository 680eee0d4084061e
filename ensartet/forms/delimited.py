"""CSV for programs and for Excel with Danish settings, and what describes it.

For programs: RFC 4180 in UTF-8, snake_case headings that never change with the language, ISO dates. For Excel with
Danish settings: semicolons, a byte order mark, decimal commas, headings in words. A cell cannot say why it is empty: in
the dialects a last column `empty_cells` does.
"""

import csv
import io
import json
import re
from collections.abc import Iterable
from typing import Any

from ensartet.answers import Answer
from ensartet.columns import Column
from ensartet.exports import ABSENCES, LICENCE, absent, citation, cited, shown_columns, shown_value
from ensartet.names import Lang, Words

from .place import Place

EMPTY_CELLS = Column("empty_cells", "string", Words("Tomme felter", "Empty cells"))
EXCEL_DA, CSVW = "excel-da", "csvw"
_FORMULA = re.compile(r"^[\s\x00-\x1f]*[=+\-@|%]|^[\t\r\n]")
_XSD = {"integer": "integer", "decimal": "decimal", "boolean": "boolean", "iri": "anyURI"}


def as_csv(answer: Answer) -> bytes:
    """The rows for programs: one column per column of the answer, lists joined by "; "."""
    rows = ([_flat(row[column.name], answer.lang) for column in answer.columns] for row in answer.rows)
    return _written([column.name for column in answer.columns], rows, delimiter=",")


def as_described_csv(answer: Answer) -> bytes:
    """As `as_csv`, with a last column `empty_cells`: the table that `as_csv_metadata` describes."""
    rows = (
        [*(_flat(row[column.name], answer.lang) for column in answer.columns), why_empty(answer, row)]
        for row in answer.rows
    )
    return _written([column.name for column in (*answer.columns, EMPTY_CELLS)], rows, delimiter=",")


def as_danish_csv(answer: Answer) -> bytes:
    """The rows for Excel with Danish settings: what people read, as on the page; no cell is a formula.

    A text that Excel would take for a formula (it begins with = + - @ or a tab) gets an apostrophe before it.
    """
    columns = [*shown_columns(answer), *(column for column in answer.columns if column.name == "evidence")]
    rows = (
        [*(_cell(row, column, answer.lang) for column in columns), defused(why_empty(answer, row))]
        for row in answer.rows
    )
    headings = [defused(column.label.in_lang(answer.lang)) for column in (*columns, EMPTY_CELLS)]
    return b"\xef\xbb\xbf" + _written(headings, rows, delimiter=";")


def why_empty(answer: Answer, row: dict[str, Any]) -> str:
    """Of every empty cell why it is empty: "decided_on=not-stated; line_max=no-upper-bound"."""
    coded = {f"{column.name}_label" for column in answer.columns if column.scheme}
    return "; ".join(
        f"{column.name}={absent(row, column)}"
        for column in answer.columns
        if column.name not in coded and column.name != "evidence" and row[column.name] in (None, [])
    )


def defused(text: str) -> str:
    """A text that no spreadsheet takes for a formula."""
    return f"'{text}" if _FORMULA.match(text) else text


def as_csv_metadata(answer: Answer, place: Place) -> bytes:
    """CSV on the Web metadata (W3C, 2015) of `as_described_csv`: titles, types, and what an empty cell means."""
    described = {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": answer.lang}],
        "url": place.address or f"{answer.question.name}.csv",
        "dc:title": {"da": answer.question.title.da, "en": answer.question.title.en},
        "dc:license": {"@id": "https://creativecommons.org/publicdomain/zero/1.0/"},
        "dc:rights": LICENCE.in_lang(answer.lang),
        "dc:bibliographicCitation": citation(answer, place.address),
        "dc:description": " ".join(caveat["text"] for caveat in answer.content["caveats"]),
        "dialect": {"delimiter": ",", "encoding": "utf-8", "header": True, "lineTerminators": ["\r\n"]},
        "tableSchema": {"columns": [_described(column, answer.lang) for column in (*answer.columns, EMPTY_CELLS)]},
    }
    return json.dumps(described, ensure_ascii=False, indent=1).encode() + b"\n"


def _described(column: Column, lang: Lang) -> dict[str, Any]:
    described: dict[str, Any] = {
        "name": column.name,
        "titles": {"da": [column.name, column.label.da], "en": [column.name, column.label.en]},
        "datatype": _XSD.get(column.type, "string"),
        "required": False,
        "null": [""],
    }
    if column.type == "date":  # a date may be known to the year or month only: then it is no xsd:date
        described["datatype"] = {"base": "string", "format": r"\d{4}(-\d{2}(-\d{2})?)?"}
    if column.type == "list" or column.name == "evidence":
        described["separator"] = "; "
    if column is EMPTY_CELLS:
        words = ", ".join(f"{code}: {text.in_lang(lang)}" for code, text in ABSENCES.items())
        described["dc:description"] = f"{words}."
        described["separator"] = "; "
    return described


def _written(headings: list[str], rows: Iterable[list[str]], delimiter: str) -> bytes:
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=delimiter, lineterminator="\r\n")
    writer.writerow(headings)
    writer.writerows(rows)
    return text.getvalue().encode()


def _cell(row: dict[str, Any], column: Column, lang: Lang) -> str:
    value = row[column.name]
    if isinstance(value, bool) and not column.scheme:
        return {("da", True): "ja", ("da", False): "nej", ("en", True): "yes", ("en", False): "no"}[lang, value]
    if isinstance(value, int):
        return str(value)
    if isinstance(value, float):
        return str(value).replace(".", ",")
    if column.name == "evidence":
        return defused(_flat(value, lang))
    return defused(shown_value(row, column, lang))


def _flat(value: Any, lang: Lang) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        return "; ".join(cited(v, lang, span=True) if isinstance(v, dict) else str(v) for v in value)
    return str(value)
