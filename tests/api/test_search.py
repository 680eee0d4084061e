"""The search: names, codes and words as people write them, with what they mean."""

import csv
from typing import Any

import pytest
from fastapi.testclient import TestClient

from ensartet.rooms import installed_rooms
from ensartet.search import LONGEST

from .test_pages import page


def search(client: TestClient, q: str, lang: str = "da") -> dict[str, Any]:
    response = client.get("/search.json", params={"q": q, "lang": lang})
    assert response.status_code == 200, response.text
    found: dict[str, Any] = response.json()
    return found


@pytest.mark.parametrize(
    ("q", "kind", "label"),
    [
        ("daratumumab", "drug", "daratumumab"),
        ("DARZALEX", "drug", "Darzalex"),
        ("L01FC01", "drug", "daratumumab"),
        ("BCMA", "drug", "BCMA-rettet behandling"),
        ("AL amyloidosis", "disease", "AL-amyloidose"),
        ("brystkraeft", "disease", "brystkræft"),
        ("sjælland", "region", "Region Sjælland"),
        ("tidligere sager", "question", "Tidligere sager om samme eller overlappende anvendelse"),
    ],
)
def test_the_first_hit_is_what_was_meant(q: str, kind: str, label: str, client: TestClient) -> None:
    hit = search(client, q)["hits"][0]
    assert (hit["kind"], hit["label"]) == (kind, label)
    assert client.get(hit["address"], headers={"accept": "text/html"}).status_code == 200


@pytest.mark.parametrize(
    ("q", "label"), [("darzalx", "Darzalex"), ("osimertinb", "osimertinib"), ("teklistamab", "teclistamab")]
)
def test_a_misspelling_has_the_right_name_first_and_once(q: str, label: str, client: TestClient) -> None:
    found = search(client, q)
    assert found["hits"] == []
    labels = [hit["label"] for hit in found["near"]]
    assert labels[0] == label
    assert len(labels) == len(set(labels))


def test_a_misspelt_drug_is_one_click_from_its_page_and_its_case(client: TestClient) -> None:
    outline = page(client, "/search?q=darzalx")
    assert "Nærliggende navne" in outline.text
    assert "/id/product/darzalex" in outline.links
    assert "/sag?drug=Darzalex" in outline.links


@pytest.mark.parametrize("q", ["rituximab", "MabThera"])
def test_a_known_name_that_no_source_speaks_of_is_no_information(q: str, client: TestClient) -> None:
    assert search(client, q)["hits"][0]["spoken_of"] is False
    assert (
        "Ingen oplysning: ingen indlæst kilde omtaler det. Det er ikke et nej." in page(client, f"/search?q={q}").text
    )


def test_what_sources_speak_of_is_not_called_unknown(client: TestClient) -> None:
    for q in ("daratumumab", "Darzalex", "AL-amyloidose", "Nordjylland"):
        assert search(client, q)["hits"][0]["spoken_of"] is True
        assert "Ingen oplysning" not in page(client, f"/search?q={q}").text.split("Region ")[0]


@pytest.mark.parametrize("q", ["enkelttilskud", "Enkeltansøgning", "enkeltimport", "en enkeltudleveringstilladelse"])
def test_words_that_begin_alike_are_told_apart(q: str, client: TestClient) -> None:
    terms = {one["term"]: one["question"] for one in search(client, q)["lookalikes"]}
    assert terms["enkeltansøgning"] == "applications"
    assert terms["enkeltudleveringstilladelse"] == "access-routes"
    assert terms["enkeltpatientordning"] == "compassionate-use"
    assert terms["enkelttilskud"] is None, "nothing on it is held"
    outline = page(client, f"/search?q={q}")
    assert "Ord, der ligner, og som betyder forskelligt" in outline.text
    assert {"/questions/applications", "/questions/access-routes"} <= set(outline.links)


def test_other_words_are_not_lectured(client: TestClient) -> None:
    assert search(client, "daratumumab")["lookalikes"] == []


def test_every_such_word_of_the_glossary_is_told_apart() -> None:
    ontology = installed_rooms().ontology

    def rows(name: str) -> list[dict[str, str]]:
        with (ontology / name).open(encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))

    told = " ".join(row["term_da"].casefold() for row in rows("lookalikes.tsv"))
    glossary = [row["term_da"].partition(" (")[0].casefold() for row in rows("glossary.tsv")]
    assert [term for term in glossary if "enkelt" in term and term not in told] == []


def test_nothing_found_says_so_and_is_not_a_no(client: TestClient) -> None:
    text = page(client, "/search?q=zzzzzz").text
    assert "Intet fundet" in text
    assert "Det siger intet om, hvorvidt det bruges" in text


def test_an_empty_search_is_a_form(client: TestClient) -> None:
    assert "Intet fundet" not in page(client, "/search").text
    assert search(client, "  ")["hits"] == []


def test_the_form_follows_accept(client: TestClient) -> None:
    response = client.get("/search?q=daratumumab", headers={"accept": "application/json"})
    assert response.headers["content-type"] == "application/json"
    assert response.json() == search(client, "daratumumab")


def test_labels_follow_the_language(client: TestClient) -> None:
    assert search(client, "AL-amyloidose", "en")["hits"][0]["label"] == "AL amyloidosis"
    assert "No information" in page(client, "/search?q=rituximab&lang=en").text


def test_many_hits_are_counted_not_cut_in_silence(client: TestClient) -> None:
    found = search(client, "a")
    assert found["left_out"] > 0
    assert f"{found['left_out']} fund mere er ikke vist" in page(client, "/search?q=a").text


@pytest.mark.parametrize("q", ["x" * (LONGEST + 1), "dara\x00tumumab", "dara\r\nSet-Cookie: a=b"])
@pytest.mark.parametrize("suffix", ["", ".json"])
def test_what_nobody_can_have_meant_is_refused_in_words(q: str, suffix: str, client: TestClient) -> None:
    response = client.get(f"/search{suffix}", params={"q": q}, headers={"accept": "text/html" if not suffix else "*/*"})
    assert response.status_code == 422
    assert "set-cookie" not in response.headers
    assert "højst 200" in response.text or "hverken" in response.text or "kan skrives eller vises" in response.text


@pytest.mark.parametrize(
    "q", ['"><script>alert(1)</script>', "<b>daratumumab</b>", "'; DROP TABLE", "%", "(", "[a-", "\\"]
)
def test_markup_and_patterns_are_only_text(q: str, client: TestClient) -> None:
    response = client.get("/search", params={"q": q})
    assert response.status_code == 200
    assert "<script" not in response.text
    assert "<b>" not in response.text


def test_an_unknown_language_is_refused(client: TestClient) -> None:
    assert client.get("/search?q=a&lang=xx").status_code == 422
    assert client.get("/search.json?q=a&lang=xx").json()["parameter"] == "lang"
