"""Limiting a question to sources, sources that are only cited, and the share of granted applications."""

import pytest
from fastapi.testclient import TestClient

from ensartet.answers import answer
from ensartet.editions import MOST_LIMITED, Edition
from ensartet.errors import UnknownName
from ensartet.questions import find_question
from ensartet.rates import share_granted
from ensartet.rooms import Rooms

from ..conftest import Ask


def test_the_envelope_says_what_the_answer_is_limited_to(ask: Ask) -> None:
    limited = ask("council-status", source=["M2604", "dokumenter"], lang="da")
    assert limited["parameters"]["source"]["given"] == ["M2604", "dokumenter"]
    assert [found["label"] for found in limited["parameters"]["source"]["resolved"]] == ["M2604", "dokumenter"]
    assert limited["edition"]["version"] == ask("council-status")["edition"]["version"]


def test_sources_to_and_known_at_are_those_of_the_sources(ask: Ask) -> None:
    one = ask("council-status", source="M2604")
    assert one["edition"]["sources_to"] == one["known_at"] == "2026-04-09"
    assert ask("council-status")["edition"]["sources_to"] == "2026-05-08"


def test_groups_share_no_source_and_leave_none_out(ask: Ask) -> None:
    total = ask("statements")["total"]
    parts = [ask("statements", source=group)["total"] for group in ("documents", "outside")]
    assert min(parts) > 0
    assert sum(parts) == total


def test_an_unknown_source_is_an_error_with_near_names(ask: Ask) -> None:
    with pytest.raises(UnknownName) as caught:
        ask("council-status", source="M2640")
    assert caught.value.parameter == "source"
    assert "M2604" in [near.label.upper() for near in caught.value.near]


def test_few_limited_editions_are_kept(edition: Edition, rooms: Rooms) -> None:
    question = find_question(rooms, "sources")
    documents = [node.iri for node in edition.graph.of_class("Document")]
    assert len(documents) > MOST_LIMITED
    for document in documents:
        assert edition.limited_to([document]) is edition.limited_to([document])
    assert len(edition._limited) <= MOST_LIMITED
    assert answer(edition, question, {"source": ["suu-538"]}).rows


def test_cited_evidence_has_a_citation_and_no_span(ask: Ask) -> None:
    row = ask("application-rates", region="Nordjylland", lang="en")["rows"][0]
    evidence = row["evidence"][0]
    assert (evidence["source"], evidence["part"], evidence["item"]) == ("suu-538", "suu-538", "Region Nordjylland")
    assert {evidence[name] for name in ("start", "end", "sha256", "text_sha256", "passage")} == {None}
    assert evidence["citation"]["publisher"] == "Folketinget"
    assert evidence["citation"]["address"].startswith("https://www.ft.dk/")
    assert "not held here" in evidence["citation"]["terms"]


@pytest.mark.parametrize(("lang", "words"), [("da", "tekst er ikke indlæst"), ("en", "text is not loaded")])
def test_the_page_of_a_citation_says_that_the_text_is_elsewhere(client: TestClient, lang: str, words: str) -> None:
    page = client.get(f"/evidence/suu-538-region-nordjylland?lang={lang}").text
    assert words in page
    assert 'href="https://www.ft.dk/samling/20241/' in page
    assert "None" not in page


def test_pages_offer_the_sources(client: TestClient) -> None:
    page = client.get("/questions/council-status.html?source=documents").text
    assert 'name="source" value="documents"' in page
    assert '<option value="suu-538">' in page


def test_a_share_leaves_out_what_was_withdrawn_and_has_wilsons_interval() -> None:
    assert share_granted(91, 12) == (88.3, 80.7, 93.2)
    assert share_granted(10, 0) == (100.0, 72.2, 100.0)
    assert share_granted(0, 10) == (0.0, 0.0, 27.8)
    assert share_granted(0, 0) is None
    assert share_granted(5, None) is None
