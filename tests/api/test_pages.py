"""What a reader of a page relies on."""

import re
from html.parser import HTMLParser
from urllib.parse import urlencode

import pytest
from fastapi.testclient import TestClient

from api.matrix import EMPTY
from ensartet.editions import Edition
from ensartet.names import Lang, code
from ensartet.questions import all_questions
from ensartet.rooms import installed_rooms

from ..conftest import needed

QUESTIONS = list(all_questions(installed_rooms()))
PAGES = [
    *("/om", "/search?q=enkelttilskud", "/search?q=darzalx", "/sag", "/sag?drug=daratumumab&disease=AL-amyloidose"),
    *("/", "/questions", "/reference", "/coverage", "/evidence/m2604-6-13552", "/evidence/tor17-4.2-3649"),
    *(f"/questions/{name}.html" for name in QUESTIONS),
    *(f"/questions/{name}.html?{urlencode(needed(name))}" for name in QUESTIONS if needed(name)),
]


class Outline(HTMLParser):
    """Links, ids, label targets and text of a page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.sources: list[str] = []
        self.ids: list[str] = []
        self.label_for: list[str] = []
        self.text = ""
        self.feed(page)
        self.text = re.sub(r"\s+", " ", self.text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        alternate = tag == "link" and found.get("rel") == "alternate"
        if tag == "a" or alternate:
            self.links.append(found.get("href") or "")
        elif tag in ("link", "script", "img", "iframe"):
            self.sources.append(found.get("href") or found.get("src") or "")
        if "id" in found:
            self.ids.append(found["id"] or "")
        if tag == "label":
            self.label_for.append(found.get("for") or "")

    def handle_data(self, data: str) -> None:
        self.text += data


def page(client: TestClient, address: str, status: int = 200) -> Outline:
    response = client.get(address, headers={"accept": "text/html"})
    assert response.status_code == status, response.text
    return Outline(response.text)


@pytest.mark.parametrize("address", PAGES)
@pytest.mark.parametrize("lang", ["da", "en"])
def test_every_page_says_its_purpose_and_up_to_when_sources_go(address: str, lang: str, client: TestClient) -> None:
    text = page(client, f"{address}{'&' if '?' in address else '?'}lang={lang}").text
    assert ("Kilder til og med 8. maj 2026" if lang == "da" else "Sources up to 8 May 2026") in text
    assert ("Formål: overblik" if lang == "da" else "Intended purpose: an overview") in text


@pytest.mark.parametrize("address", PAGES)
def test_every_page_is_whole_by_itself(address: str, client: TestClient) -> None:
    outline = page(client, address)
    assert all(source.startswith("/static/") for source in outline.sources)
    assert len(outline.ids) == len(set(outline.ids))
    assert set(outline.label_for) <= set(outline.ids)
    assert "{{" not in outline.text


@pytest.mark.parametrize("address", PAGES)
def test_no_link_leads_nowhere(address: str, client: TestClient, edition: Edition) -> None:
    """Ours all answer; what leads elsewhere is the address of a source that is cited."""
    cited = {iri.value for node in edition.graph.of_class("CitedDocument") for iri in node.nodes("address")}
    outline = page(client, address)
    for link in set(outline.links):
        if link.startswith("#"):
            assert link[1:] in outline.ids
        elif link.startswith("/"):
            assert client.get(link).status_code == 200, link
        else:
            assert link in cited


def test_the_matrix_says_in_words_what_each_region_is(client: TestClient) -> None:
    text = page(client, "/questions/off-label-without-application.html").text
    assert "Region ikke navngivet" in text
    assert (
        "anvendes uden enkeltansøgning (flere regioner, ikke navngivet, udbredt, »relativt udbredt klinisk praksis«)"
        in text
    )
    assert "afslag (1)" in text
    assert text.count("ikke nævnt i kilden") >= 4
    assert "kilden siger intet om regionen; det er ikke et nej" in text


def test_a_region_that_another_statement_names_is_not_called_unmentioned(client: TestClient) -> None:
    text = page(client, "/questions/applications.html?drug=osimertinib&to=2025-12-31").text
    assert "○ afslag (1)" in text
    assert text.count("ikke nævnt i kilden") == 4  # three cells and the legend


def test_the_cells_of_a_region_matrix_say_why_they_are_empty(client: TestClient) -> None:
    text = page(client, "/questions/region-matrix.html?disease=AL-amyloidose&as_of=2026-05-10").text
    assert "● afslag (1)" in text
    assert text.count("ikke nævnt i kilden") >= 8, "four cells of the matrix and four rows"
    assert "ikke navngivet" in text
    later = page(client, "/questions/region-matrix.html?disease=AL-amyloidose&as_of=2027-02-01").text
    assert "kilden, der kunne svare, er ikke indlæst her" in later


@pytest.mark.parametrize("lang", ["da", "en"])
def test_the_words_of_empty_cells_are_those_of_the_code_list(lang: Lang, edition: Edition) -> None:
    words = {name: edition.graph.label(code("cell", name), lang) for name in EMPTY if name != "elsewhere"}
    assert words == {name: EMPTY[name].in_lang(lang) for name in words}


def test_a_question_that_needs_something_opens_with_its_form_and_an_example(client: TestClient) -> None:
    outline = page(client, "/questions/case-overview.html")
    assert "Udfyld lægemiddel og sygdom" in outline.text
    example = next(link for link in outline.links if "drug=daratumumab" in link)
    assert "Alt om ét lægemiddel" in page(client, example).text
    assert "kræver" in page(client, "/questions/case-overview.html?drug=daratumumab", 422).text


def test_a_column_that_is_of_another_kind_of_statement_is_not_called_unstated(client: TestClient) -> None:
    response = client.get("/questions/case-overview.html?drug=daratumumab&disease=AL-amyloidose")
    headings = [re.sub(r"<.*?>", "", th) for th in re.findall(r'<th scope="col">(.*?)</th>', response.text)]
    council = re.findall(r"<tr>(<th scope=\"row\">Medicinrådets status.*?)</tr>", response.text, re.DOTALL)[0]
    cells = [re.sub(r"<.*?>", "", cell) for cell in re.findall(r"<t[hd].*?</t[hd]>", council, re.DOTALL)]
    of = dict(zip(headings, cells, strict=True))
    assert (of["Udfald"], of["Ansøgningspraksis"], of["Status"]) == ("ikke relevant", "ikke relevant", "ikke anbefalet")


def test_a_filter_on_a_region_keeps_the_other_columns_out(client: TestClient) -> None:
    response = client.get("/questions/applications.html?drug=osimertinib&region=Sjælland")
    assert re.findall(r'<th scope="col">(.*?)</th>', response.text)[1:3] == ["Sjælland", "Region ikke navngivet"]


def test_tallies_without_a_named_medicine_are_not_in_the_matrix(client: TestClient) -> None:
    text = page(client, "/questions/applications.html").text
    assert "rækker uden navngivet lægemiddel står kun i tabellen" in text


def test_what_cannot_have_a_value_is_not_called_unstated(client: TestClient) -> None:
    text = page(client, "/questions/applications.html?drug=osimertinib&drug=teclistamab").text
    assert "ikke relevant" in text


def test_regions_that_are_equally_unknown_stand_in_one_line(client: TestClient) -> None:
    text = page(client, "/questions/off-label-without-application.html").text
    assert "Region Sjælland og Region Syddanmark er blandt dem, er ukendt" in text


def test_regions_in_the_matrix_are_those_of_the_day(client: TestClient) -> None:
    response = client.get("/questions/off-label-without-application.html?as_of=2027-01-01")
    headings = re.findall(r'<th scope="col">(.*?)</th>', response.text)[1:6]
    assert headings == ["Region ikke navngivet", "Midtjylland", "Nordjylland", "Syddanmark", "Østdanmark"]


def test_a_hedge_stands_inside_the_cell(client: TestClient) -> None:
    assert "tilsyneladende" in page(client, "/questions/completeness.html").text
    text = page(client, "/questions/off-label-without-application.html").text
    assert "kilden siger det også med forbehold: muligvis, potentielt, tilsyneladende" in text
    assert "(kilden tager forbehold)" in page(client, "/questions/off-label-without-application.html").text


def test_caveats_stand_above_the_rows(client: TestClient) -> None:
    text = page(client, "/questions/applications-under-assessment.html").text
    assert text.index("Perioderne er ikke ens") < text.index("Svar: 5 rækker") < text.index("29")


def test_an_empty_answer_says_that_it_is_not_a_no(client: TestClient) -> None:
    text = page(client, "/questions/off-label-without-application.html?region=Sjælland").text
    assert "Det betyder ikke nej" in text
    assert "om Region Sjælland er en af dem, er ukendt" in text


def test_evidence_is_cited_by_item_and_says_when_the_text_is_absent(client: TestClient) -> None:
    text = page(client, "/evidence/m2604-6-13552").text
    assert "M2604 punkt 6, beslutning" in text
    assert "Dokumentets tekst ligger ikke her" in text
    assert "Flere regioner, som ikke nævnes" in text


def test_a_name_nobody_knows_keeps_the_form_and_offers_near_names(client: TestClient) -> None:
    outline = page(client, "/questions/applications.html?drug=darzalx", 422)
    assert "Vi kender ikke »darzalx« som lægemiddel" in outline.text
    offered = [link for link in outline.links if "drug=Darzalex" in link]
    assert client.get(offered[0]).status_code == 200


def test_a_misspelt_parameter_offers_the_right_one_with_its_value(client: TestClient) -> None:
    outline = page(client, "/questions/applications.html?durg=osimertinib", 422)
    offered = next(link for link in outline.links if "drug=osimertinib" in link)
    assert "Svar: 2 rækker" in page(client, offered).text


def test_what_a_visitor_types_is_shown_as_text(client: TestClient) -> None:
    response = client.get("/questions/applications.html", params={"drug": '"><script>alert(1)</script>'})
    assert "<script>" not in response.text
    assert client.get("/questions/<script>").text.count("<script>") == 0


def test_missing_pages_are_pages(client: TestClient) -> None:
    assert "Ukendt spørgsmål" in page(client, "/questions/nothing", 404).text
    assert "Findes ikke" in page(client, "/evidence/nothing", 404).text
    assert "Findes ikke" in page(client, "/nowhere", 404).text
