"""Documents do not drift from what they describe."""

import json
import re
import subprocess
import sys

from ensartet.rooms import Rooms

from ..conftest import Ask


def test_generated_documents_are_up_to_date(rooms: Rooms) -> None:
    root = rooms.ontology.parent
    done = subprocess.run(
        [sys.executable, root / "docs" / "generate.py", "--check"], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr


def test_the_answer_in_the_readme_is_the_answer(rooms: Rooms, ask: Ask) -> None:
    readme = (rooms.ontology.parent / "README.md").read_text(encoding="utf-8")
    (row,) = ask("off-label-without-application", lang="en")["rows"]
    table = re.findall(r"^\| (.*?) \| (.*?) \| (.*?) \| (.*?) \| (.*?) \| (.*?) \|$", readme, re.MULTILINE)
    assert table[1] == (
        row["drug"],
        f"{row['disease']}, {row['line_text']} ({row['line_basis_label']})",
        f"{row['region_scope_label']}",
        f"{row['application_practice_label']}, {row['extent_label']}",
        row["answer"],
        "M2604 item 6",
    )


def test_decisions_are_numbered_and_have_their_four_parts(rooms: Rooms) -> None:
    paths = sorted((rooms.ontology.parent / "docs" / "decisions").glob("*.md"))
    assert [path.name[:4] for path in paths] == [f"{number:04}" for number in range(1, len(paths) + 1)]
    for path in paths:
        headings = re.findall(r"^## (.*)$", path.read_text(encoding="utf-8"), re.MULTILINE)
        assert headings == ["Status", "Context", "Decision", "Consequences"], path.name


def test_the_schema_of_the_answer_is_a_schema(rooms: Rooms) -> None:
    import jsonschema

    path = rooms.ontology.parent / "docs" / "contract" / "answer.schema.json"
    jsonschema.Draft202012Validator.check_schema(json.loads(path.read_text(encoding="utf-8")))


def test_every_row_of_the_mission_is_asked_and_answered_or_says_why_not(rooms: Rooms) -> None:
    """M01-M68 of what the sources describe; those that nobody has loaded say so."""
    text = (rooms.ontology.parent / "docs" / "mission.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| (M\d\d) \| .* \| (.*) \|$", text, re.MULTILINE)
    assert [number for number, _ in rows] == [f"M{number:02}" for number in range(1, 69)]
    for number, results in rows:
        for result in results.split("<br>"):
            assert re.fullmatch(r"[1-9]\d*|none: .+", result), (number, result)
    assert sum("not loaded" in results for _, results in rows) == 6


def test_every_promise_of_the_threat_model_has_its_tests(rooms: Rooms) -> None:
    root = rooms.ontology.parent
    page = (root / "docs" / "threat-model.md").read_text(encoding="utf-8")
    rows = [
        row
        for section in ("## Promised", "## Bad input and its status")
        for row in re.findall(r"^\|[^|]*\|([^|]+)\|([^|]+)\|$", page.partition(section)[2].partition("\n## ")[0], re.M)[
            2:
        ]
    ]
    written = {
        name
        for path in (root / "tests").rglob("test_*.py")
        for name in re.findall(r"^def (test_\w+)", path.read_text(encoding="utf-8"), re.MULTILINE)
    }
    assert len(rows) > 25
    for promise, tests in rows:
        named = set(re.findall(r"`(test_\w+)`", tests))
        assert named, promise
        assert named <= written, promise
