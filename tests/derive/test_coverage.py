"""The coverage algebra against sets: whatever the truth may be, it is among what the algebra calls possible."""

from itertools import chain, combinations, permutations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from ensartet.derive.axes import (
    UNRESTRICTED,
    UNSTATED,
    Concepts,
    Lines,
    Mode,
    Treatment,
    concepts_related,
    criteria_related,
    facets_related,
    lines_related,
    parts_related,
    related,
    treatments_related,
)
from ensartet.derive.coverage import Use, compare
from ensartet.derive.relations import (
    DISJOINT,
    OVERLAPS,
    SAME,
    SUBSUMES,
    UNKNOWN,
    WITHIN,
    Possible,
    Relation,
    Verdict,
    combined,
    converse,
    verdict,
)

possibles = st.sets(st.sampled_from(list(Relation)), min_size=1).map(frozenset)


def truth(one: frozenset[object], other: frozenset[object]) -> Relation:
    """How two sets that are known in full lie to each other."""
    assert one
    assert other
    if one == other:
        return Relation.SAME
    if not one & other:
        return Relation.DISJOINT
    if one > other:
        return Relation.SUBSUMES
    return Relation.WITHIN if one < other else Relation.OVERLAPS


sets = st.sets(st.integers(0, 4), min_size=1).map(frozenset)


@given(st.lists(st.tuples(sets, sets), min_size=1, max_size=3))
def test_products_lie_as_their_factors_combined(factors: list[tuple[frozenset[int], frozenset[int]]]) -> None:
    def product(parts: list[frozenset[int]]) -> frozenset[object]:
        points: list[tuple[int, ...]] = [()]
        for part in parts:
            points = [(*point, value) for point in points for value in part]
        return frozenset(points)

    expected = truth(product([one for one, _ in factors]), product([other for _, other in factors]))
    assert combined(frozenset({truth(one, other)}) for one, other in factors) == {expected}


@given(st.lists(possibles, min_size=1, max_size=4), possibles)
def test_unknown_is_contagious_and_more_knowledge_never_contradicts_less(parts: list[Possible], more: Possible) -> None:
    wider = [parts[0] | more, *parts[1:]]
    assert combined(parts) <= combined(wider)
    assert combined([*parts, UNKNOWN]) >= combined(parts)
    assert Relation.DISJOINT in combined([*parts, UNKNOWN])
    assert converse(converse(parts[0])) == parts[0]
    assert converse(combined(parts)) == combined([converse(part) for part in parts])


@pytest.mark.parametrize(
    ("possible", "expected"),
    [
        (SAME, Verdict.SAME),
        (SAME | SUBSUMES, Verdict.SUBSUMES),
        (SUBSUMES, Verdict.SUBSUMES),
        (SAME | WITHIN, Verdict.WITHIN),
        (SUBSUMES | WITHIN, Verdict.OVERLAPS),
        (OVERLAPS, Verdict.OVERLAPS),
        (DISJOINT, Verdict.DISJOINT),
        (DISJOINT | SAME, Verdict.CANNOT_TELL),
        (UNKNOWN, Verdict.CANNOT_TELL),
    ],
)
def test_a_verdict_says_no_more_than_is_sure(possible: Possible, expected: Verdict) -> None:
    assert verdict(possible) is expected


def test_nothing_possible_is_no_verdict() -> None:
    with pytest.raises(ValueError, match="related"):
        verdict(frozenset())


lines = st.builds(
    lambda low, more: Lines(low, None if more is None else low + more),
    st.integers(1, 6),
    st.one_of(st.none(), st.integers(0, 4)),
)


def situations(value: Lines) -> frozenset[object]:
    return frozenset(range(value.low, 20 if value.high is None else value.high + 1))


@given(lines, lines)
def test_lines_lie_as_their_numbers(one: Lines, other: Lines) -> None:
    assert lines_related(one, other) == {truth(situations(one), situations(other))}


@pytest.mark.parametrize(("low", "high"), [(0, None), (3, 2), (-1, 4)])
def test_lines_that_are_none_are_refused(low: int, high: int | None) -> None:
    with pytest.raises(ValueError, match="no lines"):
        Lines(low, high)


def test_silence_is_not_line_1_to_infinity() -> None:
    assert related(UNSTATED, Lines(1), lines_related) == UNKNOWN
    assert related(UNRESTRICTED, Lines(2), lines_related) == SAME | SUBSUMES
    assert related(UNSTATED, UNSTATED, lines_related) == SAME  # neither speaks of it: not compared
    assert related(UNSTATED, UNRESTRICTED, lines_related) == SAME | WITHIN


