"""A case as an agenda item in Word, under the headings that the Forum's own items have, for a person to finish.

What is proposed and what is decided is theirs: those two headings stand empty. At most two pages: what does not fit is
counted and said to be left out, the least weighty first.
"""

import io
import zipfile
from dataclasses import dataclass, field
from datetime import date, datetime
from math import ceil
from typing import Any

from docx import Document
from docx.document import Document as Paper
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Cm, Pt

from ensartet.answers import Answer
from ensartet.columns import Column
from ensartet.exports import STATES, citation, cited, grouped, position, shown_value, summed_up
from ensartet.names import Lang, Words

from .place import Place

QUESTION = "case-overview"
HEADINGS = {
    "summary": Words("Resumé", "Summary"),
    "presentation": Words("Sagsfremstilling", "Case presentation"),
    "proposal": Words("Indstilling", "Proposal"),
    "decision": Words("Beslutning", "Decision"),
}
_GROUPS = {
    "council-status": Words("Medicinrådet", "The Danish Medicines Council"),
    "label-statement": Words("Indikation", "Label"),
    "authorised-indication": Words("Indikation", "Label"),
    "authorisation-statement": Words("Indikation", "Label"),
    "application-outcome": Words("Regionerne", "The regions"),
    "application-count": Words("Regionerne", "The regions"),
    "refusal-reason": Words("Regionerne", "The regions"),
    "observed-practice": Words("Praksis", "Practice"),
    "follow-up-action": Words("Opfølgning", "Follow-up"),
    "trial-result": Words("Brugt evidens", "Evidence used"),
    "appraisal": Words("Brugt evidens", "Evidence used"),
    "forecast": Words("Brugt evidens", "Evidence used"),
}
_REST = Words("Rådgivning, regler og forslag", "Advice, rules and proposals")
_CHARACTERS, _LINES = 88, 84  # of a line of 10 point text on A4, and of two pages with their headings; on the safe side
_LONGEST = 260
_SUMMARISED = ("council-status", "application-outcome", "observed-practice")
_MOST_SUMMARISED, _MOST_UNKNOWN = 4, 4
_FIRST_DAY = (1980, 1, 1, 0, 0, 0)


@dataclass
class _Sources:
    """The items cited so far, numbered as they come, each with the places in it."""

    lang: Lang
    places: dict[str, list[dict[str, Any]]] = field(default_factory=dict)

    def fresh(self, evidence: list[dict[str, Any]]) -> int:
        """How many of the items are not cited yet."""
        return len({cited(one, self.lang) for one in evidence} - self.places.keys())

    def marks(self, evidence: list[dict[str, Any]]) -> str:
        """ "[1][3]" for the items a line rests on."""
        for one in evidence:
            known = self.places.setdefault(cited(one, self.lang), [])
            if one not in known:
                known.append(one)
        numbers = list(self.places)
        marks = dict.fromkeys(numbers.index(cited(one, self.lang)) + 1 for one in evidence)
        return "".join(f"[{number}]" for number in marks)

    def texts(self, place: Place) -> list[str]:
        """Item, positions and address of each, by number."""
        word = "tegn" if self.lang == "da" else "characters"
        found = []
        for number, (name, evidence) in enumerate(self.places.items(), 1):
            spans = ", ".join(f"{one['start']}-{one['end']}" for one in evidence if one["start"] is not None)
            found.append(f"[{number}] {name}{f', {word} {spans}' if spans else ''}. {place.of(evidence[0]['iri'])}")
        return found


def as_agenda_item(answer: Answer, place: Place) -> bytes:
    """The answer to `case-overview` as .docx, the same bytes for the same answer and address.

    Raises:
        ValueError: the answer is to another question.
    """
    if answer.question.name != QUESTION:
        raise ValueError(f"an agenda item is made of {QUESTION}, not of {answer.question.name}")
    paper = Document()
    _set_up(paper, answer)
    _Item(paper, answer, place).write()
    return _fixed(paper)


