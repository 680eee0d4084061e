"""The saved questions as data: what a header says is in the graph, and what it lacks is said in words."""

import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from pyoxigraph import NamedNode

from ensartet.catalogue import question_file, question_iri, read_questions
from ensartet.checks import check_shapes
from ensartet.curated import read_quads, where
from ensartet.editions import Edition
from ensartet.errors import BuildRefused
from ensartet.names import code, ens
from ensartet.questions import all_questions, read_question
from ensartet.rooms import Rooms
from ensartet.vocabulary import SH

NAME = "label-status"


@pytest.fixture
def edited(rooms: Rooms, tmp_path: Path) -> tuple[Rooms, Path]:
    """Rooms with one saved question, to be edited, and its file."""
    asked = tmp_path / "queries" / "asked"
    asked.mkdir(parents=True)
    file = asked / f"{NAME}.rq"
    shutil.copy(rooms.queries / "asked" / file.name, file)
    return replace(rooms, queries=tmp_path / "queries"), file


def without(file: Path, field: str) -> None:
    """Take a field, with the lines that are indented below it, out of the header."""
    kept, inside = [], False
    for line in file.read_text(encoding="utf-8").splitlines():
        if line.startswith("#+") and not line.startswith("#+  "):
            inside = line.startswith(f"#+ {field}:")
        if not (inside and line.startswith("#+")):
            kept.append(line)
    file.write_text("\n".join(kept) + "\n", encoding="utf-8")


def problems(rooms: Rooms) -> set[str]:
    """The rules that the questions of these rooms break."""
    named = ("question", "parameter", "caveat", "ReviewNamesRoleAndDay")
    found = check_shapes(rooms, read_quads(rooms))
    return {problem.rule for problem in found if problem.rule.startswith(named)}


def test_every_question_is_an_executable_of_its_own_text(edition: Edition, rooms: Rooms) -> None:
    for question in all_questions(rooms).values():
        node = edition.graph.node(question_iri(question.name))
        assert {"Question", "SPARQLExecutable", "SPARQLSelectExecutable"} <= node.kinds
        assert node.value(NamedNode(SH + "select")) == question.query
        assert set(node.texts("columnName")) >= set(question.columns) - {"evidence"}
        assert node.nodes("questionOwner") == [code("question-role", question.owner)]
        own = {edition.graph.node(iri).value("parameterName") for iri in node.nodes("parameter")}
        assert own <= {parameter.name for parameter in question.parameters}
        caveats = {edition.graph.node(iri).value("caveatCode") for iri in node.nodes("caveat")}
        assert caveats == {question.name, *(note for note, _ in question.notes)}


def test_no_review_is_made_up(edition: Edition) -> None:
    """None was reviewed by a clinician yet; the day that changes, this test names who and when."""
    reviewed = [node.iri for node in edition.graph.of_class("Question") if node.terms("reviewedOn")]
    assert reviewed == []


@pytest.mark.parametrize(
    ("field", "rule"),
    [
        ("title", "question-title"),
        ("why", "question-why"),
        ("theme", "question-theme"),
        ("columns", "question-columns"),
        ("caveat", "question-caveats"),
        ("owner", "question-owner"),
        ("example", "question-example"),
        ("version", "question-version"),
        ("number", "question-number"),
    ],
)
def test_what_a_header_lacks_is_said_by_the_shapes(edited: tuple[Rooms, Path], field: str, rule: str) -> None:
    rooms, file = edited
    assert problems(rooms) == set()
    without(file, field)
    assert problems(rooms) == {rule}
    with pytest.raises(BuildRefused, match=rf"{NAME}\.rq: the header lacks {field}"):
        read_question(file)


def test_a_person_or_half_a_review_is_refused(edited: tuple[Rooms, Path]) -> None:
    rooms, file = edited
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("reviewed_on: null", "reviewed_on: 2026-05-01"), encoding="utf-8")
    assert problems(rooms) == {"ReviewNamesRoleAndDay"}
    file.write_text(text.replace("owner: maintainers", "owner: somebody"), encoding="utf-8")
    assert problems(rooms) == {"question-owner"}


def test_an_unknown_field_is_named(edited: tuple[Rooms, Path]) -> None:
    rooms, file = edited
    file.write_text("#+ colums: [drug]\n" + file.read_text(encoding="utf-8"), encoding="utf-8")
    with pytest.raises(BuildRefused, match=rf"asked/{NAME}\.rq: the header has unknown fields: colums"):
        list(read_questions(rooms))


@pytest.mark.parametrize("header", ["#+ title: {da: [", "#+ just words", ""])
def test_a_header_that_is_none_is_named(edited: tuple[Rooms, Path], header: str) -> None:
    rooms, file = edited
    file.write_text(f"{header}\nSELECT ?s WHERE {{ ?s ?p ?o }}\n", encoding="utf-8")
    with pytest.raises(BuildRefused, match=rf"asked/{NAME}\.rq: the header cannot be read"):
        list(read_questions(rooms))
    with pytest.raises(BuildRefused, match=rf"asked/{NAME}\.rq: the header cannot be read"):
        read_question(file)


def test_a_problem_of_a_question_stands_in_its_file(rooms: Rooms) -> None:
    parameter = f"{question_iri(NAME).value}/parameter/drug"
    assert where(rooms, parameter) == (f"queries/asked/{NAME}.rq", 1)
    assert question_file(rooms, question_iri("no-such-question").value) is None
    assert question_file(rooms, ens("Question").value) is None


def test_pages_tell_that_nobody_has_reviewed_yet(client: TestClient) -> None:
    page = client.get(f"/questions/{NAME}.html").text
    assert "Ikke gennemgået af en kliniker endnu." in page
    assert f'href="/id/question/{NAME}"' in page
    data = client.get(f"/id/question/{NAME}")
    assert "ikke gennemgået af en kliniker endnu" in data.text
    assert f'href="/questions/{NAME}.html"' in data.text
    assert "sh:SPARQLSelectExecutable" in client.get(f"/id/question/{NAME}.ttl").text
    assert client.get(f"/id/question/{NAME}/parameter/drug").status_code == 200
    assert client.get(f"/id/question/{NAME}/caveat/{NAME}?lang=en").status_code == 200
