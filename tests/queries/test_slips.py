"""The lint of query files: every rule finds its slip, on its line, and nothing in what only looks alike."""

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from ensartet.checks import check_queries
from ensartet.lint import RULES, Slip, lint, slips
from ensartet.rooms import Rooms

SLIPS = Path(__file__).parent / "slips"
BROKEN = [path.stem for path in sorted(SLIPS.glob("*.rq")) if not path.stem.startswith("passes.")]
ALIKE = [path.stem for path in sorted(SLIPS.glob("passes.*.rq"))]


def found(rooms: Rooms, folder: Path, name: str, kind: str = "asked") -> list[Slip]:
    """The slips of one example, as if it were a question."""
    file = folder / "queries" / kind / f"{name}.rq"
    file.parent.mkdir(parents=True)
    shutil.copy(SLIPS / file.name, file)
    return slips(replace(rooms, queries=folder / "queries"), file)


def test_the_queries_have_no_slip(rooms: Rooms) -> None:
    assert lint(rooms) == []


def test_every_rule_has_a_slip() -> None:
    assert {name.partition(".")[0] for name in BROKEN} == {"readable", *RULES}


@pytest.mark.parametrize("name", BROKEN)
def test_a_slip_is_said_with_its_file_and_line(name: str, rooms: Rooms, tmp_path: Path) -> None:
    rule = name.partition(".")[0]
    (slip,) = found(rooms, tmp_path, name)
    assert slip.rule == rule
    assert slip.file.endswith(f"queries/asked/{name}.rq")
    assert slip.message.da != slip.message.en
    lines = (SLIPS / f"{name}.rq").read_text(encoding="utf-8").splitlines()
    marked = next((number for number, line in enumerate(lines, 1) if line.endswith("# here")), None)
    assert slip.line == marked or marked is None


@pytest.mark.parametrize("name", ALIKE)
def test_what_only_looks_alike_passes(name: str, rooms: Rooms, tmp_path: Path) -> None:
    assert found(rooms, tmp_path, name) == []


def test_rules_and_checks_are_held_to_what_concerns_them(rooms: Rooms, tmp_path: Path) -> None:
    """A finding rule has no parameters and no order; a star is a slip everywhere."""
    assert found(rooms, tmp_path / "1", "parameter-place.union", "findings") == []
    assert found(rooms, tmp_path / "2", "order.none", "findings") == []
    for number, name in enumerate(("projection.star", "graph-variable.minus", "standard.service")):
        (slip,) = found(rooms, tmp_path / f"all-{number}", name, "findings")
        assert slip.rule == name.partition(".")[0]


def test_slips_are_violations_of_the_check(rooms: Rooms, tmp_path: Path) -> None:
    assert found(rooms, tmp_path, "standard.service") != []
    (problem,) = check_queries(replace(rooms, queries=tmp_path / "queries"))
    assert (problem.rule, problem.severity) == ("standard", "violation")
    assert (problem.file, problem.line) == (problem.focus, 8)
