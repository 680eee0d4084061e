"""What changed between two records, and where a quad came from."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ensartet.errors import UnknownThing
from ensartet.journal.chain import read_chain
from ensartet.journal.history import contents_at, difference, origins
from ensartet.journal.writer import Writer

from .made import OTHER, change, filled, quad, thing


def test_the_difference_is_what_two_states_do_not_share(tmp_path: Path) -> None:
    chain = read_chain(filled(tmp_path))
    found = difference(chain, 1, 3)
    assert found.removed == [quad(0, "two", OTHER)]
    assert len(found.added) == 3
    back = difference(chain, 3, 1)
    assert (back.removed, back.added) == (found.added, found.removed)
    assert difference(chain, 2, 2).added == []


def test_an_unknown_record_is_said(tmp_path: Path) -> None:
    with pytest.raises(UnknownThing, match=r"no submission no\. 4; the latest is no\. 3"):
        difference(read_chain(filled(tmp_path)), 1, 4)


def test_a_quad_comes_from_the_record_it_last_came_with(tmp_path: Path) -> None:
    with Writer(tmp_path) as writer:
        writer.commit(change("a", [quad(1), quad(2)]))
        writer.commit(change("b", removed=[quad(1)]))
        writer.commit(change("c", [quad(1), quad(1, "two")]))
    found = origins(read_chain(tmp_path), thing(1))
    assert [(origin.quad, origin.entry.head.number) for origin in found] == [(quad(1, "two"), 3), (quad(1), 3)]
    assert origins(read_chain(tmp_path), thing(99)) == []


@settings(max_examples=40, deadline=None)
@given(steps=st.lists(st.tuples(st.sets(st.integers(0, 5)), st.sets(st.integers(0, 5))), min_size=1, max_size=6))
def test_any_difference_leads_from_one_state_to_the_other(
    steps: list[tuple[set[int], set[int]]], tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("journal")
    with Writer(folder) as writer:
        for number, (added, removed) in enumerate(steps):
            writer.commit(change(str(number), [quad(n) for n in added], [quad(n) for n in removed]))
    chain = read_chain(folder)
    states = [set(contents_at(chain, number)) for number in range(len(steps) + 1)]
    for earlier, before in enumerate(states):
        for later, after in enumerate(states):
            found = difference(chain, earlier, later)
            assert (set(found.removed), set(found.added)) == (before - after, after - before)
