"""The page of a case, and the journeys of those who prepare one."""

import re
from dataclasses import replace
from urllib.parse import urlencode

import pytest
from fastapi.testclient import TestClient
from pyoxigraph import Literal, NamedNode, Quad

from api.app import create_app
from ensartet.editions import Edition
from ensartet.forms import forms_of
from ensartet.graph import ALT_LABEL
from ensartet.names import ID, path_of
from ensartet.rooms import Rooms
from ensartet.store.oxigraph import OxigraphStore

from ..conftest import Ask
from .test_pages import Outline, page

AL = {"drug": "daratumumab", "disease": "AL-amyloidose"}
CONDITION = "Der kan søges igen, når de andre behandlinger er afprøvet."


def submitted(client: TestClient, **typed: str) -> str:
    """The address that the front page's form leads to."""
    html = client.get("/").text
    form = re.search(r'<form class="case-form" method="get" action="(.*?)">(.*?)</form>', html, re.DOTALL)
    assert form is not None
    assert set(typed) <= set(re.findall(r'name="(\w+)"', form[2]))
    return f"{form[1]}?{urlencode(typed)}"


def case(client: TestClient, given: dict[str, str], status: int = 200) -> Outline:
    return page(client, f"/sag?{urlencode(given)}", status)


def section(client: TestClient, name: str, **given: str) -> str:
    """The text of one section of the page."""
    html = client.get(f"/sag?{urlencode(given)}").text
    found = re.search(rf'<section[^>]*><h2 id="{name}">(.*?)</section>', html, re.DOTALL)
    assert found is not None
    return " ".join(re.sub(r"<[^>]*>", " ", found[1]).split())


def test_from_the_front_page_to_the_condition_and_its_passage_in_two_steps(
    corpus_edition: Edition, rooms: Rooms
) -> None:
    with TestClient(create_app(corpus_edition, rooms)) as client:
        first = page(client, submitted(client, **AL))
        assert f"Region Nordjylland: {CONDITION}" in first.text
        place = next(link for link in first.links if link.startswith("/evidence/m2604-6-12387"))
        passage = client.get(place).text
        assert "<mark>" in passage
        assert "Dokumentets tekst ligger ikke her" not in passage


def test_the_condition_stands_with_its_region_and_its_place(client: TestClient) -> None:
    assert f"Region Nordjylland: {CONDITION} (2. linje) M2604 punkt 6" in section(client, "conditions", **AL)
    row = section(client, "regions", **AL).split("Region Nordjylland", 1)[1].split("Region Sjælland")[0]
    for words in (CONDITION, "Udfald: afslag", "»afvist«", "Bindende eller rådgivende: ikke oplyst", "M2604 punkt 6"):
        assert words in row


def test_every_region_of_the_day_is_there_and_silence_is_no_no(client: TestClient) -> None:
    text = section(client, "regions", **AL)
    assert text.count("ikke nævnt i kilden") == 4
    assert "»Ikke nævnt i kilden« er ikke et nej" in text
    assert "Region ikke navngivet" in text
    later = section(client, "regions", **AL, as_of="2027-01-02")
    assert "Region Østdanmark ikke indlæst" in later
    assert "Region Sjælland" not in later


def test_a_region_that_only_a_filter_leaves_out_is_not_called_unmentioned(client: TestClient) -> None:
    text = section(client, "regions", **AL, as_of="2025-01-01")
    assert "Region Nordjylland omtalt, men ikke i dette svar" in text


def test_stated_and_derived_label_stand_apart(client: TestClient) -> None:
    stated, derived = section(client, "label", **AL).split("Udledt af systemet")
    assert "Indikationsstatus: off-label" in stated
    assert "Udledt efter regel" not in stated
    for words in ("Indikationsstatus: off-label", "Akser, der brister: behandlingslinje", "kan ikke afgøres"):
        assert words in derived


def test_hedges_and_whose_words_they_are_stand_beside_the_statement(client: TestClient) -> None:
    text = section(client, "data", **AL)
    assert "Daratumumab kan være virksomt og tåles godt. forbehold: muligvis" in text
    assert "kun i sagsfremstillingen, ikke Forums ord" in text


