"""The agenda item as Word reads it."""

import io
from dataclasses import replace
from math import ceil

import pytest
from docx import Document

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
    """By lines: A4 with these margins takes 62 lines of 10 point text a page, 95 characters each."""
    found = paragraphs(as_agenda_item(case(edition, rooms, drug, disease, lang), PLACE))
    assert sum(max(1, ceil(len(text) / 95)) * (1.6 if "Heading" in style else 1) for style, text in found) <= 124


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
