"""Reading and reusing an answer on its page: order, pages of rows, columns, citation, lines to copy, coverage."""

import csv
import io
import re
from html import unescape
from urllib.parse import parse_qs, urlsplit

import pytest
from fastapi.testclient import TestClient

from .test_pages import page

STATEMENTS = "/questions/statements.html"


def headings(text: str) -> list[str]:
    """The headings of the table of rows, which comes last."""
    return [re.sub(r"<.*?>", "", th) for th in re.findall(r'<th scope="col"[^>]*>(.*?)</th>', text)]


def test_a_heading_sorts_up_then_down_and_says_so(client: TestClient) -> None:
    address = "/questions/applications.html"
    assert f"{address}?sort=region" in page(client, address).links
    up = client.get(f"{address}?sort=region").text
    assert re.search(r'aria-sort="ascending"><a class="sort" href="[^"]*sort=-region"', up)
    down = client.get(f"{address}?sort=-region").text
    assert re.search(r'aria-sort="descending"><a class="sort" href="[^"]*sort=region"', down)
    assert "Tilbage til spørgsmålets egen orden" in down
    assert 'aria-sort="' not in client.get(address).text


def test_csv_and_json_sort_as_the_page_does(client: TestClient) -> None:
    rows = client.get("/questions/applications.json?sort=-region").json()["rows"]
    text = client.get("/questions/applications.csv?sort=-region").text
    in_csv = [row["region"] for row in csv.DictReader(io.StringIO(text, newline=""))]
    assert in_csv == [row["region"] or "" for row in rows]
    named = [name for name in in_csv if name]
    assert named[0] > named[-1]


def test_an_unknown_column_is_refused_with_near_ones(client: TestClient) -> None:
    problem = client.get("/questions/applications.json?sort=regoin")
    assert problem.status_code == 422
    assert "region" in [near["label"] for near in problem.json()["near"]]
    outline = page(client, "/questions/applications.html?sort=regoin", 422)
    assert "/questions/applications.html?sort=region" in outline.links


def test_a_page_has_fifty_rows_and_leads_to_the_next_and_the_last(client: TestClient) -> None:
    total = client.get("/questions/statements.json").json()["total"]
    first = page(client, STATEMENTS)
    assert f"Række 1–50 af {total}" in first.text
    assert f"Svar: {total} rækker (50 vist)" in first.text
    assert f"{STATEMENTS}?page=2" in first.links
    second = page(client, f"{STATEMENTS}?page=2")
    assert f"Række 51–100 af {total}" in second.text
    assert STATEMENTS in second.links
    last = (total + 49) // 50
    assert f"{STATEMENTS}?page={last}" in first.links
    assert f"–{total} af {total}" in page(client, f"{STATEMENTS}?page={last}").text


def test_the_pages_together_are_the_whole_answer(client: TestClient) -> None:
    answer = client.get("/questions/statements.json?source=M2604").json()
    seen: list[str] = []
    address: str | None = f"{STATEMENTS}?source=M2604"
    while address:
        text = client.get(address).text
        table = text[text.index('id="h-rows"') : text.index('id="h-places"')]
        seen += re.findall(r'<span class="detail"><a href="/id/statement/([^"]+)">udsagn</a>', table)
        following = re.search(r'rel="next" href="([^"]+)"', text)
        address = unescape(following[1]) if following else None
    assert seen == [row["statement_iri"].rsplit("/", 1)[1] for row in answer["rows"]]


def test_an_offset_that_is_no_page_boundary_keeps_its_way(client: TestClient) -> None:
    outline = page(client, f"{STATEMENTS}?offset=7&limit=10")
    assert "Række 8–17 af" in outline.text
    assert f"{STATEMENTS}?limit=10&offset=17" in outline.links
    past = page(client, f"{STATEMENTS}?offset=5000")
    assert "Ingen rækker herfra" in past.text
    assert "Det betyder ikke nej" not in past.text


@pytest.mark.parametrize(
    ("asked", "status", "words"),
    [
        ("page=0", 422, "sider tælles 1, 2, 3"),
        ("page=x", 422, "»x« er ikke en side"),
        ("page=-1", 422, "»-1« er ikke en side"),
        ("page=1.5", 422, "»1.5« er ikke en side"),
        ("page=٣", 422, "»٣« er ikke en side"),
        ("page=99999999999999", 422, "er ikke en side"),
        ("page=2&offset=50", 422, "brug kun den ene"),
        ("page=2&limit=x", 422, "ikke et helt tal"),
        ("page=99999", 404, "Den side findes ikke. Svaret har"),
        ("page=2&lang=en&offset=1", 422, "use one of them only"),
    ],
)
def test_a_page_that_is_not_there_says_so(asked: str, status: int, words: str, client: TestClient) -> None:
    outline = page(client, f"{STATEMENTS}?{asked}", status)
    assert words in outline.text
    assert any(link.startswith(STATEMENTS) or "lang=" in link for link in outline.links)


