"""What readers do, step by step, with scripts and without; and with the keyboard alone."""

import re
from io import BytesIO
from urllib.parse import urlencode
from zipfile import ZipFile

import pytest
from fastapi.testclient import TestClient
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from ensartet.editions import Edition

pytestmark = pytest.mark.browser

OVERVIEW = "/questions/case-overview"
CASE = {"drug": "daratumumab", "disease": "AL-amyloidose"}


def _ask(page: Page, **values: str) -> None:
    """Fill in and send the form that has these fields."""
    form = page.locator("form")
    for name in values:
        form = form.filter(has=page.locator(f'[name="{name}"]'))
    for name, value in values.items():
        form.first.locator(f'[name="{name}"]').fill(value)
    with page.expect_navigation():
        form.first.locator("button").first.click()


def _open_the_case(page: Page) -> None:
    """From the front page to the overview of the case."""
    page.goto("/")
    _ask(page, **CASE)


def test_a_case_from_the_front_page_to_the_region_s_condition_and_the_passage(reader: Page) -> None:
    _open_the_case(reader)
    region = reader.locator("main tr, main li, main dd, main section").filter(has_text="Nordjylland")
    condition = region.filter(has_text=re.compile("søges igen")).last
    expect(condition).to_be_visible()
    # the statement's place: a numbered place further down the page or the passage itself
    place = condition.locator('a[href*="/evidence/m2604-6"], a.cite[href^="#e"]').first
    address = place.get_attribute("href") or ""
    place.click()
    if address.startswith("#"):
        reader.locator(f"[id='{address[1:]}'] a").first.click()
    expect(reader).to_have_url(re.compile("/evidence/m2604-6-"))
    expect(reader.locator("main")).to_contain_text("M2604")
    expect(reader.locator("main")).to_contain_text("punkt 6")


@pytest.mark.parametrize("form", ["xlsx", "docx"])
def test_the_case_is_taken_home_as_a_file(form: str, page: Page, client: TestClient) -> None:
    _open_the_case(page)
    with page.expect_download() as download:
        page.locator(f'main a[href*=".{form}"]').first.click()
    assert download.value.suggested_filename.endswith(f".{form}")
    with ZipFile(download.value.path()) as file:
        text = "".join(file.read(name).decode("utf-8", "replace") for name in file.namelist() if name.endswith(".xml"))
    assert "Nordjylland" in text
    assert "søges igen" in text


def test_a_misspelt_medicine_offers_the_right_one(reader: Page) -> None:
    reader.goto("/questions/applications.html")
    _ask(reader, drug="darzalx")
    expect(reader.get_by_role("alert")).to_contain_text("Vi kender ikke »darzalx« som lægemiddel")
    reader.get_by_role("alert").get_by_role("link", name="Darzalex").click()
    expect(reader.locator("main")).to_contain_text("daratumumab")
    expect(reader.locator("main")).to_contain_text("Forbehold")


def test_a_misspelt_medicine_is_found_by_the_search(reader: Page, client: TestClient) -> None:
    reader.goto("/")
    _ask(reader, q="darzalx")
    reader.locator("main a").filter(has_text=re.compile("Darzalex|daratumumab")).first.click()
    expect(reader.locator("main")).to_contain_text("daratumumab")


def test_a_misspelt_medicine_in_a_case_offers_the_right_one(reader: Page) -> None:
    reader.goto("/")
    _ask(reader, drug="darzalx", disease=CASE["disease"])
    reader.locator("main a").filter(has_text=re.compile("Darzalex|daratumumab")).first.click()
    expect(reader.locator("main")).to_contain_text("søges igen")


def test_a_medicine_without_statements_is_no_no(reader: Page, edition: Edition) -> None:
    without = [
        node
        for node in edition.graph.of_class("Substance")
        if not edition.has_statement(edition.resolver.resolve("drug", node.iri.value, "2026-05-10", "drug"))
    ]
    name = edition.graph.label(without[0].iri, "da")
    reader.goto("/questions/applications.html")
    _ask(reader, drug=name)
    expect(reader.locator("main")).to_contain_text("Det betyder ikke nej")
    expect(reader.locator("main")).to_contain_text(name)
    assert not re.search(r"\bNej\b", reader.locator("main").inner_text())


