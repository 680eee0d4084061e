"""Every rule in queries/checks/ finds a planted offender, and finds none in the bundled data."""

from pathlib import Path

import pyoxigraph
import pytest

from ensartet.checks import check_rules
from ensartet.editions import Edition
from ensartet.headers import read_header
from ensartet.rooms import Rooms, installed_rooms
from ensartet.store.oxigraph import OxigraphStore

OFFENDERS = Path(__file__).parent / "offenders"
RULES = [path.stem for path in sorted((installed_rooms().queries / "checks").glob("*.rq"))]


def broken(edition: Edition, *updates: str) -> OxigraphStore:
    """The bundled data after SPARQL updates, which must change something."""
    store = pyoxigraph.Store()
    store.bulk_extend(edition.store.quads())
    before = set(store)
    for update in updates:
        store.update(update, prefixes={"ens": "https://w3id.org/ensartet/def/"})
    if updates:
        assert set(store) != before, "the updates change nothing"
    return OxigraphStore(store)


def test_every_rule_has_an_offender() -> None:
    assert sorted({path.stem.partition(".")[0] for path in OFFENDERS.glob("*.ru")}) == RULES


def test_the_bundled_data_offend_no_rule(rooms: Rooms, edition: Edition) -> None:
    assert check_rules(rooms, edition.store) == []


@pytest.mark.parametrize("name", [path.stem for path in sorted(OFFENDERS.glob("*.ru"))])
def test_a_planted_offender_is_found(name: str, rooms: Rooms, edition: Edition) -> None:
    update, rule = (OFFENDERS / f"{name}.ru").read_text(encoding="utf-8"), name.partition(".")[0]
    found = [problem for problem in check_rules(rooms, broken(edition, update)) if problem.rule == rule]
    header, _ = read_header(rooms.queries / "checks" / f"{rule}.rq")
    assert [problem.severity for problem in found] == [header["severity"]]
    assert update.startswith(f"# offender: {found[0].focus.rsplit('/', 1)[-1]}\n")
    assert found[0].message.da
    assert found[0].message.en


def test_a_reason_given_before_it_was_ruled_out_passes(rooms: Rooms, edition: Edition) -> None:
    update = (OFFENDERS / "refusal-reason-ruled-out.ru").read_text(encoding="utf-8").replace("2025-03-01", "2023-03-01")
    assert check_rules(rooms, broken(edition, update)) == []


@pytest.mark.parametrize(
    "later",
    [
        "s:not-a-member ens:supersedes s:m2602-3-member-teclistamab",
        's:not-a-member ens:validFromEarliest "2027-01-01"^^xsd:date . '
        's:m2602-3-member-teclistamab ens:validToLatest "2026-12-31"^^xsd:date',
    ],
)
def test_a_medicine_may_leave_its_class(later: str, rooms: Rooms, edition: Edition) -> None:
    update = (OFFENDERS / "membership-contradicted.ru").read_text(encoding="utf-8")
    assert check_rules(rooms, broken(edition, update.replace("} }", f". {later} }} }}"))) == []
