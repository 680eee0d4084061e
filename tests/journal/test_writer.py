"""What is acknowledged is there when the journal is opened again, once, and in the order in which it was made."""

import threading
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, Quad

from ensartet.errors import JournalBusy, KeyReused, StaleCommit
from ensartet.journal.chain import read_chain
from ensartet.journal.contents import Contents, line_of
from ensartet.journal.history import contents_at
from ensartet.journal.writer import Change, Writer

from .made import AGENT, GRAPH, LABEL, change, filled, quad, thing

XSD = "http://www.w3.org/2001/XMLSchema#"


def test_what_was_acknowledged_is_there_when_the_journal_is_opened_again(tmp_path: Path) -> None:
    with Writer(tmp_path) as writer:
        entry = writer.commit(change("a", [quad(1), quad(2)]))
    with Writer(tmp_path) as again:
        assert set(again.contents) == {quad(1), quad(2)}
        assert again.chain.entries == [entry]
        assert again.contents.digest == entry.head.content == Contents([quad(2), quad(1)]).digest


def test_a_record_says_who_why_when_and_how_much(tmp_path: Path) -> None:
    reason = "Afgørelse »6 af 10«\nanden linje\u2028tredje"
    part = (GRAPH.value, "add")
    with Writer(tmp_path, clock=lambda: datetime(2026, 11, 27, 9, 30, tzinfo=UTC)) as writer:
        writer.commit(Change([], [quad(1)], AGENT, reason, 'key "1"', "digest", (part,)))
    head = read_chain(tmp_path).entries[0].head
    assert (head.number, head.agent, head.reason, head.key, head.request) == (1, AGENT, reason, 'key "1"', "digest")
    assert (head.time, head.parts, head.removed, head.added) == ("2026-11-27T09:30:00Z", (part,), 0, 1)


def test_the_file_is_an_rdf_patch(tmp_path: Path) -> None:
    lines = (filled(tmp_path) / "journal.rdfp").read_text(encoding="utf-8").splitlines()
    assert {line.split(" ")[0] for line in lines} == {"H", "TX", "A", "D", "TC", "#"}
    assert all(line.endswith(" .") for line in lines if not line.startswith("#"))


def test_only_what_changes_anything_is_recorded(tmp_path: Path) -> None:
    with Writer(tmp_path) as writer:
        writer.commit(change("a", [quad(1)]))
        head = writer.commit(change("b", [quad(1), quad(2)], [quad(3), quad(1)])).head
        assert (head.removed, head.added) == (0, 1)
        assert set(writer.contents) == {quad(1), quad(2)}


def test_literals_are_recorded_as_the_store_keeps_them(tmp_path: Path) -> None:
    """Oxigraph writes 01 as 1; a record of 01 could never be removed again."""
    one = Quad(thing(1), LABEL, Literal("01", datatype=NamedNode(XSD + "integer")), GRAPH)
    with Writer(tmp_path) as writer:
        writer.commit(change("a", [one]))
    with Writer(tmp_path) as again:
        assert next(line_of(quad) for quad in again.contents).endswith(
            b'"1"^^<' + XSD.encode() + b"integer> <" + GRAPH.value.encode() + b"> ."
        )
        assert again.commit(change("b", removed=[one])).head.removed == 1


def test_the_same_request_is_carried_out_once(tmp_path: Path) -> None:
    with Writer(tmp_path) as writer:
        first = writer.commit(change("a", [quad(1)]))
        writer.commit(change("b", removed=[quad(1)]))
        assert writer.commit(change("a", [quad(1)])) == first
        assert len(writer.contents) == 0
        with pytest.raises(KeyReused):
            writer.commit(Change([], [quad(9)], AGENT, "", "a", "another request"))
    with Writer(tmp_path) as again:
        assert again.commit(change("a", [quad(1)])) == first
        assert again.chain.number == 2


def test_a_change_made_for_an_older_commit_is_refused(tmp_path: Path) -> None:
    with Writer(filled(tmp_path)) as writer:
        before = writer.contents.digest
        with pytest.raises(StaleCommit, match=r"latest is no\. 3"):
            writer.commit(change("late", [quad(9)]), expected=2)
        assert writer.contents.digest == before
        assert writer.commit(change("in time", [quad(9)]), expected=3).head.number == 4


def test_there_is_one_writer(tmp_path: Path) -> None:
    with Writer(tmp_path), pytest.raises(JournalBusy, match="Another process writes"):
        Writer(tmp_path)
    with Writer(tmp_path) as writer:
        assert writer.chain.number == 0


def test_reading_needs_no_lock(tmp_path: Path) -> None:
    with Writer(filled(tmp_path)) as writer:
        writer.commit(change("more", [quad(7)]))
        assert read_chain(tmp_path).number == 4


def test_a_clock_set_back_does_not_turn_history_round(tmp_path: Path) -> None:
    noon = datetime(2026, 11, 27, 12, tzinfo=UTC)
    times = iter([noon, noon - timedelta(hours=3)])
    with Writer(tmp_path, clock=lambda: next(times)) as writer:
        first = writer.commit(change("a", [quad(1)]))
        second = writer.commit(change("b", [quad(2)]))
    assert first.head.time == second.head.time


def test_threads_lose_no_increment(tmp_path: Path) -> None:
    """A number read and replaced under the writer's lock, by four threads at a time."""

    def increment(writer: Writer, name: int) -> None:
        for step in range(25):
            with writer.exclusively():
                (old,) = writer.contents.matching(thing(1), LABEL, None)
                new = quad(1, str(int(old.object.value) + 1))  # type: ignore[union-attr]
                writer.commit(change(f"{name}/{step}", [new], [old]))

    with Writer(tmp_path) as writer:
        writer.commit(change("zero", [quad(1, "0")]))
        threads = [threading.Thread(target=increment, args=(writer, name)) for name in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    with Writer(tmp_path) as again:
        assert list(again.contents) == [quad(1, "100")]


_STEPS = st.lists(st.tuples(st.sets(st.integers(0, 8)), st.sets(st.integers(0, 8))), max_size=8)


@settings(max_examples=40, deadline=None)
@given(steps=_STEPS)
def test_after_any_changes_the_journal_holds_what_a_set_would(
    steps: list[tuple[set[int], set[int]]], tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("journal")
    states: list[set[int]] = [set()]
    with Writer(folder) as writer:
        for number, (added, removed) in enumerate(steps):
            writer.commit(change(str(number), [quad(n) for n in added], [quad(n) for n in removed]))
            states.append((states[-1] - removed) | added)
    chain = read_chain(folder)
    for number, state in enumerate(states):
        assert set(contents_at(chain, number)) == {quad(n) for n in state}
