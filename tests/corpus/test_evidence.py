"""Every hash and span is re-verified against the documents themselves."""

from collections import Counter
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from api.app import create_app
from ensartet.checks import check_evidence
from ensartet.editions import Edition
from ensartet.evidence import Corpus, read_locator
from ensartet.masking import people_in
from ensartet.names import local
from ensartet.rooms import Rooms

pytestmark = pytest.mark.corpus


def test_every_span_and_hash_is_that_of_the_document(corpus_edition: Edition) -> None:
    evidence = corpus_edition.graph.of_class("Evidence")
    assert check_evidence(corpus_edition.graph, corpus_edition.corpus) == []
    cited = [node for node in evidence if read_locator(corpus_edition.graph, node.iri).citation]
    assert corpus_edition.manifest.verified == len(evidence) - len(cited) > 200
    assert len(cited) > 20


def test_a_wrong_document_is_noticed(corpus_edition: Edition, sources: Path, tmp_path: Path) -> None:
    for path in sources.glob("*.txt"):
        (tmp_path / path.name).write_bytes(path.read_bytes().replace(b"daratumumab", b"Daratumumab", 1))
    rules = Counter(problem.rule for problem in check_evidence(corpus_edition.graph, Corpus(tmp_path)))
    assert rules["evidence-text"] > 50


def test_the_page_shows_the_passage_in_its_paragraph(corpus_edition: Edition, rooms: Rooms) -> None:
    with TestClient(create_app(corpus_edition, rooms)) as client:
        page = client.get("/evidence/m2604-6-13552").text
        assert "<mark>konstatere et forbrug" in page
        rows = client.get("/questions/off-label-without-application.json").json()["rows"]
    assert any((e["passage"] or "").startswith("konstatere") for e in rows[0]["evidence"])


def test_no_passage_and_no_evidence_page_names_a_person(corpus_edition: Edition, rooms: Rooms, sources: Path) -> None:
    people = {name for path in sources.glob("*.txt") for name in people_in(path.read_text(encoding="utf-8"))}
    assert len(people) > 20
    with TestClient(create_app(corpus_edition, rooms)) as client:
        for node in corpus_edition.graph.of_class("Evidence"):
            locator = read_locator(corpus_edition.graph, node.iri)
            passage = corpus_edition.corpus.passage(locator) or ""
            page = client.get(f"/evidence/{local(locator.iri)}").text
            for name in people:
                assert name not in passage, locator.iri
                assert name not in page, locator.iri


def test_no_name_of_a_person_is_in_the_project(rooms: Rooms, sources: Path) -> None:
    people = {name for path in sources.glob("*.txt") for name in people_in(path.read_text(encoding="utf-8"))}
    root = rooms.ontology.parent
    folders = ("ontology", "shapes", "queries", "ingest", "ensartet", "api", "tests", "docs")
    for folder in folders:
        for path in (root / folder).rglob("*"):
            if path.suffix in (".py", ".trig", ".ttl", ".rq", ".md", ".yaml", ".html", ".tsv", ".json"):
                text = path.read_text(encoding="utf-8")
                assert [name for name in people if name in text] == [], path
