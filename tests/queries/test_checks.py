"""Every rule in queries/checks/ finds a planted offender, and finds none in the bundled data."""

from pathlib import Path

import pyoxigraph
import pytest

from ensartet.checks import check_rules, read_rule
from ensartet.editions import Edition
from ensartet.rooms import Rooms, installed_rooms
from ensartet.store.oxigraph import OxigraphStore

OFFENDERS = Path(__file__).parent / "offenders"
RULES = [path.stem for path in sorted((installed_rooms().queries / "checks").glob("*.rq"))]


def broken(edition: Edition, update: str) -> OxigraphStore:
    """The bundled data after one SPARQL update."""
    store = pyoxigraph.Store()
    store.bulk_extend(edition.store.quads())
    before = len(store)
    store.update(update, prefixes={"ens": "https://w3id.org/ensartet/def/"})
    assert set(store) != set(edition.store.quads()) or len(store) != before, "the update changes nothing"
    return OxigraphStore(store)


def test_every_rule_has_an_offender() -> None:
    assert sorted({path.stem.partition(".")[0] for path in OFFENDERS.glob("*.ru")}) == RULES


def test_the_bundled_data_offend_no_rule(rooms: Rooms, edition: Edition) -> None:
    assert check_rules(rooms, edition.store) == []


@pytest.mark.parametrize("rule", RULES)
def test_a_planted_offender_is_found(rule: str, rooms: Rooms, edition: Edition) -> None:
    update = (OFFENDERS / f"{rule}.ru").read_text(encoding="utf-8")
    found = [problem for problem in check_rules(rooms, broken(edition, update)) if problem.rule == rule]
    header, _ = read_rule(rooms.queries / "checks" / f"{rule}.rq")
    assert [problem.severity for problem in found] == [header["severity"]]
    assert update.startswith(f"# offender: {found[0].focus.rsplit('/', 1)[-1]}\n")
    assert found[0].message.da
    assert found[0].message.en


def test_a_reason_given_before_it_was_ruled_out_passes(rooms: Rooms, edition: Edition) -> None:
    update = (OFFENDERS / "refusal-reason-ruled-out.ru").read_text(encoding="utf-8").replace("2025-03-01", "2023-03-01")
    assert check_rules(rooms, broken(edition, update)) == []