def test_open_items_say_that_nobody_is_named(client: TestClient) -> None:
    text = section(client, "open", **AL)
    for words in ("Tilstand: åben", "Ansvarlig: ikke oplyst", "Frist: ikke oplyst", "Foreslået til drøftelse"):
        assert words in text


def test_earlier_cases_are_of_the_same_use_and_the_page_says_what_is_missing(client: TestClient) -> None:
    text = section(client, "precedents", **AL)
    assert "Region: Region Nordjylland" in text
    assert "En sag er kun en parallel, når linje og patientgruppe også passer" in text


def test_findings_lead_to_their_pages(client: TestClient) -> None:
    outline = case(client, AL)
    found = [link for link in outline.links if link.startswith("/id/finding/")]
    assert len(found) == 2
    assert client.get(found[0]).status_code == 200
    assert "noget at undersøge, ikke et udsagn om fejl" in section(client, "findings", **AL)


@pytest.mark.parametrize(
    "given",
    [
        AL,
        {"drug": "teclistamab", "disease": "myelomatose"},
        {"drug": "osimertinib", "disease": "ikke-småcellet lungekræft"},
        {"drug": "dalbavancin", "disease": "bakteriel infektion"},
    ],
)
def test_no_statement_of_the_question_is_lost(given: dict[str, str], client: TestClient, ask: Ask) -> None:
    rows = ask("case-overview", **given)["rows"]
    links = set(case(client, given).links)
    assert rows
    assert {path_of(row["statement_iri"]) for row in rows} <= links
    assert {f"/evidence/{e['iri'].rsplit('/', 1)[1]}" for row in rows for e in row["evidence"]} <= links


def test_every_link_and_every_data_form_answers(client: TestClient) -> None:
    outline = case(client, AL)
    for link in set(outline.links):
        if link.startswith("#"):
            assert link[1:] in outline.ids
        elif link.startswith("/"):
            assert client.get(link).status_code == 200, link
    for form in forms_of("case-overview"):
        if form in ("xlsx", "docx", "csv", "json"):
            assert f"/questions/case-overview.{form}?{urlencode(AL)}" in outline.links
    assert len(outline.ids) == len(set(outline.ids))
    assert set(outline.label_for) <= set(outline.ids)


def test_the_language_switch_keeps_the_case(client: TestClient) -> None:
    outline = case(client, AL)
    english = next(link for link in outline.links if link.startswith("/sag?") and "lang=en" in link)
    assert "daratumumab in AL amyloidosis" in page(client, english).text


def test_the_council_before_and_after_the_addition(client: TestClient) -> None:
    given = {"drug": "teclistamab", "disease": "myelomatose"}
    before = section(client, "council", **given, known_at="2026-05-07")
    after = section(client, "council", **given, known_at="2026-05-08")
    assert "29. april 2026" not in before
    assert "Status: ikke anbefalet" not in before
    assert "29. april 2026" in after
    assert "Status: ikke anbefalet" in after
    assert "offentliggjort senest 7. maj 2026" in case(client, {**given, "known_at": "2026-05-07"}).text


def test_a_misspelt_drug_is_one_click_from_the_case(client: TestClient) -> None:
    outline = page(client, submitted(client, drug="daratumumap", disease="AL-amyloidose"), 422)
    assert "Vi kender ikke »daratumumap« som lægemiddel" in outline.text
    assert "/sag?disease=AL-amyloidose&drug=daratumumab" in outline.links
    assert CONDITION in page(client, "/sag?disease=AL-amyloidose&drug=daratumumab").text


def test_two_misspelt_names_are_one_click_from_the_case(client: TestClient) -> None:
    outline = case(client, {"drug": "daratumumap", "disease": "amyloidose", "lang": "en"}, 422)
    assert "/sag?lang=en&drug=daratumumab&disease=AL+amyloidosis" in outline.links


