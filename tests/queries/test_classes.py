"""A decision on a class covers the members that sources known by the day count among it, and no others."""

from typing import Any

import pytest

from ensartet.answers import answer
from ensartet.editions import Edition
from ensartet.questions import find_question
from ensartet.rooms import Rooms

from .altered import altered

MEMBER = """PREFIX s: <https://w3id.org/ensartet/id/statement/>
PREFIX drug: <https://w3id.org/ensartet/id/drug/>
PREFIX class: <https://w3id.org/ensartet/id/drug-class/>
PREFIX code: <https://w3id.org/ensartet/code/>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
INSERT DATA { GRAPH <https://w3id.org/ensartet/graph/test/1> {
  s:member a ens:ClassMembership ; ens:memberClass class:bcma-directed ; ens:member drug:glofitamab ;
    ens:polarity code:polarity\\/%s ; ens:hedge code:hedge\\/none ; ens:publishedOn "2026-06-01"^^xsd:date . %s } }"""


def rows(edition: Edition, rooms: Rooms, drug: str = "glofitamab", **given: str) -> list[dict[str, Any]]:
    values = {"drug": drug, "as_of": "2026-08-01", "known_at": "2026-08-01", **given}
    return answer(edition, find_question(rooms, "class-decisions"), {name: [v] for name, v in values.items()}).rows


def test_a_member_is_covered_from_the_day_a_source_says_so(edition: Edition, rooms: Rooms) -> None:
    changed = altered(rooms, edition, MEMBER % ("affirmed", ""))
    assert {(row["kind"], row["member"], row["member_since"], row["published_on"]) for row in rows(changed, rooms)} == {
        (kind, "glofitamab", "2026-06-01", "2026-06-01") for kind in ("advice", "council-status", "rule")
    }
    assert rows(changed, rooms, known_at="2026-05-31") == []
    assert rows(edition, rooms) == []


@pytest.mark.parametrize(
    ("polarity", "more"),
    [
        ("negated", ""),
        ("affirmed", 's:member ens:validToEarliest "2026-07-01"^^xsd:date .'),
        ("affirmed", 's:later ens:supersedes s:member ; ens:publishedOn "2026-07-01"^^xsd:date .'),
    ],
)
def test_what_is_no_member_or_no_longer_one_is_not_covered(
    polarity: str, more: str, edition: Edition, rooms: Rooms
) -> None:
    assert rows(altered(rooms, edition, MEMBER % (polarity, more)), rooms) == []


def test_sequential_use_is_said_of_the_class_after_the_class_and_not_of_another_disease(
    edition: Edition, rooms: Rooms
) -> None:
    """Teclistamab is covered after an earlier BCMA-directed treatment of myeloma, and not in autoimmune disease."""
    found = rows(edition, rooms, "teclistamab")
    said = {(row["disease"], row["population"]) for row in found}
    assert said == {("myelomatose", "tidligere BCMA-rettet behandling")}
