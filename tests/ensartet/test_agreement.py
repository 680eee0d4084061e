"""Pairs of decisions are counted as known or not known, and agreement is not shown below 20 pairs."""

import pytest

from ensartet.agreement import Decision, Pairs, brennan_prediger, count_pairs
from ensartet.answers import answer
from ensartet.editions import Edition
from ensartet.questions import find_question
from ensartet.rooms import Rooms

from ..queries.altered import altered

REGIONS = ["a", "b", "c", "d", "e"]


def decided(region: str, group: str, force: str = "binding", use: str = "u") -> Decision:
    return Decision(use, region, group, force)


@pytest.mark.parametrize(
    ("decisions", "pairs"),
    [
        ([], Pairs(0, 0, 0)),
        ([decided("a", "favourable")], Pairs(0, 0, 4)),
        ([decided("a", "favourable"), decided("b", "favourable")], Pairs(1, 1, 6)),
        ([decided("a", "favourable"), decided("b", "unfavourable")], Pairs(1, 0, 6)),
        # not the same use
        ([decided("a", "favourable"), decided("b", "favourable", use="v")], Pairs(0, 0, 8)),
        # not the same force, or none stated
        ([decided("a", "favourable"), decided("b", "favourable", "advisory")], Pairs(0, 0, 7)),
        ([decided("a", "favourable", "not-stated"), decided("b", "favourable", "not-stated")], Pairs(0, 0, 7)),
        # no single position
        (
            [decided("a", "favourable"), decided("a", "unfavourable"), decided("b", "favourable")],
            Pairs(0, 0, 7),
        ),
        ([decided("a", "none"), decided("b", "favourable")], Pairs(0, 0, 7)),
        # the same position twice is one
        ([decided("a", "favourable"), decided("a", "favourable"), decided("b", "favourable")], Pairs(1, 1, 6)),
    ],
)
def test_pairs(decisions: list[Decision], pairs: Pairs) -> None:
    assert count_pairs(decisions, REGIONS) == pairs


def test_the_coefficient() -> None:
    assert brennan_prediger(20, 20) == 1
    assert brennan_prediger(10, 20) == 0
    assert brennan_prediger(0, 20) == -1
    assert brennan_prediger(15, 20) == 0.5


def test_it_is_hidden_below_twenty_pairs() -> None:
    assert Pairs(19, 19, 0).coefficient is None
    assert Pairs(20, 15, 0).coefficient == 0.5


def planted(uses: list[str]) -> str:
    """All five regions decide on each use, Nordjylland against the others, all binding."""
    regions = ["hovedstaden", "sjaelland", "syddanmark", "midtjylland", "nordjylland"]
    statements = [
        f"s:t-{use}-{region} a ens:ApplicationOutcome ; ens:use use:{use} ; ens:region region:{region} ; "
        f"ens:outcome code:outcome\\/{'refused' if region == 'nordjylland' else 'approved'} ; "
        'ens:force code:force\\/binding ; ens:publishedOn "2026-03-01"^^xsd:date .'
        for use in uses
        for region in regions
    ]
    return (
        "PREFIX s: <https://w3id.org/ensartet/id/statement/> PREFIX use: <https://w3id.org/ensartet/id/use/> "
        "PREFIX region: <https://w3id.org/ensartet/id/region/> PREFIX code: <https://w3id.org/ensartet/code/> "
        "PREFIX xsd: <http://www.w3.org/2001/XMLSchema#> "
        f"INSERT DATA {{ GRAPH <https://w3id.org/ensartet/graph/test/1> {{ {' '.join(statements)} }} }}"
    )


@pytest.mark.parametrize(
    ("uses", "disease", "expected"),
    [
        (["glofitamab-dlbcl"], "diffust storcellet B-cellelymfom", (10, 0, None, "cannot-tell")),
        # 12 of 20 pairs agree
        (["osimertinib-nsclc-l1", "vipivotide-mcrpc"], None, (20, 15, 0.2, "comparable")),
    ],
)
def test_the_answer(
    uses: list[str], disease: str | None, expected: tuple[object, ...], rooms: Rooms, edition: Edition
) -> None:
    given = {"as_of": ["2026-05-10"], "known_at": ["2026-05-10"], **({"disease": [disease]} if disease else {})}
    changed = altered(rooms, edition, planted(uses))
    (row,) = answer(changed, find_question(rooms, "agreement"), given).rows
    before = answer(edition, find_question(rooms, "agreement"), given).rows
    if not disease:  # what is known already stays unknown pairs
        expected = (expected[0], before[0]["unknowpairs"], *expected[2:])
    assert (row["pairs"], row["unknowpairs"], row["agreement"], row["comparability"]) == expected