def test_a_name_that_is_part_of_several_gives_them_to_choose_from(client: TestClient) -> None:
    outline = case(client, {"drug": "HER2", "disease": "brystkræft"}, 422)
    offered = [link for link in outline.links if "drug=HER2-" in link]
    assert len(offered) >= 2
    assert all(client.get(link).status_code == 200 for link in offered)


def test_a_name_of_two_things_gives_both_to_choose_from(edition: Edition, rooms: Rooms) -> None:
    names = (f"{ID}disease/al-amyloidosis", f"{ID}disease/multiple-myeloma")
    assert all(edition.graph.node(iri).exists for iri in names)
    said = [Quad(NamedNode(iri), ALT_LABEL, Literal("myelom-x"), NamedNode(ID)) for iri in names]
    doubled = replace(edition, store=OxigraphStore([*edition.store.quads(), *said]))
    with TestClient(create_app(doubled, rooms)) as client:
        outline = case(client, {"drug": "daratumumab", "disease": "myelom-x"}, 422)
        assert "kan være flere ting" in outline.text
        offered = [link for link in outline.links if "disease=https" in link]
        assert len(offered) == 2
        titles = {re.findall(r"<title>(.*?) ·", client.get(link).text)[0] for link in offered}
        assert titles == {"daratumumab, AL-amyloidose", "daratumumab, myelomatose"}


def test_a_name_like_no_other_leads_on(client: TestClient) -> None:
    text = case(client, {"drug": "qqqqqq", "disease": "AL-amyloidose"}, 422).text
    assert "Intet navn her ligner" in text


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"drug": "rituximab", "disease": "AL-amyloidose"}, "rituximab er et kendt navn, men ingen indlæst kilde"),
        ({"drug": "rituximab"}, "rituximab er et kendt navn, men ingen indlæst kilde"),
        ({"drug": "osimertinib", "disease": "AL-amyloidose"}, "Ingen indlæst kilde siger noget om de to sammen"),
    ],
)
def test_no_statement_is_no_information_and_not_a_no(given: dict[str, str], words: str, client: TestClient) -> None:
    text = case(client, given).text
    assert "Ingen oplysning." in text
    assert words in text
    assert "Det er ikke et nej." in text


def test_a_drug_without_statements_on_the_disease_leads_to_those_it_has(client: TestClient) -> None:
    outline = case(client, {"drug": "osimertinib", "disease": "AL-amyloidose"})
    instead = next(link for link in outline.links if link.startswith("/sag?drug=osimertinib&disease=ikke-sm"))
    assert "Ingen oplysning." not in page(client, instead).text


@pytest.mark.parametrize(("kind", "name"), [("drug", "daratumumab"), ("disease", "AL-amyloidose")])
def test_one_name_gives_the_others_that_sources_mention_with_it(kind: str, name: str, client: TestClient) -> None:
    links = case(client, {kind: name}).links
    assert (
        "/sag?drug=daratumumab&disease=AL-amyloidose" in links or "/sag?disease=AL-amyloidose&drug=daratumumab" in links
    )


def test_no_name_is_a_form_with_an_example(client: TestClient) -> None:
    outline = case(client, {})
    assert "Skriv et lægemiddel og en sygdom" in outline.text
    assert "/sag?drug=daratumumab&disease=AL-amyloidose" in outline.links


@pytest.mark.parametrize(
    "given",
    [
        {"drug": "x" * 201, "disease": "AL-amyloidose"},
        {"drug": "dara\x00tumumab", "disease": "AL-amyloidose"},
        {**AL, "lang": "xx"},
        {**AL, "as_of": "igår"},
        {**AL, "known_at": "2026-13-01"},
        {**AL, "line_min": "99"},
        {**AL, "durg": "x"},
        {"drug": '"><script>alert(1)</script>', "disease": "<img src=x onerror=alert(1)>"},
    ],
)
def test_what_cannot_be_understood_is_refused_in_words(given: dict[str, str], client: TestClient) -> None:
    response = client.get(f"/sag?{urlencode(given)}", headers={"accept": "text/html"})
    assert response.status_code == 422
    assert "<script" not in response.text
    assert "<img" not in response.text
    assert 'class="note warn"' in response.text