class _Item:
    def __init__(self, paper: Paper, answer: Answer, place: Place) -> None:
        self._paper, self._answer, self._place = paper, answer, place
        self._lang: Lang = answer.lang
        self._columns = {column.name: column for column in answer.columns}
        self._sources = _Sources(answer.lang)
        self._left = _LINES

    def write(self) -> None:
        """All of it; the end is reserved first, so that what is left out is what stands in between."""
        title, unknown, closing = self._title(), self._unknown(), self._closing()
        self._left -= 14 + self._lines([*unknown, closing, position(self._answer.content, self._lang)])
        told = self._presentation()
        self._paper.add_heading(title, 1)
        self._paragraph(position(self._answer.content, self._lang))
        self._heading("summary")
        for text in self._summary():
            self._bullet(text)
        self._heading("presentation")
        for heading, texts in told.items():
            self._paragraph(heading, bold=True)
            for text in texts:
                self._bullet(text)
        self._paragraph(self._say("Det vides ikke", "What is not known"), bold=True)
        for text in unknown:
            self._bullet(text)
        for name in ("proposal", "decision"):
            self._heading(name)
            self._paragraph("")
        self._paragraph(self._say("Kilder", "Sources"), bold=True)
        for text in self._sources.texts(self._place):
            self._small(text)
        self._small(closing)

    def _say(self, da: str, en: str) -> str:
        return da if self._lang == "da" else en

    def _title(self) -> str:
        echo = self._answer.content["parameters"]
        drug, disease = (", ".join(r["label"] for r in echo[name]["resolved"]) for name in ("drug", "disease"))
        return f"{drug[:1].upper()}{drug[1:]} {self._say('ved', 'in')} {disease}"

    def _summary(self) -> list[str]:
        """What weighs most, in short: the Council, outcomes, practice."""
        rows = [row for kind in _SUMMARISED for row in self._answer.rows if row["kind"] == kind]
        found = list(dict.fromkeys(filter(None, (self._short(row) for row in rows))))[:_MOST_SUMMARISED]
        return found or [
            self._say(
                "Ingen af de indlæste kilder siger noget om dette. Det er ikke et nej.",
                "No source loaded says anything of this. That is not a no.",
            )
        ]

    def _short(self, row: dict[str, Any]) -> str:
        unnamed = self._value(row, "region_scope") if row["region_scope"] == "several-unnamed" else ""
        who = row["region"] or unnamed or row["body"] or row["asserted_by"] or ""
        told = [name for name in ("outcome", "status", "application_practice") if row[name] != "unknown"]
        said = [self._value(row, name) for name in told]
        what = ", ".join(value for value in said if value)
        line = self._value(row, "line_text")
        hedge = "" if row["hedge"] in (None, "none") else f" ({self._value(row, 'hedge')})"
        when = self._value(row, "decided_on") or self._value(row, "valid_from")
        return f"{who}: {', '.join(part for part in (what, line, when) if part)}{hedge}" if what else ""

    def _presentation(self) -> dict[str, list[str]]:
        """Every statement as a line under its group, as many as fit, the weightiest first as the question has them."""
        told: dict[str, list[str]] = {}
        left_out = 0
        for row in self._answer.rows:
            text = self._told(row)
            need = self._lines([text]) + 2 * self._sources.fresh(row["evidence"])
            if left_out or need + 1 > self._left:
                left_out += 1
                continue
            self._left -= need
            heading = _GROUPS.get(row["kind"], _REST).in_lang(self._lang)
            self._left -= heading not in told
            told.setdefault(heading, []).append(f"{text} {self._sources.marks(row['evidence'])}".strip())
        if left_out:
            where = f": {self._place.address}" if self._place.address else "."
            told[self._say("Ikke taget med", "Left out")] = [
                self._say(f"{left_out} udsagn mere, som der ikke er plads til{where}", f"{left_out} more{where}")
            ]
        return told

    def _told(self, row: dict[str, Any]) -> str:
        """A statement in words, with who says it, its force and its hedge; the source's own word in quotes."""
        text = row["text"] or self._short(row)
        if len(text) > _LONGEST:
            text = f"{text[: _LONGEST - 1].rstrip()}…"
        notes = [self._value(row, "line_text"), self._value(row, "population")]
        if row["outcome_text"]:
            said = row["outcome_text"]
            notes.append(self._say(f"kildens ord »{said}«", f"the source's word “{said}”"))
        if row["force"]:
            notes.append(f"{self._columns['force'].label.in_lang(self._lang).lower()}: {self._value(row, 'force')}")
        if row["condition"] and row["condition"] not in text:
            notes.append(f"{self._say('vilkår', 'condition')}: {row['condition']}")
        if row["hedge"] not in (None, "none"):
            notes.append(f"{self._say('forbehold', 'hedge')}: {self._value(row, 'hedge')}")
        notes = [note for note in notes if note]
        return f"{text} ({'; '.join(notes)})" if notes else text

    def _unknown(self) -> list[str]:
        entries = [
            f"{summed_up(entry, regions, self._lang)}"
            for entry, regions in grouped(self._answer.content["completeness"])
            if entry["state"] != "confirmed"
        ]
        shown = [entry if len(entry) <= _LONGEST else f"{entry[: _LONGEST - 1]}…" for entry in entries[:_MOST_UNKNOWN]]
        if len(entries) > _MOST_UNKNOWN:
            more = len(entries) - _MOST_UNKNOWN
            shown.append(self._say(f"{more} forhold mere: se svaret.", f"{more} more: see the answer."))
        return shown or [STATES["unknown"].in_lang(self._lang)]

    def _closing(self) -> str:
        purpose = self._say(
            "Samlet af det, kilderne siger; ikke en vurdering af en patient og ikke en anbefaling.",
            "Collected from what sources say; not an assessment of a patient and not advice.",
        )
        return f"{purpose} {citation(self._answer, self._place.address)}"

    def _value(self, row: dict[str, Any], name: str) -> str:
        column: Column | None = self._columns.get(name)
        return shown_value(row, column, self._lang) if column else ""

    def _lines(self, texts: list[str]) -> int:
        return sum(ceil((len(text) + 8) / _CHARACTERS) for text in texts)

    def _heading(self, name: str) -> None:
        self._paper.add_heading(HEADINGS[name].in_lang(self._lang), 2)

    def _paragraph(self, text: str, *, bold: bool = False) -> None:
        self._paper.add_paragraph().add_run(text).bold = bold

    def _bullet(self, text: str) -> None:
        self._paper.add_paragraph(text, style="List Bullet")

    def _small(self, text: str) -> None:
        self._paper.add_paragraph().add_run(text).font.size = Pt(8)


