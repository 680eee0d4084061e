"""What a successor region inherits: positions held together, figures never added, silence never a no."""

import pytest

from ensartet.answers import answer
from ensartet.editions import Edition
from ensartet.questions import find_question
from ensartet.rooms import Rooms

from .altered import altered

PLANT = """PREFIX s: <https://w3id.org/ensartet/id/statement/>
PREFIX use: <https://w3id.org/ensartet/id/use/>
PREFIX region: <https://w3id.org/ensartet/id/region/>
PREFIX code: <https://w3id.org/ensartet/code/>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
PREFIX org: <http://www.w3.org/ns/org#>
PREFIX dcterms: <http://purl.org/dc/terms/>
INSERT DATA { GRAPH <https://w3id.org/ensartet/graph/test/1> { %s } }"""
OUTCOME = """s:t-1 a ens:ApplicationOutcome ; ens:use use:osimertinib-nsclc-after-progression ;
    ens:region region:hovedstaden ; ens:outcome code:outcome\\/%s ; ens:publishedOn "2026-03-01"^^xsd:date ."""
TALLY = """s:t-%s a ens:ApplicationCount ; ens:use use:%s ; ens:region region:%s ;
    ens:received 3 ; ens:favourable %d ; ens:refused %d ; ens:publishedOn "2026-03-01"^^xsd:date ."""


def rows(
    rooms: Rooms, edition: Edition, update: str, drug: str = "osimertinib", **given: str
) -> list[dict[str, object]]:
    values = {"as_of": "2026-05-10", "known_at": "2026-05-10", **given}
    question = find_question(rooms, "territory")
    asked = answer(altered(rooms, edition, PLANT % update), question, {name: [v] for name, v in values.items()})
    return [row for row in asked.rows if row["drug"] == drug]


@pytest.mark.parametrize(
    ("outcome", "status"),
    [
        ("approved", "conflicting"),
        ("refused", "inherited"),
        ("not-recommended", "to-harmonise"),
        ("pending", "to-harmonise"),
    ],
)
def test_two_positions_on_one_use_are_one_row(outcome: str, status: str, rooms: Rooms, edition: Edition) -> None:
    (row,) = rows(rooms, edition, OUTCOME % outcome)
    assert row["status"] == status
    assert str(row["side_a"]).startswith("Region Hovedstaden: ")
    assert row["side_b"] == "Region Sjælland: afslag"


def test_a_tally_beside_a_decision_is_not_called_nothing_known(rooms: Rooms, edition: Edition) -> None:
    (row,) = rows(rooms, edition, TALLY % ("1", "osimertinib-nsclc-after-progression", "hovedstaden", 3, 0))
    assert row["status"] == "to-harmonise"
    assert row["side_a"] == "Region Hovedstaden: modtaget 3, imødekommet 3, afslag 0"


def test_two_tallies_stay_two_and_are_not_added(rooms: Rooms, edition: Edition) -> None:
    one, other = ("1", "glofitamab-dlbcl", "hovedstaden", 3, 0), ("2", "glofitamab-dlbcl", "sjaelland", 1, 2)
    (row,) = rows(rooms, edition, TALLY % one + TALLY % other, drug="glofitamab")
    assert row["status"] == "not-added"
    assert row["side_a"] == "Region Hovedstaden: modtaget 3, imødekommet 3, afslag 0"
    assert row["side_b"] == "Region Sjælland: modtaget 3, imødekommet 1, afslag 2"


def test_a_later_statement_is_not_known_before(rooms: Rooms, edition: Edition) -> None:
    (row,) = rows(rooms, edition, OUTCOME % "approved", known_at="2026-02-25")
    assert row["status"] == "unknown-for-one"


FORCE = """s:t-1 a ens:Procedure ; ens:region region:sjaelland ; ens:step 4 ; ens:force code:force\\/%s ;
    ens:publishedOn "2026-03-01"^^xsd:date ;
    dcterms:description "Ledelsen afgør."@da , "The management decides."@en ."""


@pytest.mark.parametrize(("force", "status"), [("support", "inherited"), ("binding", "to-harmonise")])
def test_how_it_is_decided_is_inherited_only_where_both_say_the_same_force(
    force: str, status: str, rooms: Rooms, edition: Edition
) -> None:
    changed = altered(rooms, edition, PLANT % (FORCE % force))
    given = {"as_of": ["2027-01-02"], "known_at": ["2026-05-10"], "as_regions_of": ["2027-01-02"]}
    found = answer(changed, find_question(rooms, "territory"), given).rows
    (row,) = [row for row in found if row["side_b"] == "Region Sjælland: Ledelsen afgør."]
    assert (row["status"], row["region"]) == (status, "Region Østdanmark")
    assert str(row["side_a"]).startswith("Region Hovedstaden: Anbefalingen er beslutningsstøtte")


def test_regions_and_days_come_from_the_data(rooms: Rooms, edition: Edition) -> None:
    """Another change comes first: until its day only that one is shown."""
    change = """<https://w3id.org/ensartet/id/change/test> a org:ChangeEvent ; dcterms:date "2026-07-01"^^xsd:date ;
        org:originalOrganization region:nordjylland , region:midtjylland ;
        org:resultingOrganization region:syddanmark ."""
    (row,) = rows(rooms, edition, change, drug="daratumumab")
    assert (row["becomes_on"], row["region"]) == ("2026-07-01", "Region Nordjylland")
    assert rows(rooms, edition, change) == []
    assert len(rows(rooms, edition, change, as_of="2026-08-01")) == 1
