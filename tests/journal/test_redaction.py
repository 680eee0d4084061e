"""What was taken out is in no file, the rest is as it was, and it can be seen that something was taken out."""

from pathlib import Path

import pytest
from pyoxigraph import Literal

from ensartet.errors import BadValue
from ensartet.journal import snapshots, upkeep
from ensartet.journal.chain import read_chain
from ensartet.journal.contents import line_of
from ensartet.journal.redaction import redact
from ensartet.journal.switch import carry_through
from ensartet.journal.writer import Writer

from .made import AGENT, GRAPH, LABEL, change, quad, thing

NUMBER = "010203-" + "1234"
SECRET = f"patienten {NUMBER} fik det"


def journal(folder: Path) -> Path:
    with Writer(folder) as writer:
        writer.commit(change("a", [quad(1), quad(2)]))
        writer.commit(change("b", [quad(3, SECRET), quad(4)], reason=f"om {NUMBER}"))
        snapshots.write(writer.chain, writer.contents)
        writer.commit(change("c", [quad(5)], [quad(3, SECRET), quad(1)]))
        writer.commit(change("d", [quad(3, SECRET)]))
    return folder


def everything(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())


def test_what_is_redacted_stands_in_no_file(tmp_path: Path) -> None:
    folder = journal(tmp_path)
    before = [entry.sha256 for entry in read_chain(folder).entries]
    assert NUMBER.encode() in everything(folder)
    done = redact(folder, {quad(3, SECRET): None}, agent=AGENT, reason="et CPR-nummer", reasons_of=[2])
    assert NUMBER.encode() not in everything(folder)
    assert (done.records, done.number) == ((2, 3, 4), 5)
    after = [entry.sha256 for entry in read_chain(folder).entries]
    assert after[0] == before[0]
    assert not set(after[1:]) & set(before)


def test_where_something_was_is_marked_and_said(tmp_path: Path) -> None:
    folder = journal(tmp_path)
    redact(folder, {quad(3, SECRET): None}, agent=AGENT, reason="et CPR-nummer", reasons_of=[2])
    heads = [entry.head for entry in read_chain(folder).entries]
    assert [(GRAPH.value, "redacted") in head.parts for head in heads] == [False, True, True, True, False]
    assert [head.reason for head in heads] == ["prøve", "redacted", "prøve", "prøve", "et CPR-nummer"]
    assert read_chain(folder).generation == 1


def test_the_rest_is_as_it_was(tmp_path: Path) -> None:
    folder = journal(tmp_path)
    redact(folder, {quad(3, SECRET): None}, agent=AGENT, reason="et CPR-nummer")
    with Writer(folder) as writer:
        assert set(writer.contents) == {quad(2), quad(4), quad(5)}
        with pytest.raises(Exception, match="used for another"):
            writer.commit(change("b", [quad(3, SECRET)]))
    assert upkeep.scrub(folder).records == 5


def test_a_text_can_be_put_in_its_place(tmp_path: Path) -> None:
    folder = journal(tmp_path)
    mended = quad(3, "patienten fik det")
    redact(folder, {quad(3, SECRET): mended.object}, agent=AGENT, reason="et CPR-nummer")  # type: ignore[dict-item]
    with Writer(folder) as writer:
        assert set(writer.contents) == {quad(2), mended, quad(4), quad(5)}
        held = writer.contents.matching(thing(3), LABEL, None)
    assert [line_of(held[0])] == [line_of(mended)]


def test_what_was_never_recorded_is_said(tmp_path: Path) -> None:
    folder = journal(tmp_path)
    before = everything(folder)
    with pytest.raises(BadValue, match="Nothing of it is in the journal"):
        redact(folder, {quad(9): Literal("x")}, agent=AGENT, reason="prøve")
    assert everything(folder) == before


def killed(folder: Path) -> None:
    raise KeyboardInterrupt


def test_a_redaction_that_was_broken_off_is_carried_through(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Killed after the new files were written: the next writer puts them in place; before: the old ones stand."""
    from ensartet.journal import switch

    folder = journal(tmp_path)
    with monkeypatch.context() as patched:
        patched.setattr(switch, "carry_through", killed)
        with pytest.raises(KeyboardInterrupt):
            redact(folder, {quad(3, SECRET): None}, agent=AGENT, reason="et CPR-nummer")
    with Writer(folder) as writer:
        assert writer.chain.generation == 1
        assert len(writer.contents) == 3
    (folder / "next").mkdir()
    (folder / "next" / "journal.rdfp").write_bytes(b"half")
    carry_through(folder)
    assert not (folder / "next").exists()
    assert upkeep.scrub(folder).quads == 3
