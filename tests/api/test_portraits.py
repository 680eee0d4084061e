"""A thing in its user's terms: what people look for stands first, each statement with kind, hedge, dates and place."""

import re

import pytest
from fastapi.testclient import TestClient

from api import portraits

from .test_pages import page

THINGS = [
    *("/id/drug/daratumumab", "/id/treatment/daratumumab", "/id/product/darzalex", "/id/drug-class/bcma-directed"),
    *("/id/disease/al-amyloidosis", "/id/region/syddanmark", "/id/region/sjaelland", "/id/source/acc24"),
    *("/id/use/daratumumab-al-amyloidosis-l2", "/id/statement/acc24-hovedstaden-breast", "/id/part/m2604"),
    *("/id/body/forum", "/id/body/kris", "/id/body/rlr-syddanmark", "/id/source/m2602"),
    *("/id/part/m2602-addition-2026-05-08", "/id/source/mr-daratumumab-2025"),
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


def test_a_region_says_who_decides_how_firmly_and_since_when(client: TestClient) -> None:
    text = section(client, "/id/region/syddanmark", "decides")
    for words in (
        *("Organer i sagsgangen Det Regionale Lægemiddelråd", "Afgør til sidst den behandlingsansvarlige læge"),
        *("Hvor bindende rådgivende", "Tidsgrænse 14 dage", "Anke til koncerndirektionen"),
        *("Gælder siden ikke oplyst", "Kendt tidligst 2024-02-19"),
    ):
        assert words in text
    assert "Det Regionale Lægemiddelråd" in section(client, "/id/region/syddanmark", "facts")
    english = section(client, "/id/region/syddanmark?lang=en", "decides")
    assert "Time limit 14 days" in english
    assert "Valid since not stated" in english


def test_a_procedure_goes_step_by_step_and_a_body_in_a_step_is_not_said_to_decide(client: TestClient) -> None:
    response = client.get("/id/region/syddanmark").text
    part = response[response.index('id="p-procedure"') :]
    part = part[: part.index("</section>")]
    rows = [re.sub(r"\s+", " ", re.sub("<.*?>", " ", row)).strip() for row in re.findall("<tr>.*?</tr>", part)][1:]
    assert [row[0] for row in rows[:7]] == list("1234567")
    assert all(row.startswith("uden nummer") for row in rows[7:])
    assert [row[0] for row in rows if "afgør til sidst" in row] == ["5"]


def test_a_region_without_a_procedure_is_silence(client: TestClient) -> None:
    assert "Det er ikke et nej" in section(client, "/id/region/oestdanmark", "decides")


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


@pytest.mark.parametrize("name", ["m2602", "m2604", "acc24", "ana16", "tor17"])
def test_a_document_has_all_its_statements_by_item(name: str, client: TestClient) -> None:
    response = client.get(f"/id/source/{name}").text
    outline = page(client, f"/id/source/{name}")
    items = [int(number) for number in re.findall(r'<h2 id="p-item-\d+">Punkt (\d+)\b(?!\.)', response)]
    assert items == sorted(items)
    assert f"/questions/statements.html?source={name.upper()}" in outline.links
    answer = client.get(f"/questions/statements.json?source={name.upper()}").json()
    assert not answer["truncated"]
    tables = response[: response.index('class="all-said"')]
    missing = [row["text"] for row in answer["rows"] if f'{row["statement_iri"].rsplit("/", 1)[1]}"' not in tables]
    assert not missing
    assert f"Udsagn indlæst herfra {answer['total']}" in section(client, f"/id/source/{name}", "facts")


def test_a_document_too_long_for_a_page_leaves_whole_items_out_and_says_which(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(portraits, "MOST_OF_DOCUMENT", 60)
    response = client.get("/id/source/m2602").text
    shown = sum(int(number) for number in re.findall(r'id="p-item-\d+">[^<]*<span class="detail">\((\d+)\)', response))
    shown += len(re.findall(r'id="p-item-\d+">[^<]*</h2>', response))
    rest = section(client, "/id/source/m2602", "rest")
    left = [int(number) for number in re.findall(r"\((\d+)\)", rest)][-rest.count("Punkt") :]
    assert shown <= 60
    assert shown + sum(left) == 169
    assert "/questions/statements.html?source=M2602&item=4" in page(client, "/id/source/m2602").links


def test_a_document_says_what_came_later_and_what_is_known_and_not_loaded(client: TestClient) -> None:
    parts = section(client, "/id/source/m2602", "parts")
    assert "tidligst 2026-02-24" in parts
    assert "2026-05-08" in parts
    missing = section(client, "/id/source/m2602", "missing")
    assert "bilag 1 til punkt 6" in missing
    assert "kendt, ikke offentlig her" in missing
    assert "punkt 2 " not in missing, "loaded"


def test_a_body_says_what_it_is_part_of_what_it_is_to_do_and_where_it_decides(client: TestClient) -> None:
    forum = section(client, "/id/body/forum", "role")
    assert "Formål" in forum
    assert "TOR17 punkt 3" in forum
    committee = "/id/body/rlr-syddanmark"
    assert "Region Syddanmark" in section(client, committee, "facts")
    assert "14 dage" in section(client, committee, "body")
    assert "Det er ikke et nej" in section(client, committee, "role")


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


def test_a_decision_shows_both_sides_of_its_finding_and_what_else_is_said(client: TestClient) -> None:
    address = "/id/statement/m2604-6-nordjylland"
    findings = section(client, address, "findings")
    for words in ("Udledt af systemet", "Region Nordjylland: afslag", "flere regioner, ikke navngivet: bruges"):
        assert words in findings
    assert "kan ikke afgøres" in findings
    sides = section(client, address, "sides")
    assert "potentielt:" in sides
    assert "der kan søges igen" not in sides, "the statement itself is no other side"
    assert "ingen er nævnt. Kan ikke uden videre overføres" in section(client, address, "related")


def test_a_statement_in_no_finding_does_not_say_that_all_agree(client: TestClient) -> None:
    assert "Det betyder kun" in section(client, "/id/statement/acc24-sjaelland-approval", "findings")


def test_a_status_of_the_council_has_no_region_and_a_practice_of_unnamed_ones_has(client: TestClient) -> None:
    text = section(client, "/id/statement/m2604-6-nordjylland", "sides")
    assert re.search(r"off-label \(oplægsholderens ord\)\. ikke relevant", text)
    assert "flere regioner, ikke navngivet" in text


@pytest.mark.parametrize("address", THINGS)
def test_no_cell_says_approved_alone(address: str, client: TestClient) -> None:
    assert not re.search(r">\s*(Godkendt|Approved)\s*<", client.get(address).text, re.IGNORECASE)
