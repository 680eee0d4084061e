"""After every step of a random sequence of changes the gate says what a check of everything says, and no more."""

import random
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pyoxigraph import NamedNode, Quad

from ensartet.editions import Edition
from ensartet.gate.verdict import Verdict
from ensartet.rooms import Rooms

from .everything import Everything, told

DOCUMENT = "https://w3id.org/ensartet/graph/m2604/base/1"
ABOUT = ("graph/m2604/", "graph/reference/organisations", "graph/reference/sources", "graph/reference/uses")


@pytest.fixture(scope="module")
def small(rooms: Rooms, edition: Edition) -> Everything:
    """One document with what it mentions of the reference, and the classes of codes."""
    quads = [q for q in edition.store.quads() if any(name in str(q.graph_name) for name in ABOUT)]
    mentioned = {q.object for q in quads}
    seen = set(quads)
    quads += (q for q in edition.store.quads() if q.subject in mentioned and q not in seen)
    return Everything(rooms, quads)


def steps(chance: random.Random, everything: Everything) -> Iterator[tuple[list[Quad], list[Quad]]]:
    """Changes that break things in the ways data break: lost quads, values of another quad, things of another class."""
    while True:
        quads = [quad for quad in everything.store if isinstance(quad.graph_name, NamedNode)]
        quads.sort(key=str)
        removed, added = [], []
        for _ in range(chance.randint(1, 3)):
            one, other = chance.choice(quads), chance.choice(quads)
            kind = chance.random()
            if kind < 0.4:
                removed.append(one)
            elif kind < 0.7:
                removed.append(one)
                added.append(Quad(one.subject, one.predicate, other.object, one.graph_name))
            elif kind < 0.9:
                added.append(Quad(one.subject, other.predicate, other.object, one.graph_name))
            else:
                removed += everything.store.quads_for_pattern(one.subject, None, None, None)
        yield removed, [quad for quad in added if quad not in removed]


@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.integers(0, 2**32))
def test_after_every_step_the_verdict_is_that_of_a_check_of_everything(
    seed: int, rooms: Rooms, small: Everything
) -> None:
    verdict = Verdict(rooms)
    start = set(small.store)
    before = told(small.problems())
    made = steps(random.Random(seed), small)
    for _ in range(4):
        removed, added = next(made)
        held = set(small.store)
        small.change(removed, added)
        changed = held ^ set(small.store)
        after = told(small.problems())
        flagged = told(verdict.problems(small.store, changed))
        assert after - before <= flagged, (removed, added)
        assert flagged <= after, (removed, added)
        before = after
    small.change(set(small.store) - start, start - set(small.store))
