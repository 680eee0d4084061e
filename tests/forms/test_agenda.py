"""The agenda item as Word reads it."""

import io
import zipfile
from dataclasses import replace
from math import ceil
from typing import Any

import pytest
from docx import Document
from docx.enum.text import WD_LINE_SPACING
from docx.shared import Pt

from ensartet.answers import Answer, answer
from ensartet.editions import Edition
from ensartet.forms.agenda import as_agenda_item
from ensartet.forms.place import Place
from ensartet.questions import find_question
from ensartet.rooms import Rooms

PLACE = Place("http://host/questions/case-overview.docx?drug=daratumumab", "http://host")


def case(edition: Edition, rooms: Rooms, drug: str, disease: str, lang: str = "da") -> Answer:
    given = {"drug": [drug], "disease": [disease], "lang": [lang]}
    return answer(edition, find_question(rooms, "case-overview"), given)


def paragraphs(content: bytes) -> list[tuple[str, str]]:
    return [(str(p.style.name), p.text) for p in Document(io.BytesIO(content)).paragraphs if p.style is not None]


def test_the_item_has_the_headings_of_the_forum_and_leaves_the_proposal_open(edition: Edition, rooms: Rooms) -> None:
    found = paragraphs(as_agenda_item(case(edition, rooms, "daratumumab", "AL-amyloidose"), PLACE))
    texts = [text for _, text in found]
    assert found[0] == ("Heading 1", "Daratumumab ved AL-amyloidose")
    headings = [text for style, text in found if style == "Heading 2"]
    assert headings == ["Resumé", "Sagsfremstilling", "Indstilling", "Beslutning"]
    assert texts[texts.index("Indstilling") + 1] == ""
    whole = "\n".join(texts)
    assert "Region Nordjylland" in whole
    assert "vilkår" in whole, "Nordjylland's condition is told"
    assert "[1] " in whole
    assert "http://host/id/evidence/" in whole
    assert "Det vides ikke" in whole
    assert "ikke en anbefaling" in whole
    assert "CC0" in whole


@pytest.mark.parametrize(
    ("drug", "disease"),
    [("daratumumab", "AL-amyloidose"), ("osimertinib", "ikke-småcellet lungekræft"), ("teclistamab", "myelomatose")],
)
@pytest.mark.parametrize("lang", ["da", "en"])
def test_it_fits_two_pages(drug: str, disease: str, lang: str, edition: Edition, rooms: Rooms) -> None:
    """By the heights and widths that the file itself sets: lines of exact height, Arial at 0.52 em a letter."""
    paper = Document(io.BytesIO(as_agenda_item(case(edition, rooms, drug, disease, lang), PLACE)))
    section: Any = paper.sections[0]
    assert (round(section.page_width.cm, 1), round(section.page_height.cm, 1)) == (21.0, 29.7)
    across = (section.page_width - section.left_margin - section.right_margin) / Pt(1)
    down = (section.page_height - section.top_margin - section.bottom_margin) / Pt(1)
    used = 0.0
    for paragraph in paper.paragraphs:
        style: Any = paragraph.style
        form = style.paragraph_format
        assert form.line_spacing_rule == WD_LINE_SPACING.EXACTLY
        assert style.font.name == "Arial"
        indent = 18 if style.name == "List Bullet" else 0
        lines = ceil(len(paragraph.text) * 0.52 * style.font.size.pt / (across - indent))
        used += max(1, lines) * form.line_spacing.pt + form.space_before.pt + form.space_after.pt
    assert used <= 2 * down - 48, "four lines may be pushed to the next page"


def test_the_summary_says_of_whom_and_leaves_no_region_out(edition: Edition, rooms: Rooms) -> None:
    found = paragraphs(as_agenda_item(case(edition, rooms, "osimertinib", "ikke-småcellet lungekræft"), PLACE))
    texts = [text for _, text in found]
    summary = texts[texts.index("Resumé") + 1 : texts.index("Sagsfremstilling")]
    assert any("stadium IB-II" in text and "ikke anbefalet" in text for text in summary)
    assert not any("ikke anbefalet, delvist anbefalet" in text for text in summary)
    assert {"Region Sjælland", "Region Syddanmark"} <= {text.partition(":")[0] for text in summary}
    assert all("…" not in text for text in texts), "nothing is cut in the middle"


def test_it_is_in_the_language_it_says_and_holds_what_xml_cannot(edition: Edition, rooms: Rooms) -> None:
    answered = case(edition, rooms, "daratumumab", "AL-amyloidose", "en")
    rows = [{**answered.rows[0], "text": "bell\x07 and half a pair \ud800"}]
    changed = replace(answered, content={**answered.content, "rows": rows, "total": 1})
    content = as_agenda_item(changed, PLACE)
    assert any("bell\ufffd and" in text for _, text in paragraphs(content))
    with zipfile.ZipFile(io.BytesIO(content)) as file:
        assert 'w:lang w:val="en-GB"' in file.read("word/styles.xml").decode()


def test_what_does_not_fit_is_counted(edition: Edition, rooms: Rooms) -> None:
    answered = case(edition, rooms, "daratumumab", "AL-amyloidose")
    rows = [row for row in answered.rows for _ in range(30)]
    many = replace(answered, content={**answered.content, "rows": rows, "total": len(rows)})
    texts = [text for _, text in paragraphs(as_agenda_item(many, PLACE))]
    (left_out,) = [text for text in texts if "udsagn mere" in text]
    told = sum("[1]" in text or "[2]" in text for text in texts if not text.startswith("["))
    assert int(left_out.split()[0]) + told == len(rows)


def test_nothing_known_is_not_a_no(edition: Edition, rooms: Rooms) -> None:
    texts = "\n".join(
        text for _, text in paragraphs(as_agenda_item(case(edition, rooms, "rituximab", "migræne"), PLACE))
    )
    assert "Det er ikke et nej" in texts


def test_it_is_made_of_a_case_only_and_always_the_same(edition: Edition, rooms: Rooms) -> None:
    answered = case(edition, rooms, "daratumumab", "AL-amyloidose")
    assert as_agenda_item(answered, PLACE) == as_agenda_item(answered, PLACE)
    with pytest.raises(ValueError, match="case-overview"):
        as_agenda_item(answer(edition, find_question(rooms, "sources"), {}), PLACE)