# A world: drugs a to d, classes X and Y with their true members, of which some are known.
DRUGS = "abcd"


@st.composite
def worlds(draw: st.DrawFn) -> tuple[Concepts, dict[str, frozenset[str]]]:
    members: dict[str, frozenset[str]] = {}
    excluded: dict[str, frozenset[str]] = {}
    real: dict[str, frozenset[str]] = {}
    for name in "XY":
        true = draw(st.sets(st.sampled_from(DRUGS), min_size=1).map(frozenset))
        real[name] = true
        members[name] = draw(st.sets(st.sampled_from(sorted(true))).map(frozenset))
        others = sorted(set(DRUGS) - true)
        excluded[name] = draw(st.sets(st.sampled_from(others)).map(frozenset)) if others else frozenset()
    broader: dict[str, frozenset[str]] = {}
    if real["X"] > real["Y"] and draw(st.booleans()):
        broader["Y"] = frozenset("X")
        members["X"] |= members["Y"]
    return Concepts(broader=broader, members=members, excluded=excluded), real


treatments = st.builds(
    Treatment,
    st.sets(st.sampled_from([*DRUGS, "X", "Y"]), min_size=1, max_size=3).map(frozenset),
    st.sampled_from([None, Mode.CLOSED, Mode.OPEN]),
)


def regimens(treatment: Treatment, mode: Mode, real: dict[str, frozenset[str]]) -> frozenset[object]:
    """The sets of drugs a treatment admits in a world that is known in full."""
    found: set[frozenset[str]] = set()
    for chosen in permutations(DRUGS, len(treatment.parts)):
        if all(drug in real.get(part, {part}) for part, drug in zip(sorted(treatment.parts), chosen, strict=True)):
            found.add(frozenset(chosen))
    if mode is Mode.OPEN:
        every = chain.from_iterable(combinations(DRUGS, n) for n in range(1, len(DRUGS) + 1))
        found = {frozenset(some) for some in every if any(base <= frozenset(some) for base in found)}
    return frozenset(found)


@given(worlds(), treatments, treatments)
def test_the_truth_of_treatments_is_among_the_possible(
    world: tuple[Concepts, dict[str, frozenset[str]]], one: Treatment, other: Treatment
) -> None:
    known, real = world
    viable = any(parts_related(a, b, known) != DISJOINT for a in one.parts for b in other.parts)
    found = treatments_related(one, other, known)
    assert found == converse(treatments_related(other, one, known))
    if not viable and None in (one.mode, other.mode):
        assert found == DISJOINT  # by convention: what is said of one drug is no precedent for another
        return
    for mode in (one.mode,) if one.mode else Mode:
        for other_mode in (other.mode,) if other.mode else Mode:
            if one.mode is other.mode is None and mode is not other_mode:
                continue  # by convention: what neither source speaks of is the same
            sides = regimens(one, mode, real), regimens(other, other_mode, real)
            assume(all(sides))
            assert truth(*sides) in found


def test_a_class_beside_its_own_member_leaves_the_other_members_only() -> None:
    """Parts take distinct drugs: "a, and another of Y" may be all that "d" is, if Y is a and d."""
    known = Concepts(members={"Y": frozenset("a")})
    beside = Treatment(frozenset("aY"), Mode.OPEN)
    assert treatments_related(beside, Treatment(frozenset("d"), Mode.OPEN), known) == UNKNOWN - DISJOINT


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("ab", "ab", SAME),
        ("ab", "a", DISJOINT),  # a combination is no monotherapy
        ("a", "b", DISJOINT),
        ("X", "a", SUBSUMES),
        ("aX", "ab", SAME | SUBSUMES),
        ("X", "d", SUBSUMES | DISJOINT),  # not known as a member: neither in nor out
        ("X", "c", DISJOINT),  # known not to be a member
    ],
)
def test_closed_treatments(one: str, other: str, expected: Possible) -> None:
    known = Concepts(members={"X": frozenset("ab")}, excluded={"X": frozenset("c")})
    sides = Treatment(frozenset(one), Mode.CLOSED), Treatment(frozenset(other), Mode.CLOSED)
    assert treatments_related(*sides, known) == expected


def test_a_treatment_that_may_have_partners_may_or_may_not_be_the_combination() -> None:
    said, combination = Treatment(frozenset("a")), Treatment(frozenset("ab"), Mode.CLOSED)
    assert verdict(treatments_related(said, combination, Concepts())) is Verdict.CANNOT_TELL


