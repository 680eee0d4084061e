"""A case as an agenda item in Word, under the headings that the Forum's own items have, for a person to finish.

What is proposed and what is decided is theirs: those two headings stand empty. At most two pages: what does not fit is
counted and said to be left out, the least weighty first.
"""

import io
import re
import zipfile
from bisect import bisect
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import zip_longest
from math import ceil
from typing import Any

from docx import Document
from docx.document import Document as Paper
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml.ns import qn
from docx.shared import Cm, Pt

from ensartet.answers import Answer
from ensartet.columns import Column
from ensartet.exports import citation, cited, grouped, position, shown_value, summed_up
from ensartet.names import Lang, Words
from ensartet.periods import written_out

from .place import Place, legal

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
# Heights in points. Lines are of exact height and the letters of a width known everywhere (Arial and what replaces it),
# so that the count of pages does not rest on the machine that opens the file.
_PAGE = 29.7 / 2.54 * 72 - 2 * 1.5 / 2.54 * 72
_MOST = 2 * _PAGE * 0.95  # a page break may push a few lines on
_AFTER = 1.0
_STYLES = {  # size of letters, height of a line, space before, letters of a line: 482 points across, 0.53 em a letter
    "Heading 1": (14, 18, 4, 60),
    "Heading 2": (11, 14, 4, 78),
    "Normal": (10, 12, 0, 90),
    "List Bullet": (10, 12, 0, 86),
    "Small": (8, 10, 0, 112),
}
_SUMMARISED = ("council-status", "application-outcome", "observed-practice")
_MOST_SUMMARISED, _MOST_UNKNOWN = 6, 6
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_FIRST_DAY = (1980, 1, 1, 0, 0, 0)


@dataclass
class _Sources:
    """The items cited so far, numbered as they come, each with the places in it."""

    lang: Lang
    places: dict[str, list[dict[str, Any]]] = field(default_factory=dict)

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
            by_page = evidence[0]["citation"]
            parts = [name, by_page and f"{by_page['title']}, {by_page['publisher']}", _spans(evidence, word)]
            found.append(f"[{number}] {'. '.join(filter(None, parts))}. {place.of(evidence[0]['iri'])}")
        return found


