"""The front page: what a visitor finds first, and the regions of the day."""

import gzip
import re

import pytest
from fastapi.testclient import TestClient

from api.front import Sheets
from ensartet.editions import Edition
from ensartet.names import LANGS, Lang
from ensartet.questions import all_questions
from ensartet.rooms import installed_rooms

from .test_pages import Outline, page

TRANSFERRED = 100_000


def headings(html: str) -> list[str]:
    """The column headings of the matrix, without that of the uses."""
    return re.findall(r'<th scope="col">(.*?)</th>', html)[1:]


@pytest.mark.parametrize("lang", ["da", "en"])
def test_case_comes_first_then_search_then_questions_then_regions(lang: str, client: TestClient) -> None:
    html = client.get(f"/?lang={lang}").text
    order = [html.index(mark) for mark in ('action="/sag"', 'action="/search"', 'href="/questions/', 'class="matrix"')]
    assert order == sorted(order)


@pytest.mark.parametrize("lang", LANGS)
def test_the_form_offers_names_without_a_script(lang: Lang, client: TestClient, edition: Edition) -> None:
    html = client.get(f"/?lang={lang}").text
    assert "<script" not in html
    offered = set(re.findall(r'<option value="(.*?)">', html))
    assert {"daratumumab", "Darzalex", "AL-amyloidose" if lang == "da" else "AL amyloidosis"} <= offered
    assert len(offered) == len({*edition.resolver.names("drug", lang), *edition.resolver.names("disease", lang)})


def test_every_question_is_there_in_a_sentence(client: TestClient) -> None:
    outline = Outline(client.get("/").text)
    for name, question in all_questions(installed_rooms()).items():
        assert f"/questions/{name}" in outline.links
        assert question.title.da in outline.text


@pytest.mark.parametrize("address", ["/", "/?lang=en", "/?as_of=2027-01-02"])
def test_the_page_is_light_even_uncompressed(address: str, client: TestClient) -> None:
    html = client.get(address).content
    assert len(html) <= TRANSFERRED
    assert len(gzip.compress(html)) <= TRANSFERRED / 5


def test_the_regions_are_those_of_the_day(client: TestClient) -> None:
    before = headings(client.get("/?as_of=2026-12-31").text)
    assert [name for name in before if name != "Region ikke navngivet"] == [
        *("Hovedstaden", "Midtjylland", "Nordjylland", "Sjælland", "Syddanmark")
    ]
    after = headings(client.get("/?as_of=2027-01-02").text)
    assert [name for name in after if name != "Region ikke navngivet"] == [
        *("Midtjylland", "Nordjylland", "Syddanmark", "Østdanmark")
    ]
    assert headings(client.get("/?as_of=02-01-2027").text) == after


def test_what_an_earlier_region_said_keeps_its_name_under_the_successor(client: TestClient) -> None:
    text = page(client, "/?as_of=2027-01-02").text
    assert "Region Sjælland: afslag (1)" in text
    assert "Rækker vist under Region Østdanmark stammer fra Region Sjælland" in text
    assert "Region Sjælland: afslag (1)" not in page(client, "/?as_of=2026-12-31").text


def test_a_use_leads_to_its_case(client: TestClient) -> None:
    link = "/sag?drug=daratumumab&disease=AL-amyloidose"
    assert link in page(client, "/").links
    assert "daratumumab ved AL-amyloidose" in page(client, link).text


def test_what_was_only_considered_is_not_said_to_be_used(client: TestClient) -> None:
    html = client.get("/").text
    row = re.search(r"<tr><th[^>]*>(?:<a[^>]*>)?CAR-T-behandling.*?</tr>", html, re.DOTALL)
    assert row is not None
    assert "anvendes" not in row[0]
    assert "omtalt; brugen er uklar" in row[0]


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("/?as_of=2026-02-31", "er ikke en dato"),
        ("/?as_of=<script>alert(1)</script>", "er ikke en dato"),
        ("/?as_of=2026-01-01%00", "er ikke en dato"),
        ("/?lang=xx", "Sproget »xx« findes ikke her"),
        ("/questions?lang=xx", "Sproget »xx« findes ikke her"),
    ],
)
def test_what_cannot_be_understood_is_said_in_words(address: str, words: str, client: TestClient) -> None:
    response = client.get(address, headers={"accept": "text/html"})
    assert response.status_code == 422
    assert words in Outline(response.text).text
    assert "<script" not in response.text


def test_many_days_do_not_fill_the_memory(edition: Edition, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("api.front.MOST_KEPT", 2)
    sheets = Sheets(edition, installed_rooms())
    for day in ("2026-05-10", "2026-05-11", "2026-05-12"):
        sheets.of(day, "da")
    assert sheets.of("2026-05-12", "da") is sheets.of("2026-05-12", "da")
    assert len(sheets._kept) == 2
