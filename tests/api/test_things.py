"""Every IRI of ours leads somewhere on the host that serves it, in each form, whatever is asked for."""

import json
import re

import pytest
from fastapi.testclient import TestClient
from pyoxigraph import RdfFormat, parse

from ensartet.editions import Edition
from ensartet.names import BASE, DEF, ID
from ensartet.things import Things

from .test_pages import page

THING = "/id/use/daratumumab-al-amyloidosis-l2"
FORMS = (("html", "text/html"), ("ttl", "text/turtle"), ("jsonld", "application/ld+json"))
MANY = ("id/statement/", "id/evidence/", "id/mapping/")
PAGES = [
    "/def/",
    "/def/TreatmentUse",
    "/def/hedge",
    "/code/hedge",
    "/code/hedge/possibly",
    "/graph/m2604/base/1",
    "/graph/ontology/lists/hedge",
    THING,
    "/id/statement/m2604-6-nordjylland",
    "/id/evidence/m2604-6-13552",
    "/id/part/m2604",
    "/id/source/m2604",
    "/id/drug/daratumumab",
    "/id/region/sjaelland",
    "/id/change/oestdanmark-2027",
    "/id/mapping/atc-daratumumab-l01fc01",
    "/id/ema-product/EMEA/H/C/000082",
]


def test_every_iri_has_a_page_turtle_and_jsonld(client: TestClient, edition: Edition) -> None:
    paths = Things(edition.graph).paths
    assert len(paths) > 800
    for number, path in enumerate(paths):
        stem = f"/{path}".rstrip("/")
        # of what there are hundreds of, every tenth as a page; each in the two machine forms
        forms = FORMS if number % 10 == 0 or not path.startswith(MANY) else FORMS[1:]
        for form, media in forms:
            response = client.get(f"{stem}.{form}")
            assert response.status_code == 200, (path, form)
            assert response.headers["content-type"].startswith(media)
            assert form != "html" or BASE + path in response.text


@pytest.mark.parametrize("address", PAGES)
def test_the_forms_say_the_same_and_nothing_is_fetched_to_read_them(address: str, client: TestClient) -> None:
    turtle = client.get(address, headers={"accept": "text/turtle"})
    jsonld = client.get(address, headers={"accept": "application/ld+json"})
    one = {quad.triple for quad in parse(input=turtle.content, format=RdfFormat.TURTLE)}
    other = {quad.triple for quad in parse(input=jsonld.content, format=RdfFormat.JSON_LD)}
    assert one == other
    assert one


@pytest.mark.parametrize("address", PAGES)
@pytest.mark.parametrize("lang", ["da", "en"])
def test_a_page_is_whole_and_no_link_leads_nowhere(address: str, lang: str, client: TestClient) -> None:
    outline = page(client, f"{address}?lang={lang}")
    assert all(source.startswith("/static/") for source in outline.sources)
    assert len(outline.ids) == len(set(outline.ids))
    assert "{{" not in outline.text
    for link in set(outline.links):
        if link.startswith("#"):
            assert link[1:] in outline.ids
        elif not link.startswith("http"):
            assert client.get(link).status_code == 200, link
    # what is ours stays on this host
    assert not [link for link in outline.links if link.startswith(BASE)]


@pytest.mark.parametrize(
    ("accept", "form"),
    [
        (None, "text/html"),
        ("*/*", "text/html"),
        ("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", "text/html"),
        ("text/turtle", "text/turtle"),
        ("application/ld+json", "application/ld+json"),
        ("application/json", "application/ld+json"),
        ("text/turtle;q=0.5, application/ld+json", "application/ld+json"),
        ("text/turtle, text/html;q=0.9, */*;q=0.1", "text/turtle"),
        ("application/rdf+xml, text/turtle;q=0.2", "text/turtle"),
        ("text/*", "text/html"),
        ("application/*", "application/ld+json"),
        ("*/*, text/html;q=0", "text/turtle"),
        ("TEXT/TURTLE; charset=utf-8", "text/turtle"),
    ],
)
def test_without_suffix_the_form_follows_accept(accept: str | None, form: str, client: TestClient) -> None:
    response = client.get(THING, headers={} if accept is None else {"accept": accept})
    assert response.status_code == 200
    assert response.headers["content-type"].startswith(form)
    assert response.headers["vary"] == "Accept"


def test_with_suffix_accept_says_nothing(client: TestClient) -> None:
    response = client.get(f"{THING}.ttl", headers={"accept": "text/html"})
    assert response.headers["content-type"] == "text/turtle; charset=utf-8"
    assert "vary" not in response.headers


def test_a_form_we_do_not_have_is_told_in_words(client: TestClient) -> None:
    response = client.get(THING, headers={"accept": "application/rdf+xml"})
    assert response.status_code == 406
    assert "text/turtle" in response.json()["detail"]
    assert response.headers["vary"] == "Accept"


def test_head_and_links_to_the_other_forms(client: TestClient) -> None:
    response = client.head(THING)
    assert response.status_code == 200
    assert f'<{THING}.ttl>; rel="alternate"; type="text/turtle"' in response.headers["link"]
    assert client.get("/def/").headers["link"].startswith("</def.html>")
    assert client.get(f"{THING}.jsonld").headers["access-control-allow-origin"] == "*"


def test_a_dot_in_a_slug_is_not_a_suffix(client: TestClient) -> None:
    version = client.get("/def/0.1.0", headers={"accept": "text/turtle"})
    assert version.status_code == 200
    assert version.text == client.get("/def/0.1.0.ttl").text == client.get("/def.ttl").text
    assert client.get("/id/region/sjaelland.xml").status_code == 404


