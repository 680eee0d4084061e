"""Every question and every finding rule means the same to another engine: equal rows from Oxigraph and rdflib."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from ensartet.editions import Edition
from ensartet.rooms import Rooms

from .altered import altered

HERE = Path(__file__).parent
# What rdflib is known to answer otherwise, by query, with the reason. ORDER BY is left out for all: rdflib raises where
# it should sort by two values that are not bound.
DIFFERENCES: dict[str, str] = {}
# what no other case plants: a programme that runs, and a medicine that the Council is assessing
RUNNING = """PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
INSERT { GRAPH <https://w3id.org/ensartet/graph/test/2> {
  <https://w3id.org/ensartet/id/programme/test> a ens:CompassionateUseProgramme .
  <https://w3id.org/ensartet/id/statement/test-programme> ens:programme <https://w3id.org/ensartet/id/programme/test> ;
    ens:use ?use ; ens:programmeState <https://w3id.org/ensartet/code/programme-state/active> ;
    ens:publishedOn "2026-03-01"^^xsd:date .
  <https://w3id.org/ensartet/id/statement/test-status> a ens:CouncilStatus ; ens:use ?use ;
    ens:status <https://w3id.org/ensartet/code/status/under-assessment> ; ens:publishedOn "2026-03-01"^^xsd:date .
} } WHERE { BIND(<https://w3id.org/ensartet/id/use/daratumumab-al-amyloidosis-l2> AS ?use) }"""


@pytest.fixture(scope="module")
def answers(rooms: Rooms, edition: Edition, tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, Any]]:
    """The rows of both engines, of the bundled data with a case for every rule and an entry for every register."""
    updates = [*sorted((HERE / "findings").glob("*.found.ru")), *sorted((HERE.parent / "shapes/examples").glob("*.ru"))]
    data = tmp_path_factory.mktemp("engines") / "data.nq"
    filled = altered(rooms, edition, RUNNING, *(path.read_text(encoding="utf-8") for path in updates))
    data.write_text("".join(f"{quad} .\n" for quad in filled.store.quads()), encoding="utf-8")
    command = [sys.executable, "-m", "tests.queries.engines", str(rooms.queries), str(data)]
    ran = subprocess.run(command, capture_output=True, timeout=300, check=True, cwd=HERE.parent.parent)
    found: dict[str, dict[str, Any]] = json.loads(ran.stdout)
    return found


def differs(answer: dict[str, Any]) -> bool:
    return answer["theirs"] is None or bool(answer["only_ours"] or answer["only_theirs"])


def test_two_engines_give_equal_rows(answers: dict[str, dict[str, Any]]) -> None:
    asked = {name for name in answers if name.startswith("asked/")}
    assert len(asked) >= 46
    assert len(answers) - len(asked) >= 13
    found = {name: answer for name, answer in answers.items() if differs(answer)}
    assert found.keys() == DIFFERENCES.keys(), "mend the query, or list what rdflib answers otherwise and why"
    assert [name for name, answer in answers.items() if not answer["ours"]] == [], "equality of no rows says nothing"