def _spans(evidence: list[dict[str, Any]], word: str) -> str:
    """Where in the text, spans that touch or overlap as one: "tegn 10-40, 60-70"; empty where no text is kept."""
    merged: list[list[int]] = []
    for start, end in sorted((one["start"], one["end"]) for one in evidence if one["start"] is not None):
        if merged and start <= merged[-1][1] + 2:  # a space or a line break between two sentences
            merged[-1][1] = max(merged[-1][1], end)
        else:
            merged.append([start, end])
    return f"{word} {', '.join(f'{start}-{end}' for start, end in merged)}" if merged else ""


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

    def write(self) -> None:
        """All of it, with as many statements as two pages hold."""
        every = len(self._answer.rows)
        paragraphs = self._paragraphs(every)
        if not _fits(paragraphs):
            too_many = bisect(range(every), False, key=lambda told: not _fits(self._paragraphs(told)))
            paragraphs = self._paragraphs(max(too_many - 1, 0))
        for style, text in paragraphs:
            self._paper.add_paragraph(legal(text), style=style)

    def _paragraphs(self, told: int) -> list[tuple[str, str]]:
        """Style and text of every paragraph, with the first statements only."""
        sources = _Sources(self._lang)
        presentation = self._presentation(told, sources)
        found = [("Heading 1", self._title()), ("Normal", position(self._answer.content, self._lang))]
        found += [self._heading("summary"), *self._bullets(self._summary()), self._heading("presentation")]
        for heading, texts in presentation.items():
            found += [("Group", heading), *self._bullets(texts)]
        found += [("Group", self._say("Det vides ikke", "What is not known")), *self._bullets(self._unknown())]
        for name in ("proposal", "decision"):
            found += [self._heading(name), ("Normal", "")]
        found.append(("Group", self._say("Kilder", "Sources")))
        return found + [("Small", text) for text in (*sources.texts(self._place), self._closing())]

    def _heading(self, name: str) -> tuple[str, str]:
        return "Heading 2", HEADINGS[name].in_lang(self._lang)

    def _bullets(self, texts: list[str]) -> list[tuple[str, str]]:
        return [("List Bullet", text) for text in texts]

    def _say(self, da: str, en: str) -> str:
        return da if self._lang == "da" else en

    def _title(self) -> str:
        echo = self._answer.content["parameters"]
        drug, disease = (", ".join(r["label"] for r in echo[name]["resolved"]) for name in ("drug", "disease"))
        return f"{drug[:1].upper()}{drug[1:]} {self._say('ved', 'in')} {disease}"

    def _summary(self) -> list[str]:
        """What weighs most, in short: the Council, outcomes, practice."""
        of_kind = [
            list(dict.fromkeys(filter(None, (self._short(row) for row in self._answer.rows if row["kind"] == kind))))
            for kind in _SUMMARISED
        ]
        found: list[str] = []
        for turn in zip_longest(*of_kind):  # one of each kind by turns: no kind is crowded out
            found += [text for text in turn if text]
        more = len(found) - _MOST_SUMMARISED
        kept = [text for texts in of_kind for text in texts if text in found[:_MOST_SUMMARISED]]
        if more > 0:
            kept.append(self._say(f"{more} mere i sagsfremstillingen.", f"{more} more in the presentation."))
        return kept or [
            self._say(
                "Ingen af de indlæste kilder siger noget om dette. Det er ikke et nej.",
                "No source loaded says anything of this. That is not a no.",
            )
        ]

    def _short(self, row: dict[str, Any]) -> str:
        unnamed = self._value(row, "region_scope") if row["region_scope"] == "several-unnamed" else ""
        who = row["region"] or unnamed or row["body"] or row["asserted_by"] or ""
        # the outcome for this population, else the status: "not recommended, partially recommended" tells nobody which
        told = ["outcome" if row["outcome"] else "status", "application_practice"]
        told = [name for name in told if row[name] != "unknown"]
        said = [self._value(row, name) for name in told]
        what = ", ".join(value for value in said if value)
        whom = (self._value(row, "line_text"), self._value(row, "population"))
        hedge = "" if row["hedge"] in (None, "none") else f" ({self._value(row, 'hedge')})"
        when = self._value(row, "decided_on") or self._value(row, "valid_from")
        if _DAY.fullmatch(when):
            when = written_out(when, self._lang)
        return f"{who}: {', '.join(dict.fromkeys(filter(None, (what, *whom, when))))}{hedge}" if what else ""

    def _presentation(self, most: int, sources: _Sources) -> dict[str, list[str]]:
        """The first statements as lines under their groups, the weightiest first as the question has them."""
        told: dict[str, list[str]] = {}
        for row in self._answer.rows[:most]:
            heading = _GROUPS.get(row["kind"], _REST).in_lang(self._lang)
            told.setdefault(heading, []).append(f"{self._told(row)} {sources.marks(row['evidence'])}".strip())
        left_out = self._answer.content["total"] - min(most, len(self._answer.rows))
        if left_out:
            where = f": {self._place.address}" if self._place.address else "."
            told[self._say("Ikke taget med", "Left out")] = [
                self._say(f"{left_out} udsagn mere, som der ikke er plads til{where}", f"{left_out} more{where}")
            ]
        return told

    def _told(self, row: dict[str, Any]) -> str:
        """A statement in words, with who says it, its force and its hedge; the source's own word in quotes."""
        text = row["text"] or self._short(row)
        # never cut: what is lost at the end of a sentence may be its "not"
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
        shown = entries[:_MOST_UNKNOWN]
        if len(entries) > _MOST_UNKNOWN:
            more = len(entries) - _MOST_UNKNOWN
            shown.append(self._say(f"{more} forhold mere: se svaret.", f"{more} more: see the answer."))
        return shown or [
            self._say("Ingen kilde siger noget om fuldstændigheden.", "No source says how complete this is.")
        ]

    def _closing(self) -> str:
        purpose = self._say(
            "Samlet af det, kilderne siger; ikke en vurdering af en patient og ikke en anbefaling.",
            "Collected from what sources say; not an assessment of a patient and not advice.",
        )
        return f"{purpose} {citation(self._answer, self._place.address)}"

    def _value(self, row: dict[str, Any], name: str) -> str:
        column: Column | None = self._columns.get(name)
        return shown_value(row, column, self._lang) if column else ""


def _fits(paragraphs: list[tuple[str, str]]) -> bool:
    return sum(height(style, text) for style, text in paragraphs) <= _MOST


def height(style: str, text: str) -> float:
    """How high a paragraph is at most, in points."""
    _, line, before, letters = _STYLES["Normal" if style == "Group" else style]
    return before + max(1, ceil(len(text) / letters)) * line + _AFTER


def _set_up(paper: Paper, answer: Answer) -> None:
    """A4, narrow margins, small steps between paragraphs; nothing that says who made it or when."""
    section = paper.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2)
    section.top_margin = section.bottom_margin = Cm(1.5)
    for name in ("Small", "Group"):
        paper.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH).base_style = paper.styles["Normal"]
    for name, (size, line, before, _) in {**_STYLES, "Group": _STYLES["Normal"]}.items():
        style: Any = paper.styles[name]
        style.font.size, style.font.bold = Pt(size), name.startswith("Heading") or name == "Group"
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for attribute in list(fonts.attrib):  # a font of the theme would win over one by name
            del fonts.attrib[attribute]
        style.font.name = "Arial"
        spacing = style.paragraph_format
        spacing.line_spacing, spacing.line_spacing_rule = Pt(line), WD_LINE_SPACING.EXACTLY
        spacing.space_before, spacing.space_after = Pt(before), Pt(_AFTER)
        spacing.alignment, spacing.keep_with_next = WD_ALIGN_PARAGRAPH.LEFT, style.font.bold
    languages = paper.styles.element.find(f".//{qn('w:rPrDefault')}//{qn('w:lang')}")
    languages.set(qn("w:val"), {"da": "da-DK", "en": "en-GB"}[answer.lang])  # else every Danish word is underlined
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
