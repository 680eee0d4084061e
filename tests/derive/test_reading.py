"""The bundled uses as the algebra takes them, and how some of them lie to each other."""

import pytest

from ensartet.derive.axes import UNRESTRICTED, Concepts
from ensartet.derive.coverage import Use, compare
from ensartet.derive.reading import concepts_of, uses_of
from ensartet.derive.relations import Verdict
from ensartet.editions import Edition

USE = "https://w3id.org/ensartet/id/use/"
TDXD = "trastuzumab-deruxtecan-her2-positive"


@pytest.fixture(scope="module")
def uses(edition: Edition) -> dict[str, Use]:
    return uses_of(edition.graph)


@pytest.fixture(scope="module")
def known(edition: Edition) -> Concepts:
    return concepts_of(edition.graph, "2026-05-10")


def verdict(uses: dict[str, Use], known: Concepts, one: str, other: str) -> Verdict:
    return compare(uses[USE + one], uses[USE + other], known).verdict


def test_every_use_is_read_and_lies_to_every_other_as_that_to_it(uses: dict[str, Use], known: Concepts) -> None:
    assert len(uses) > 60
    mirrored = {Verdict.SUBSUMES: Verdict.WITHIN, Verdict.WITHIN: Verdict.SUBSUMES}
    for one in uses.values():
        assert compare(one, one, known).verdict is Verdict.SAME
        for other in uses.values():
            there, back = compare(one, other, known).verdict, compare(other, one, known).verdict
            assert back is mirrored.get(there, there), (one.iri, other.iri)


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("daratumumab-al-amyloidosis-l2plus", "daratumumab-al-amyloidosis-l2", Verdict.SUBSUMES),
        ("daratumumab-al-amyloidosis-l1", "daratumumab-al-amyloidosis-l2", Verdict.DISJOINT),
        # no line is not every line
        ("daratumumab-al-amyloidosis", "daratumumab-al-amyloidosis-l2", Verdict.CANNOT_TELL),
        (
            "trastuzumab-deruxtecan-her2-positive-l2plus",
            "trastuzumab-deruxtecan-her2-positive-l3plus",
            Verdict.SUBSUMES,
        ),
        # a class covers its members, as far as the members are known
        ("bcma-sequential-myeloma", "ciltacel-after-bcma-myeloma", Verdict.SUBSUMES),
        ("teclistamab-myeloma-authorised", "teclistamab-myeloma-l4plus", Verdict.CANNOT_TELL),
        ("teclistamab-myeloma-l4plus", "osimertinib-nsclc-l2", Verdict.DISJOINT),
    ],
)
def test_how_uses_of_the_documents_lie(
    one: str, other: str, expected: Verdict, uses: dict[str, Use], known: Concepts
) -> None:
    assert verdict(uses, known, one, other) is expected


def test_members_are_known_from_the_day_a_source_says_so(edition: Edition, uses: dict[str, Use]) -> None:
    before = concepts_of(edition.graph, "2026-02-23")
    assert verdict(uses, before, "bcma-sequential-myeloma", "ciltacel-after-bcma-myeloma") is Verdict.CANNOT_TELL


def test_silence_is_no_limit_in_an_authorised_indication_only(uses: dict[str, Use]) -> None:
    assert {use.iri for use in uses.values() if use.silence is UNRESTRICTED} == {
        iri for iri in uses if iri.endswith("-authorised")
    }


def test_a_prior_class_is_the_same_criterion_whichever_way_it_is_put(uses: dict[str, Use]) -> None:
    received = uses[USE + "ciltacel-after-bcma-myeloma"].priors
    assert received == {"received https://w3id.org/ensartet/id/drug-class/bcma-directed"}
    authorised = uses[USE + "teclistamab-myeloma-authorised"].priors
    assert {criterion.split()[0] for criterion in authorised if " " in criterion} == {"received"}