TREE = Concepts(
    broader={
        "mcrpc": frozenset({"prostate", "cancer"}),
        "prostate": frozenset({"cancer"}),
        "lung": frozenset({"cancer"}),
    }
    | {"either": frozenset({"cancer"}), "myeloma": frozenset({"either", "cancer"})},
    apart=(frozenset({"prostate", "lung", "myeloma"}),),
)


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("cancer", "mcrpc", Verdict.SUBSUMES),
        ("mcrpc", "prostate", Verdict.WITHIN),
        ("mcrpc", "lung", Verdict.DISJOINT),  # below two that are apart
        ("either", "lung", Verdict.CANNOT_TELL),
        ("cancer", "gout", Verdict.CANNOT_TELL),  # the hierarchy may lack a step
    ],
)
def test_diseases(one: str, other: str, expected: Verdict) -> None:
    assert verdict(concepts_related(one, other, TREE)) is expected


def test_facets_and_criteria() -> None:
    adult, child = frozenset({"adult"}), frozenset({"child"})
    known = Concepts(broader={"adult": frozenset({"all"})}, apart=(frozenset({"adult", "child"}),))
    both = (UNSTATED, UNSTATED)
    assert facets_related({"age": adult}, {"age": child}, both, known) == DISJOINT
    assert verdict(facets_related({"age": frozenset({"all"})}, {"age": adult}, both, known)) is Verdict.SUBSUMES
    assert facets_related({"age": adult}, {"state": child}, both, known) == UNKNOWN
    open_label = (UNRESTRICTED, UNRESTRICTED)
    assert verdict(facets_related({"age": adult}, {"state": child}, open_label, known)) is Verdict.OVERLAPS
    two, one = frozenset({"after-arpi", "after-taxane"}), frozenset({"after-arpi"})
    assert verdict(criteria_related(one, two, both)) is Verdict.SUBSUMES
    assert verdict(criteria_related(frozenset(), two, (UNRESTRICTED, UNSTATED))) is Verdict.SUBSUMES
    assert criteria_related(frozenset(), two, both) == UNKNOWN
    assert verdict(criteria_related(one, frozenset({"after-x"}), both)) is Verdict.CANNOT_TELL


uses = st.builds(
    Use,
    iri=st.sampled_from("abcdefgh"),
    treatment=st.one_of(st.none(), treatments),
    disease=st.sampled_from([None, *TREE.broader]),
    lines=st.one_of(st.none(), lines),
    population=st.sampled_from([{}, {"age": frozenset({"adult"})}, {"age": frozenset({"child"})}]),
    setting=st.sampled_from([None, "adjuvant", "metastatic"]),
    priors=st.sets(st.sampled_from(["p", "q"])).map(frozenset),
    dose=st.sampled_from([None, "10 mg", "20 mg"]),
    route=st.sampled_from([None, "oral", "intravenous"]),
    silence=st.sampled_from([UNSTATED, UNRESTRICTED]),
)
KNOWN = Concepts(TREE.broader, TREE.apart, {"X": frozenset("ab"), "Y": frozenset("b")}, {"X": frozenset("d")})
COVERS = {Verdict.SAME, Verdict.SUBSUMES}


@given(uses, uses, uses)
def test_uses_form_an_order_where_it_is_defined(one: Use, two: Use, three: Use) -> None:
    assert compare(one, one, KNOWN).verdict is Verdict.SAME
    assume(len({one.iri, two.iri, three.iri}) == 3)
    here, there = compare(one, two, KNOWN), compare(two, one, KNOWN)
    assert here.possible == converse(there.possible)
    if here.verdict in COVERS and there.verdict in COVERS:
        assert here.verdict is there.verdict is Verdict.SAME
    if here.verdict in COVERS and compare(two, three, KNOWN).verdict in COVERS:
        assert compare(one, three, KNOWN).verdict in COVERS
    if here.verdict in COVERS and compare(one, three, KNOWN).verdict is Verdict.DISJOINT:
        assert compare(two, three, KNOWN).verdict is Verdict.DISJOINT


@given(uses, uses)
def test_an_axis_of_which_one_side_is_silent_never_becomes_a_no(one: Use, other: Use) -> None:
    assume(one.iri != other.iri)
    comparison = compare(one, other, KNOWN)
    for axis in comparison.failing():
        assert axis in one.stated & other.stated
    silent = (one.stated ^ other.stated) | ({"disease", "treatment"} - one.stated - other.stated)
    if silent and UNSTATED in (one.silence, other.silence) and not comparison.failing():
        assert comparison.verdict is not Verdict.SAME
    assert (comparison.verdict is Verdict.DISJOINT) == bool(comparison.failing())
