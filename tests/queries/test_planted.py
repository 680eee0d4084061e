"""What questions say of statements that the bundled data do not have yet: planted, asked for, and gone again."""

from typing import Any

import pyoxigraph

from ensartet.answers import answer
from ensartet.editions import Edition
from ensartet.questions import find_question
from ensartet.rooms import Rooms
from ensartet.store.oxigraph import OxigraphStore

PREFIXES = {
    "ens": "https://w3id.org/ensartet/def/",
    "code": "https://w3id.org/ensartet/code/",
    "statement": "https://w3id.org/ensartet/id/statement/",
    "use": "https://w3id.org/ensartet/id/use/",
    "region": "https://w3id.org/ensartet/id/region/",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
SAID = """ens:hedge code:hedge\\/none ; ens:polarity code:polarity\\/affirmed ; ens:assertedBy region:{region} ;
    ens:publishedOn "2026-05-01"^^xsd:date ; ens:evidence <https://w3id.org/ensartet/id/evidence/m2604-6-13552>"""


def outcome(name: str, use: str, region: str, code: str, day: str) -> str:
    """A decision on one application."""
    said = SAID.format(region=region)
    return f"""statement:{name} a ens:ApplicationOutcome ; ens:use use:{use} ; ens:region region:{region} ;
    ens:decidedEarliest "{day}"^^xsd:date ; ens:decidedLatest "{day}"^^xsd:date ;
    ens:outcome code:outcome\\/{code} ; {said} ."""


def rows(edition: Edition, rooms: Rooms, planted: str, name: str, **given: str) -> list[dict[str, Any]]:
    """The rows of a question, asked on 10 May 2026, after planting."""
    store = pyoxigraph.Store()
    store.bulk_extend(edition.store.quads())
    store.update(f"INSERT DATA {{ GRAPH <https://example.org/planted> {{ {planted} }} }}", prefixes=PREFIXES)
    broken = Edition(OxigraphStore(store), edition.manifest, edition.corpus)
    values = {"as_of": "2026-05-10", "known_at": "2026-05-10", **given}
    return answer(broken, find_question(rooms, name), {key: [value] for key, value in values.items()}).rows


def test_an_outcome_in_favour_is_against_the_council_only_while_its_no_is_in_force(
    edition: Edition, rooms: Rooms
) -> None:
    use = "daratumumab-al-amyloidosis-l1"
    for day, expected in (("2022-06-01", []), ("2025-06-01", [("2025-06-01", "use-not-recommended", "recommended")])):
        planted = outcome("planted", use, "hovedstaden", "recommended", day)
        found = rows(edition, rooms, planted, "against-council", drug="daratumumab")
        assert [(day, row["rule"], row["outcome"]) for row in found] == expected
        assert all(row["status"] == "not-recommended" and row["line_min"] == 1 for row in found)
        assert all({e["iri"].rsplit("/", 1)[-1] for e in row["evidence"]} > {"m2604-6-13552"} for row in found)


def test_neither_a_refusal_nor_another_line_is_against_the_council(edition: Edition, rooms: Rooms) -> None:
    refused = outcome("planted", "daratumumab-al-amyloidosis-l1", "hovedstaden", "refused", "2025-06-01")
    later_line = outcome("planted-2", "daratumumab-al-amyloidosis-l2", "hovedstaden", "recommended", "2025-06-01")
    assert rows(edition, rooms, refused + later_line, "against-council", drug="daratumumab") == []


def test_a_cell_with_two_outcomes_shows_neither_and_keeps_the_evidence_of_both(edition: Edition, rooms: Rooms) -> None:
    planted = outcome("planted", "daratumumab-al-amyloidosis-l2", "nordjylland", "approved", "2026-04-20")
    found = rows(edition, rooms, planted, "region-matrix", disease="AL-amyloidose")
    (cell,) = [row for row in found if row["region"] == "Region Nordjylland"]
    assert (cell["outcome"], cell["outcome_group"], cell["answer"], cell["cell"]) == (None, None, "yes", "stated")
    assert len(cell["evidence"]) == 5
    assert len(found) == 6


def test_two_regions_that_became_one_are_one_row(edition: Edition, rooms: Rooms) -> None:
    planted = outcome("planted", "osimertinib-nsclc-after-progression", "hovedstaden", "recommended", "2026-04-20")
    found = rows(edition, rooms, planted, "region-matrix", **{"class": "osimertinib", "as_regions_of": "2027-01-01"})
    (cell,) = [row for row in found if row["region"] == "Region Østdanmark"]
    assert cell["outcome"] is None
    assert "afslag" in cell["text"]


def test_a_change_is_judged_against_what_was_known_before(edition: Edition, rooms: Rooms) -> None:
    for link, expected in (
        ("ens:supersedes statement:m2604-6-nordjylland", "replaced"),
        ("ens:confirms statement:m2604-6-nordjylland", "confirmed"),
        ('ens:validToLatest "2026-04-30"^^xsd:date', "ended"),
        ('ens:validToEarliest "2026-04-30"^^xsd:date', "new"),
    ):
        planted = outcome("planted", "daratumumab-al-amyloidosis-l2", "nordjylland", "approved", "2026-04-20")
        found = rows(
            edition,
            rooms,
            f"{planted} statement:planted {link} .",
            "changes",
            **{"from": "2026-05-01", "to": "2026-05-01", "drug": "daratumumab", "as_of": "2026-04-30"},
        )
        assert [row["change"] for row in found] == [expected]
