"""A thing in its user's terms: what people look for stands first, each statement with kind, hedge, dates and place."""

import re

import pytest
from fastapi.testclient import TestClient

from .test_pages import page

THINGS = [
    *("/id/drug/daratumumab", "/id/treatment/daratumumab", "/id/product/darzalex", "/id/drug-class/bcma-directed"),
    *("/id/disease/al-amyloidosis", "/id/region/syddanmark", "/id/region/sjaelland", "/id/source/acc24"),
    *("/id/use/daratumumab-al-amyloidosis-l2", "/id/statement/acc24-hovedstaden-breast", "/id/part/m2604"),
    "/id/finding/against-council-3c1fe5bc9d21",
]


@pytest.mark.parametrize("address", THINGS)
@pytest.mark.parametrize("lang", ["da", "en"])
def test_no_link_leads_nowhere_and_ids_are_unique(address: str, lang: str, client: TestClient) -> None:
    outline = page(client, f"{address}?lang={lang}")
    assert len(outline.ids) == len(set(outline.ids))
    for link in set(outline.links):
        if not link.startswith(("#", "http")):
            assert client.get(link).status_code == 200, link


def section(client: TestClient, address: str, slug: str) -> str:
    """The text of one section."""
    found = re.search(rf'<h2 id="p-{slug}">(.*?)</section>', client.get(address).text, re.DOTALL)
    assert found, slug
    return re.sub(r"\s+", " ", re.sub(r"<.*?>", " ", found[1])).strip()


def test_a_medicine_leads_with_brands_codes_status_decisions_and_questions(client: TestClient) -> None:
    address = "/id/drug/daratumumab"
    facts = section(client, address, "facts")
    assert "Darzalex" in facts
    assert "ATC L01FC01" in facts
    assert "2023-01" in section(client, address, "status"), "a month stays a month"
    assert "senere erstattet" in section(client, address, "status")
    assert "Region Nordjylland" in section(client, address, "decisions")
    assert "flere regioner, ikke navngivet" in section(client, address, "practice")
    links = page(client, address).links
    assert "/questions/applications.html?drug=daratumumab" in links
    assert "/questions/codes.html?drug=daratumumab" in links


def test_a_medicine_of_which_nothing_is_said_is_silence_and_no_no(client: TestClient) -> None:
    text = section(client, "/id/drug/bortezomib", "decisions")
    assert "Det er ikke et nej" in text


def test_a_treatment_of_several_substances_is_not_what_each_of_them_is(client: TestClient) -> None:
    text = page(client, "/id/treatment/daratumumab").text
    assert "bortezomib, lenalidomid" not in text


def test_a_class_has_its_members_as_stated_with_dates(client: TestClient) -> None:
    facts, members = (section(client, "/id/drug-class/bcma-directed", slug) for slug in ("facts", "members"))
    assert "teclistamab" in facts
    assert "tidligst 2026-02-24" in members
    assert "M2602 punkt 3" in members


def test_a_region_says_how_it_decides_step_by_step(client: TestClient) -> None:
    text = section(client, "/id/region/syddanmark", "procedure")
    assert "14 dage" in text
    assert "rådgivende" in text
    assert "koncerndirektionen" in text
    rows = re.findall(r'<tr><th scope="row">(\d|–)</th>', client.get("/id/region/syddanmark").text)
    assert rows[:7] == list("1234567")


def test_a_region_that_ends_says_when_and_what_it_becomes(client: TestClient) -> None:
    facts = section(client, "/id/region/sjaelland", "facts")
    assert "31. december 2026" in facts
    assert "Region Østdanmark" in facts
    assert "Region Sjælland" in section(client, "/id/region/oestdanmark", "facts")


def test_a_use_has_a_timeline_in_order_and_related_uses_apart(client: TestClient) -> None:
    address = "/id/use/daratumumab-al-amyloidosis-l2"
    timeline = section(client, address, "timeline")
    assert "afslag" in timeline
    assert "potentielt:" in timeline, "a hedge stands in the cell"
    assert "relativt udbredt" not in timeline, "said without a line"
    assert "relativt udbredt" in section(client, address, "related")
    first = section(client, "/id/use/daratumumab-al-amyloidosis-l1", "timeline")
    assert first.index("2023") < first.index("2024")


def test_a_document_has_its_statements_by_item_and_is_bounded(client: TestClient) -> None:
    large = page(client, "/id/source/m2602")
    items = [int(number) for number in re.findall(r"Punkt (\d+)", large.text)]
    assert items == sorted(items)
    assert len(items) > 3
    assert re.search(r"Alle 1\d\d udsagn som tabel", large.text)
    assert "/questions/statements.html?source=M2602" in large.links
    whole = client.get("/id/source/acc24").text
    answer = client.get("/questions/statements.json?source=ACC24").json()
    assert answer["total"] <= 100
    missing = [row["text"] for row in answer["rows"] if row["statement_iri"].rsplit("/", 1)[1] not in whole]
    assert not missing


def test_a_statement_says_who_when_how_firmly_and_what_it_is_part_of(client: TestClient) -> None:
    facts = section(client, "/id/statement/m2604-6-nordjylland", "facts")
    for words in (
        *("Hvem siger det Region Nordjylland", "Kildens ord afvist", "Besluttet ikke oplyst"),
        *("Gælder fra ikke oplyst", "Kendt tidligst 2026-04-09", "Forbehold", "M2604 punkt 6"),
    ):
        assert words in facts
    assert "Afslag ét sted" in section(client, "/id/statement/m2604-6-nordjylland", "findings")
    assert "Bekræfter" in section(client, "/id/statement/m2604-6-practice", "facts")
    assert "Bekræftes af" in section(client, "/id/statement/m2604-6-no-practice", "facts")


def test_a_finding_is_said_to_be_derived_and_not_asked_about(client: TestClient) -> None:
    facts = section(client, "/id/finding/against-council-3c1fe5bc9d21", "facts")
    assert "Udledt af systemet" in facts
    assert "ny: regionen er ikke spurgt" in facts
    rests = section(client, "/id/finding/against-council-3c1fe5bc9d21", "rests")
    assert "ACC24" in rests


@pytest.mark.parametrize("address", THINGS)
def test_no_cell_says_approved_alone(address: str, client: TestClient) -> None:
    assert not re.search(r">\s*(Godkendt|Approved)\s*<", client.get(address).text, re.IGNORECASE)