def test_a_page_after_the_last_keeps_the_caveats_and_leads_back(client: TestClient) -> None:
    outline = page(client, f"{STATEMENTS}?page=99999", 404)
    assert STATEMENTS in outline.links
    assert "Forbehold" in outline.text
    assert "Det betyder ikke nej" not in outline.text


def test_an_answer_without_rows_has_a_first_page(client: TestClient) -> None:
    address = "/questions/off-label-without-application.html?region=Sjælland&page=1"
    assert "Det betyder ikke nej" in page(client, address).text


def test_only_pages_know_of_pages(client: TestClient) -> None:
    assert client.get("/questions/statements.json?page=2").status_code == 422


def test_a_sort_of_no_column_keeps_the_form_and_says_which_there_are(client: TestClient) -> None:
    outline = page(client, f"{STATEMENTS}?sort=nothing&page=2", 422)
    assert "Svaret har ingen kolonne »nothing«" in outline.text
    assert "published_on" in outline.text
    assert "no column 'nothing'" in page(client, f"{STATEMENTS}?sort=-nothing&lang=en", 422).text


def test_sorting_starts_at_the_first_page(client: TestClient) -> None:
    assert f"{STATEMENTS}?sort=hedge" in page(client, f"{STATEMENTS}?page=3").links


@pytest.mark.parametrize(
    "address",
    [
        *("/coverage", "/id/drug/daratumumab", "/id/region/syddanmark", "/evidence/m2604-6-13552", "/def/"),
        *("/questions", "/questions/statements.html", "/questions/case-overview.html", "/"),
    ],
)
def test_a_language_that_is_not_here_is_refused_in_words(address: str, client: TestClient) -> None:
    for lang in ("xx", "DA", "en-GB"):
        assert f"Sproget »{lang}« findes ikke her" in page(client, f"{address}?lang={lang}", 422).text
    assert client.get(f"{address}?lang=").status_code == 200


def test_what_a_row_says_stands_beside_its_hedge_at_the_front(client: TestClient) -> None:
    names = headings(client.get(STATEMENTS).text)
    assert names[1:3] == ["Forbehold", "Udsagn"]


def test_downloads_of_a_page_of_rows_are_of_the_whole_answer(client: TestClient) -> None:
    outline = page(client, f"{STATEMENTS}?page=3&limit=10&columns=all&sort=-published_on&source=M2604")
    link = next(link for link in outline.links if ".csv" in link and "dialect" not in link)
    assert parse_qs(urlsplit(link).query) == {"source": ["M2604"], "sort": ["-published_on"]}
    assert len(client.get(link).text.splitlines()) > 50


def test_hidden_columns_are_named_and_one_link_away(client: TestClient) -> None:
    response = client.get(STATEMENTS)
    assert "Vis alle kolonner" in response.text
    assert re.search(r"skjult her: [^)]*Hvem siger det[^)]*kolonner til programmer", response.text)
    few, every = headings(response.text), headings(client.get(f"{STATEMENTS}?columns=all").text)
    assert set(few) < set(every)
    assert "Udsagn (IRI)" in every
    assert "Udsagn (IRI)" not in few
    assert "Forbehold" in few, "what softens a row is never hidden"


def test_only_a_page_knows_of_columns(client: TestClient) -> None:
    assert client.get("/questions/sources.json?columns=all").status_code == 422
    assert client.get("/questions/sources.html?columns=some").status_code == 422


def test_completeness_and_caveats_stand_above_the_rows(client: TestClient) -> None:
    text = page(client, "/questions/off-label-without-application.html").text
    assert text.index("Forbehold") < text.index("Hvor fuldstændigt er svaret?") < text.index("Svar: ")


def test_a_citation_names_question_dates_edition_terms_and_a_permanent_address(client: TestClient) -> None:
    address = "/questions/applications.html?drug=osimertinib"
    version = client.get("/healthz").json()["edition"]["version"]
    text = unescape(page(client, address).text)
    line = re.search(r"ensartet: .*?hentet [^.]*\. \w+ \d{4}\.", text)
    assert line
    for piece in ("Lægemiddel: osimertinib", "kendt senest 8. maj 2026", version, "CC0 1.0"):
        assert piece in line[0]
    permanent = re.search(r"http://testserver(/\S+?),", line[0])
    assert permanent
    assert {"drug", "as_of", "known_at", "lang"} <= set(parse_qs(urlsplit(permanent[1]).query))
    assert "hentet" not in page(client, permanent[1]).text, "a page pinned to a day does not know when it is read"
    english = page(client, f"{address}&lang=en").text
    assert "Medicine: osimertinib" in english
    assert "retrieved" in english


