"""Every hash and span is re-verified against the documents themselves."""

import json
from collections import Counter
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from api.app import create_app
from ensartet.answers import answer
from ensartet.checks import check_evidence
from ensartet.editions import Edition
from ensartet.evidence import Corpus, read_locator
from ensartet.masking import people_in
from ensartet.names import local
from ensartet.questions import find_question
from ensartet.rooms import Rooms

pytestmark = pytest.mark.corpus
LOADED = {"M2604": tuple(map(str, range(2, 10))), "M2602": tuple(map(str, range(2, 12)))}


def test_every_span_and_hash_is_that_of_the_document(corpus_edition: Edition) -> None:
    evidence = corpus_edition.graph.of_class("Evidence")
    assert check_evidence(corpus_edition.graph, corpus_edition.corpus) == []
    assert corpus_edition.manifest.verified == len(evidence) > 200


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


def test_every_core_fact_of_the_loaded_items_is_touched_by_a_statement(corpus_edition: Edition, sources: Path) -> None:
    """The gold facts of the items that are loaded, whole: each core fact overlaps a passage of a statement."""
    gold = sources.parent / "gold" / "facts.jsonl"
    if not gold.exists():
        pytest.skip("no gold facts beside the documents")
    core = (sources.parent / "gold" / "README.md").read_text(encoding="utf-8")
    types = core.split("Core types for the headline score:")[1].split(".")[0].replace("\n", " ")
    core_types = {name.strip() for name in types.split(",")}
    cited = [
        read_locator(corpus_edition.graph, iri)
        for source in answer_statements(corpus_edition)
        for iri in corpus_edition.graph.node(source).nodes("evidence")
    ]
    untouched = []
    for line in gold.read_text(encoding="utf-8").splitlines():
        fact = json.loads(line)
        code = {"forum-minutes-2026-04-09.txt": "M2604", "forum-minutes-2026-02-24.txt": "M2602"}.get(fact["doc"])
        whole = fact["doc"] == "regions-individual-use-account-2024.txt"
        if fact["type"] not in core_types or not (whole or (code and fact["item"] in LOADED[code])):
            continue
        if not any(
            locator.file == fact["doc"] and locator.start < fact["char_end"] and fact["char_start"] < locator.end
            for locator in cited
        ):
            untouched.append(fact["id"])
    assert untouched == []


def answer_statements(edition: Edition) -> list[str]:
    from ensartet.rooms import installed_rooms

    question = find_question(installed_rooms(), "statements")
    return [row["statement_iri"] for row in answer(edition, question, {}).rows]