def test_regions_before_and_after_the_merger(reader: Page) -> None:
    def columns(day: str) -> list[str]:
        reader.goto("/questions/region-matrix.html")
        _ask(reader, disease="AL-amyloidose", as_of=day)
        return reader.locator("table.matrix thead th").all_inner_texts()

    five, four = columns("2026-12-31"), columns("02-01-2027")
    assert len(five) - len(four) == 1
    assert [name for name in four if "Østdanmark" in name]
    assert not [name for name in four if "Hovedstaden" in name or "Sjælland" in name]
    expect(reader.locator("main")).to_contain_text(re.compile("2027-01-02|2. januar 2027"))
    reader.goto("/questions/territory.html")
    _ask(reader, as_of="2027-01-02")
    expect(reader.locator("main tbody")).to_contain_text("Østdanmark")


def test_what_was_known_of_teclistamab_before_the_council_decided_anew(reader: Page) -> None:
    def rows(day: str) -> list[str]:
        reader.goto(f"{OVERVIEW}.html?drug=teclistamab&disease=myelomatose&as_of={day}&known_at={day}")
        return reader.locator("main tbody tr").filter(has_text="Medicinrådets status").all_inner_texts()

    before, after = rows("2026-05-07"), rows("2026-05-08")
    assert not [row for row in before if "anbefaler ikke" in row]
    assert [row for row in after if "anbefaler ikke" in row]


def test_the_keyboard_reaches_the_content_the_form_and_the_results(page: Page) -> None:
    page.goto(f"{OVERVIEW}.html")
    page.keyboard.press("Tab")
    skip = page.locator(".skip")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("#main$"))
    for name in ("drug", "disease"):
        _tab_to(page, f'[name="{name}"]')
        page.keyboard.type(CASE[name])
        page.keyboard.press("Escape")  # the list of suggestions
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("drug=daratumumab"))
    expect(page.locator("#h-rows, main table").first).to_be_visible()
    # then, in the order of the page, the table that scrolls and the first place in a source
    _tab_to(page, ".scroll")
    box = page.locator(".scroll").first
    page.set_viewport_size({"width": 500, "height": 800})
    page.keyboard.press("ArrowRight")
    for _ in range(50):
        if box.evaluate("box => box.scrollLeft"):
            break
        page.wait_for_timeout(50)
    assert box.evaluate("box => box.scrollLeft") > 0
    assert box.evaluate("box => box.matches(':focus-visible')")
    _tab_to(page, 'a[href*="/evidence/"], a.cite')
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("/evidence/|#e"))


@pytest.mark.parametrize("address", ["/", f"{OVERVIEW}.html?{urlencode(CASE)}", "/sparql", "/nowhere"])
def test_the_keyboard_comes_to_everything_once_and_out_again(address: str, page: Page) -> None:
    page.goto(address)
    places = page.evaluate("""() => [...document.querySelectorAll(
        "a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex='0']")]
      .filter((element) => element.checkVisibility()).map((element, index) => element.dataset.place = index).length""")
    reached = []
    for _ in range(places):
        page.keyboard.press("Tab")
        reached.append(page.evaluate("document.activeElement.dataset.place"))
    assert reached == [str(place) for place in range(places)]
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.dataset.place") in (None, "0"), "the focus leaves the page"


def _tab_to(page: Page, selector: str, most: int = 80) -> None:
    """Press Tab until an element of the selector has the focus; each stop on the way is visible."""
    for _ in range(most):
        page.keyboard.press("Tab")
        focused = page.locator(":focus")
        expect(focused).to_be_in_viewport()
        if focused.evaluate("(element, selector) => element.matches(selector)", selector):
            return
    raise AssertionError(f"{selector} is not reached by {most} tabs")


def test_a_long_answer_on_paper_has_its_headings_on_each_sheet_and_is_not_cut_off(page: Page) -> None:
    page.goto("/questions/applications.html")
    table = page.locator("main table").last
    last = table.locator("thead th").last.inner_text().strip()
    statements = table.locator("tbody td:last-child a").filter(has_text="udsagn").count()
    assert statements
    pdf = PdfReader(BytesIO(page.pdf(prefer_css_page_size=True)))
    assert {(round(sheet.mediabox.width), round(sheet.mediabox.height)) for sheet in pdf.pages} == {(842, 595)}
    sheets = ["".join(sheet.extract_text().split()) for sheet in pdf.pages]
    # the last column, where the evidence is, stands whole on every sheet of the table
    assert sum(last in sheet for sheet in sheets) > 1
    assert sum(sheet.count("udsagn") for sheet in sheets) >= statements
    assert not [sheet for sheet in sheets if "Kilderoffentliggjortsenest" in sheet], "the form is not printed"
