"""A seeded violation of every constraint: the gate flags the nodes that a check of everything flags."""

from pathlib import Path

import pytest

from ensartet.checks import check_rules
from ensartet.editions import Edition
from ensartet.gate.verdict import Verdict
from ensartet.rooms import Rooms
from ensartet.store.oxigraph import OxigraphStore

from ..queries.test_checks import OFFENDERS, broken
from ..shapes.test_shapes import BROKEN, examples, required
from .everything import Everything, told


@pytest.fixture(scope="module")
def verdict(rooms: Rooms) -> Verdict:
    return Verdict(rooms)


@pytest.fixture(scope="module")
def everything(rooms: Rooms, edition: Edition) -> Everything:
    return Everything(rooms, broken(edition, *examples()).quads())


@pytest.mark.parametrize("path", [pytest.param(path, id=path.stem) for path in sorted(BROKEN.glob("*.ru"))])
def test_a_broken_shape_is_flagged_as_by_a_check_of_everything(
    path: Path, verdict: Verdict, everything: Everything
) -> None:
    with everything.updated(path.read_text(encoding="utf-8")) as changed:
        whole = told(everything.of_shape(path.stem))
        flagged = told(verdict.problems(everything.store, changed))
    assert whole
    assert whole <= flagged


@pytest.mark.parametrize(("rule", "kind", "path"), [pytest.param(*found, id=found[0]) for found in required()])
def test_a_missing_value_is_flagged_as_by_a_check_of_everything(
    rule: str, kind: str, path: str, verdict: Verdict, everything: Everything
) -> None:
    update = f"""
        DELETE {{ GRAPH ?g {{ ?s <{path}> ?o }} }} WHERE {{
          {{ SELECT (MIN(?one) AS ?s) WHERE {{ GRAPH ?any {{ ?one a <{kind}> ; <{path}> ?value }} }} }}
          GRAPH ?g {{ ?s <{path}> ?o }}
        }}"""
    with everything.updated(update) as changed:
        whole = told(everything.of_shape(rule))
        flagged = told(verdict.problems(everything.store, changed))
    assert rule in {told_rule for told_rule, *_ in whole}
    assert whole <= flagged


@pytest.mark.parametrize("path", [pytest.param(path, id=path.stem) for path in sorted(OFFENDERS.glob("*.ru"))])
def test_an_offender_is_flagged_as_by_a_check_of_everything(
    path: Path, rooms: Rooms, verdict: Verdict, everything: Everything
) -> None:
    before = told(check_rules(rooms, OxigraphStore(everything.store)))
    with everything.updated(path.read_text(encoding="utf-8")) as changed:
        whole = told(check_rules(rooms, OxigraphStore(everything.store))) - before
        flagged = told(verdict.problems(everything.store, changed))
    assert whole
    assert whole <= flagged


def test_every_rule_is_followed_from_every_pattern(verdict: Verdict) -> None:
    """A rule with a pattern that nothing connects with its focus would look at everything, each time."""
    assert {rule.name: len(rule.reach.unconnected) for rule in verdict.rules if rule.reach.unconnected} == {}
