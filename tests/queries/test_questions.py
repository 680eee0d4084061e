"""Every saved question against its cases; a question without rows, an empty and an unknown case is a red test."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from ensartet.questions import all_questions
from ensartet.rooms import installed_rooms

from ..conftest import Ask

CASES = Path(__file__).parent / "cases"
QUESTIONS = list(all_questions(installed_rooms()))
FOUND = [
    pytest.param(path.stem, case, id=f"{path.stem}: {case['case']}")
    for path in sorted(CASES.glob("*.yaml"))
    for case in yaml.safe_load(path.read_text(encoding="utf-8"))
]


def test_every_question_has_cases_and_every_case_a_question() -> None:
    assert sorted(path.stem for path in CASES.glob("*.yaml")) == sorted(QUESTIONS)


@pytest.mark.parametrize("name", QUESTIONS)
@pytest.mark.parametrize("kind", ["rows", "empty", "unknown"])
def test_a_question_has_a_case_of_each_kind(name: str, kind: str) -> None:
    cases = yaml.safe_load((CASES / f"{name}.yaml").read_text(encoding="utf-8"))
    assert any(case["case"].startswith(kind) for case in cases)


@pytest.mark.parametrize(("name", "case"), FOUND)
def test_case(name: str, case: dict[str, Any], ask: Ask) -> None:
    answer = ask(name, **case["parameters"])
    if "rows" in case:
        assert_same_set(answer["rows"], case["rows"])
    for expected in case.get("contains", []):
        assert any(fits(row, expected) for row in answer["rows"]), (expected, answer["rows"])
    for unexpected in case.get("not_contains", []):
        assert not any(fits(row, unexpected) for row in answer["rows"]), unexpected
    for column, values in case.get("order", {}).items():
        assert list(dict.fromkeys(row[column] for row in answer["rows"])) == values
    if "among" in case:  # other sources may bring more
        assert_among(answer["rows"], case["among"])
    if "total" in case:
        assert answer["total"] == case["total"]
    if "summary" in case:
        assert answer["summary"] == case["summary"]
    entries = [{**entry, **entry["scope"]} for entry in answer["completeness"]]
    for expected in case.get("completeness", []):
        assert any(fits(entry, expected) for entry in entries), (expected, entries)
    if "completeness_exactly" in case:
        found = sorted([e["about"], e["state"], e["region"] or ""] for e in entries)
        assert found == sorted([about, state, region or ""] for about, state, region in case["completeness_exactly"])
    assert not {entry["state"] for entry in entries} & set(case.get("completeness_without", []))
    codes = [caveat["code"] for caveat in answer["caveats"]]
    assert set(case.get("caveats", [])) <= set(codes)
    assert not set(case.get("no_caveats", [])) & set(codes)
    places = [
        [e["source"], e["item"], e["section"], e["start"], e["end"]] for row in answer["rows"] for e in row["evidence"]
    ]
    for place in case.get("evidence", []):
        assert place in places


def fits(found: dict[str, Any], expected: dict[str, Any]) -> bool:
    return all(found[name] == value for name, value in expected.items())


def assert_same_set(rows: list[dict[str, Any]], expected: list[dict[str, Any]]) -> None:
    """Each expected row fits a row of its own, and no row is left over."""
    left = assert_among(rows, expected)
    assert not left, left


def assert_among(rows: list[dict[str, Any]], expected: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Each expected row fits a row of its own; the rows left over."""
    left = list(rows)
    for row in sorted(expected, key=len, reverse=True):
        match = next((found for found in left if fits(found, row)), None)
        assert match is not None, (row, [{name: found[name] for name in row} for found in left])
        left.remove(match)
    return left