def test_lines_to_copy_lead_to_this_very_answer(client: TestClient) -> None:
    text = client.get("/questions/applications.html?drug=osimertinib").text
    lines = [unescape(line) for line in re.findall(r'<pre tabindex="0"><code>(.*?)</code>', text)]
    ways = ["Csv.Document(Web.Contents(", "readr::read_csv(", "pandas.read_csv(", "curl -fsS "]
    assert [next(way for way in ways if way in line) for line in lines] == ways
    for line in lines:
        address = re.search(r"""["'](http://testserver/questions/applications\.csv[^"']*)""", line)
        assert address
        assert client.get(address[1]).text == client.get("/questions/applications.csv?drug=osimertinib").text


def test_what_is_asked_cannot_end_a_line_to_copy(client: TestClient) -> None:
    text = client.get("/questions/patent-expiry.html", params={"sort": "drug", "drug": "osimertinib"}).text
    for line in re.findall(r'<pre tabindex="0"><code>(.*?)</code>', text):
        assert unescape(line).count("'") in (0, 2)


@pytest.mark.parametrize("lang", ["da", "en"])
def test_coverage_says_what_is_loaded_what_is_missing_and_what_cannot_be_known(lang: str, client: TestClient) -> None:
    text = page(client, f"/coverage?lang={lang}").text
    da = lang == "da"
    for words in (
        ("Hvad systemet ikke kan vide", "Indlæst (", "Citeret", "Kendt, ikke offentlig her", "Tavshed er ikke et nej")
        if da
        else ("What the system cannot know", "Loaded (", "Cited", "Known, not public here", "Silence is not a no")
    ):
        assert words in text
    assert ("Kilder til og med 8. maj 2026" if da else "Sources up to 8 May 2026") in text


def test_coverage_counts_parts_and_what_is_missing_from_each_document(client: TestClient) -> None:
    text = page(client, "/coverage").text
    assert re.search(r"del\s*M2602\s*tidligst 2026-02-24\s*164", text)
    assert re.search(r"del\s*M2602#addition-2026-05-08\s*2026-05-08\s*5", text)
    response = client.get("/coverage").text
    missing = dict(re.findall(r'<a href="(/id/source/[^"#]+)#p-missing">(\d+)</a>', response))
    rows = client.get("/questions/sources.json").json()["rows"]
    mentioned = [row for row in rows if row["state"] in ("known-missing", "not-loaded")]
    assert sum(map(int, missing.values())) >= len(mentioned)
    for address in missing:
        assert "p-missing" in page(client, address).ids
    assert "ingen registreret" in text, "none known is not none there"
    assert text.index("Dokumenter, svarene hviler på") < text.index("Kendt, ikke offentlig her")


@pytest.mark.parametrize("address", ["/coverage", STATEMENTS, "/id/drug/daratumumab"])
def test_nothing_needs_a_script(address: str, client: TestClient) -> None:
    text = client.get(address).text
    assert "<script" not in text
    assert not re.search(r"\son\w+=|\sstyle=", text)


def test_what_is_folded_away_on_screen_is_printed(client: TestClient) -> None:
    """Caveats and completeness beyond the first stand in `details`; paper has nothing to click."""
    css = client.get("/static/ensartet.css").text
    printed = "".join(re.findall(r"@media print \{((?:[^{}]|\{[^{}]*\})*)\}", css))
    assert re.search(r"details::details-content \{[^}]*content-visibility: visible", printed)
    assert re.search(r"form[^{}]*\{ display: none", printed)


def test_coverage_counts_the_statements_of_each_document(client: TestClient) -> None:
    response = client.get("/coverage").text
    counts = dict(re.findall(r'<a href="/questions/statements.html\?source=([^"]+)">(\d+)</a>', response))
    for source in ("M2604", "ACC24"):
        answer = client.get("/questions/statements.json", params={"source": source}).json()
        assert counts[source] == str(answer["total"])


def test_the_danish_address_of_coverage_leads_to_it(client: TestClient) -> None:
    response = client.get("/daekning", follow_redirects=False)
    assert (response.status_code, response.headers["location"]) == (308, "/coverage")
    assert "/coverage" in page(client, "/questions").links
