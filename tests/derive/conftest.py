"""The relation between uses by asking the functions for every pair, without any index."""

from collections.abc import Callable
from itertools import permutations

import pytest

from ensartet.derive.coverage import compare
from ensartet.derive.reading import concepts_of, uses_of
from ensartet.derive.relations import Verdict
from ensartet.editions import Edition
from ensartet.names import local

PREDICATES = {
    Verdict.SAME: "subsumes",
    Verdict.SUBSUMES: "subsumes",
    Verdict.OVERLAPS: "overlaps",
    Verdict.CANNOT_TELL: "mayOverlap",
}


@pytest.fixture(scope="package")
def related(edition: Edition) -> Callable[[str], set[str]]:
    """Pairs of uses, "one other", in the relation that a predicate of the derived graph says."""
    known = concepts_of(edition.graph, "9999-12-31")
    named = [use for use in uses_of(edition.graph).values() if use.treatment and use.disease]
    found: dict[str, set[str]] = {name: set() for name in PREDICATES.values()}
    for one, other in permutations(named, 2):
        name = PREDICATES.get(compare(one, other, known).verdict)
        if name:
            found[name].add(f"{local(one.iri)} {local(other.iri)}")
    return found.__getitem__