@pytest.mark.parametrize(
    ("address", "near"),
    [
        ("/id/region/sjalland", "/id/region/sjaelland"),
        ("/id/region/sjalland.ttl", "/id/region/sjaelland"),
        ("/def/Treatmentuse", "/def/TreatmentUse"),
        ("/code/hegde", "/code/hedge"),
        ("/code/hedge/posibly.jsonld", "/code/hedge/possibly"),
        ("/graph/m2604/base/2", "/graph/m2604/base/1"),
    ],
)
def test_an_unknown_iri_is_a_404_with_near_ones(address: str, near: str, client: TestClient) -> None:
    response = client.get(address, headers={"accept": "application/json"})
    assert response.status_code == 404
    assert response.headers["content-type"] == "application/problem+json"
    assert near in [found["label"] for found in response.json()["near"]]
    if not address.endswith((".ttl", ".jsonld")):
        outline = page(client, f"{address}?lang=en", 404)
        assert f"{near}?lang=en" in outline.links
        assert "We have nothing with the address" in outline.text


@pytest.mark.parametrize(
    "slug",
    [
        "../region/sjaelland",
        "..%2f..%2fpyproject.toml",
        "%2e%2e/%2e%2e/etc/passwd",
        "<script>alert(1)</script>",
        "%3Cimg%20src=x%20onerror=alert(1)%3E",
        '"><b>x',
        "x%00y",
        "x%0d%0aSet-Cookie:a=b",
        "sjaelland%20",
        "sj%C3%A6lland",
        ".ttl",
        "..ttl",
        "sjaelland.ttl.ttl",
        "x" * 5000,
        "javascript:alert(1)",
    ],
)
@pytest.mark.parametrize("place", ["/id/region/", "/def/", "/code/hedge/", "/graph/m2604/"])
def test_a_hostile_slug_finds_nothing_and_is_not_reflected(place: str, slug: str, client: TestClient) -> None:
    for accept in ("text/html", "application/json", "text/turtle"):
        response = client.get(place + slug, headers={"accept": accept}, follow_redirects=False)
        if slug == "../region/sjaelland" and place == "/id/region/":
            continue  # the client itself makes it the address of a region that is there
        if (place, slug) == ("/def/", ".ttl"):
            continue  # the IRI of the ontology ends in a slash, and this is its Turtle
        assert response.status_code == 404, (place, slug)
        if "html" in response.headers["content-type"]:
            for markup in ("<script>alert", "<img", "<b>x"):
                assert markup not in response.text
        assert "set-cookie" not in response.headers


def test_danish_first_english_by_the_switch(client: TestClient) -> None:
    danish, english = page(client, THING), page(client, f"{THING}?lang=en")
    assert "Hvad der er sagt" in danish.text
    assert "Udsagn om denne anvendelse" in danish.text
    assert "What is said" in english.text
    assert "Statements about this use" in english.text
    assert f"{THING}?lang=en" in danish.links
    assert "/def/disease?lang=en" in english.links
    assert client.get(THING, headers={"accept-language": "en"}).text.count("Hvad der er sagt") == 1
    assert client.get(f"{THING}.ttl?lang=en").content == client.get(f"{THING}.ttl").content


def test_predicates_are_words_and_values_links_to_this_host(client: TestClient) -> None:
    outline = page(client, "/id/statement/m2604-6-nordjylland")
    for words in ("begrundelse", "Region Nordjylland", "afslag", "kilde"):
        assert words in outline.text
    assert f"{ID}statement/m2604-6-nordjylland" in outline.text
    assert {"/id/region/nordjylland", THING, "/code/outcome/refused", "/def/ApplicationOutcome"} <= set(outline.links)
    assert "/evidence/m2604-6-12100" in outline.links


def test_a_term_page_has_its_definition_in_both_languages(client: TestClient) -> None:
    response = client.get("/def/TreatmentUse")
    assert "Behandling, sygdom, patientgruppe og behandlingslinje set sammen." in response.text
    assert re.search(r'<span lang="en">Treatment x disease', response.text)


def test_the_ontology_page_lists_every_term_and_code_list(client: TestClient, edition: Edition) -> None:
    links = set(page(client, "/def/").links)
    for path in Things(edition.graph).paths:
        if path != "def/" and (path.startswith("def/") or re.fullmatch("code/[^/]+", path)):
            assert f"/{path}" in links


def test_a_limit_on_what_points_here_is_announced(client: TestClient) -> None:
    text = page(client, "/code/hedge/none").text
    found = re.search(r"50 af (\d+) vist", text)
    assert found
    assert int(found[1]) > 100


def test_evidence_leads_to_the_passage_and_back(client: TestClient) -> None:
    assert "/evidence/m2604-6-13552" in page(client, "/id/evidence/m2604-6-13552").links
    links = page(client, "/evidence/m2604-6-13552").links
    assert "/id/evidence/m2604-6-13552" in links
    assert any(link.startswith("/id/statement/") for link in links)


def test_cells_of_an_answer_lead_to_what_they_name(client: TestClient) -> None:
    links = set(page(client, "/questions/off-label-without-application.html").links)
    assert {"/id/treatment/daratumumab", "/id/disease/al-amyloidosis", THING} <= links
    assert any(link.startswith("/id/statement/") for link in links)


def test_the_context_is_served(client: TestClient) -> None:
    response = client.get("/context.jsonld")
    assert response.headers["content-type"] == "application/ld+json"
    assert response.headers["access-control-allow-origin"] == "*"
    assert json.loads(response.content)["@context"]["ens"] == DEF


def test_the_addresses_stand_in_the_reference(client: TestClient) -> None:
    paths = client.get("/openapi.json").json()["paths"]
    assert paths["/id/{kind}/{slug}"]["get"]["operationId"] == "thing"
    assert {"/context.jsonld", "/def/", "/def/{term}", "/code/{scheme}/{notation}"} <= set(paths)
