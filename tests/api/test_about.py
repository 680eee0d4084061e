"""What every page says of its purpose, its dates, and whom to write to."""

from urllib.parse import parse_qs, urlsplit

import pytest
from fastapi.testclient import TestClient

from api.app import create_app
from api.contact import SETTING, contact, letter
from api.matrix import EMPTY
from ensartet.editions import Edition
from ensartet.errors import BadSetting
from ensartet.rooms import Rooms

from .test_pages import page

PAGES = [
    *("/", "/om", "/search?q=darzalx", "/sag", "/sag?drug=daratumumab&disease=AL-amyloidose", "/sag?drug=qqqqqq"),
    *("/evidence/m2604-6-12387", "/questions/sources", "/id/region/nordjylland", "/def/", "/nothing", "/?lang=xx"),
]


def body(address: str) -> str:
    return parse_qs(urlsplit(address).query)["body"][0]


@pytest.mark.parametrize("address", PAGES)
def test_every_page_has_its_purpose_date_and_way_to_the_rest(address: str, client: TestClient) -> None:
    response = client.get(address, headers={"accept": "text/html"})
    outline = page(client, address, response.status_code)
    assert "Kilder til og med 8. maj 2026" in outline.text
    assert "ikke beslutningsstøtte for den enkelte behandling" in outline.text
    assert response.text.partition("<body>")[2].lstrip().startswith('<a class="skip" href="#main">')
    assert "main" in outline.ids
    assert {"/sag", "/search", "/questions", "/om"} <= set(outline.links)
    assert "set-cookie" not in response.headers


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("da", ["Ikke beslutningsstøtte for den enkelte patient", "Ikke et register over patienter", "CC0-1.0"]),
        ("da", ["sætter ingen cookies", "forlader ikke maskinen", "Endnu ikke gennemset af en kliniker"]),
        (
            "en",
            ["Not decision support for a single patient", "Not a register of patients", "No information is never a no"],
        ),
    ],
)
def test_about_says_what_it_is_and_is_not(lang: str, words: list[str], client: TestClient) -> None:
    text = page(client, f"/om?lang={lang}").text
    assert [word for word in words if word not in text] == []


def test_about_explains_the_four_empty_cells_and_names_the_sources(client: TestClient) -> None:
    outline = page(client, "/om")
    for name in ("not-mentioned", "region-not-named", "not-loaded", "not-applicable"):
        assert EMPTY[name].da in outline.text
    for source in ("M2604", "M2602", "ACC24", "TOR17", "ANA16"):
        assert source in outline.text
    assert all(client.get(link).status_code == 200 for link in outline.links if link.startswith("/"))


@pytest.mark.parametrize("address", PAGES)
def test_without_a_contact_the_page_says_so(address: str, client: TestClient) -> None:
    outline = page(client, address, client.get(address, headers={"accept": "text/html"}).status_code)
    assert "Der er ikke angivet, hvem man skriver til her" in outline.text
    assert not any(link.startswith("mailto:") for link in outline.links)


def test_a_letter_names_the_page_and_the_edition(
    edition: Edition, rooms: Rooms, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(SETTING, "medicin@example.dk")
    with TestClient(create_app(edition, rooms)) as client:
        for address in ("/evidence/m2604-6-12387", "/questions/sources?lang=en", "/id/region/nordjylland"):
            mail = next(link for link in page(client, address).links if link.startswith("mailto:"))
            assert mail.startswith("mailto:medicin@example.dk?")
            assert f"http://testserver{address}\r\n" in body(mail)
            assert edition.manifest.version in body(mail)
            assert "patient" in body(mail), "asks to write nothing on patients"


def test_an_address_cannot_add_to_the_letter() -> None:
    mail = letter("a@example.dk", "http://x/?q=a&bcc=evil@example.dk\r\nCc: b@example.dk", "1", "da")
    assert set(parse_qs(urlsplit(mail).query)) == {"subject", "body"}
    assert "\r" not in mail
    assert "\n" not in mail
    assert len(letter("a@example.dk", "x" * 100_000, "1", "da")) < 10_000


@pytest.mark.parametrize("value", ["", "  "])
def test_a_blank_setting_is_no_contact(value: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(SETTING, value)
    assert contact() is None


@pytest.mark.parametrize("value", ["nobody", "a@b", "a@example.dk?cc=b@example.dk", "<a@example.dk>", "a b@example.dk"])
def test_what_is_no_mail_address_is_refused_in_words(value: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(SETTING, value)
    with pytest.raises(BadSetting, match=SETTING):
        contact()