def _set_up(paper: Paper, answer: Answer) -> None:
    """A4, narrow margins, small steps between paragraphs; nothing that says who made it or when."""
    section = paper.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2)
    section.top_margin = section.bottom_margin = Cm(1.5)
    for name, size in (("Normal", 10), ("List Bullet", 10), ("Heading 1", 14), ("Heading 2", 11)):
        style: Any = paper.styles[name]
        style.font.size = Pt(size)
        style.paragraph_format.space_after = Pt(1)
        style.paragraph_format.space_before = Pt(4 if name.startswith("Heading") else 0)
        style.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.LEFT
    day = answer.content["edition"]["sources_to"] or "2026-01-01"
    facts = paper.core_properties
    facts.author, facts.comments, facts.title = "ensartet", "", answer.question.title.in_lang(answer.lang)
    facts.created = facts.modified = datetime.combine(date.fromisoformat(day), datetime.min.time())
    facts.language = answer.lang


def _fixed(paper: Paper) -> bytes:
    """The file without the time it was written at."""
    file, fixed = io.BytesIO(), io.BytesIO()
    paper.save(file)
    with zipfile.ZipFile(file) as written, zipfile.ZipFile(fixed, "w", zipfile.ZIP_DEFLATED) as out:
        for name in written.namelist():
            out.writestr(zipfile.ZipInfo(name, _FIRST_DAY), written.read(name), zipfile.ZIP_DEFLATED)
    return fixed.getvalue()
