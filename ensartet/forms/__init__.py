"""The forms an answer can be had in, each with its suffix and media type; the same for the API and the command line."""

from collections.abc import Callable
from dataclasses import dataclass

from ensartet.answers import Answer
from ensartet.errors import BadValue
from ensartet.exports import as_json
from ensartet.linked import as_jsonld
from ensartet.names import Words

from .agenda import QUESTION, as_agenda_item
from .delimited import CSVW, EXCEL_DA, as_csv, as_csv_metadata, as_danish_csv, as_described_csv
from .place import Place
from .workbook import as_workbook

__all__ = ["CSVW", "DIALECTS", "FORMS", "Form", "Place", "forms_of", "in_dialect"]


@dataclass(frozen=True)
class Form:
    """A form of an answer.

    Attributes:
        suffix: what its address and its file end in, without the dot.
        label: what people call it.
        saved: whether a browser should save it and not show it.
        only: the one question it exists for; empty for all.
    """

    suffix: str
    media: str
    label: Words
    render: Callable[[Answer, Place], bytes]
    saved: bool = False
    only: str = ""


def _csv(answer: Answer, _place: Place) -> bytes:
    return as_csv(answer)


def _danish_csv(answer: Answer, _place: Place) -> bytes:
    return as_danish_csv(answer)


def _described_csv(answer: Answer, _place: Place) -> bytes:
    return as_described_csv(answer)


def _json(answer: Answer, _place: Place) -> bytes:
    return as_json(answer)


def _jsonld(answer: Answer, _place: Place) -> bytes:
    return as_jsonld(answer, answer.edition.graph)


_OFFICE = "application/vnd.openxmlformats-officedocument"
_ALL = (
    Form("xlsx", f"{_OFFICE}.spreadsheetml.sheet", Words("Excel", "Excel"), as_workbook, saved=True),
    Form(
        "docx",
        f"{_OFFICE}.wordprocessingml.document",
        Words("Dagsordenspunkt (Word)", "Agenda item (Word)"),
        as_agenda_item,
        saved=True,
        only=QUESTION,
    ),
    Form("csv", "text/csv; charset=utf-8", Words("CSV", "CSV"), _csv, saved=True),
    Form("csv-metadata.json", "application/csvm+json", Words("CSV-beskrivelse", "CSV description"), as_csv_metadata),
    Form("json", "application/json", Words("JSON", "JSON"), _json),
    Form("jsonld", "application/ld+json", Words("JSON-LD", "JSON-LD"), _jsonld),
)
FORMS = {form.suffix: form for form in _ALL}
DIALECTS = {
    EXCEL_DA: Form(
        "csv",
        "text/csv; charset=utf-8",
        Words("CSV (dansk Excel)", "CSV (Danish Excel)"),
        _danish_csv,
        saved=True,
    ),
    CSVW: Form(
        "csv",
        "text/csv; charset=utf-8",
        Words("CSV med tabelbeskrivelse", "CSV with a table schema"),
        _described_csv,
        saved=True,
    ),
}


def in_dialect(form: Form, dialect: str) -> Form:
    """The form in a dialect of it; itself where the dialect is empty.

    Raises:
        BadValue: the form has no such dialect.
    """
    if not dialect:
        return form
    if form.suffix != "csv" or dialect not in DIALECTS:
        known = ", ".join(DIALECTS)
        raise BadValue(
            Words(
                f"»{dialect}« er ingen dialekt af .{form.suffix}; .csv findes også som {known}.",
                f"'{dialect}' is no dialect of .{form.suffix}; .csv also comes as {known}.",
            ),
            parameter="dialect",
        )
    return DIALECTS[dialect]


def forms_of(question: str) -> dict[str, Form]:
    """The forms a question can be had in, by suffix, those for people first."""
    return {suffix: form for suffix, form in FORMS.items() if form.only in ("", question)}
