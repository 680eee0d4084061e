"""A backup is a copy that was read back, a restored journal is the one that was backed up."""

import threading
from pathlib import Path

import pytest

from ensartet.errors import BadSetting, JournalBusy, StoreDamaged, UnknownThing
from ensartet.journal import snapshots, upkeep
from ensartet.journal.chain import read_chain
from ensartet.journal.writer import Writer

from .made import change, filled, quad


def test_scrub_reads_everything_anew(tmp_path: Path) -> None:
    folder = filled(tmp_path, 4)
    with Writer(folder) as writer:
        snapshots.write(writer.chain, writer.contents)
    found = upkeep.scrub(folder)
    assert (found.records, found.quads, found.snapshots) == (4, 5, 1)
    assert found.content == read_chain(folder).content


def test_a_backup_is_a_copy_of_its_own(tmp_path: Path) -> None:
    folder, backup = filled(tmp_path / "journal"), tmp_path / "backup"
    copied = upkeep.back_up(folder, backup)
    assert (backup / "journal.rdfp").stat().st_ino != (folder / "journal.rdfp").stat().st_ino
    (folder / "journal.rdfp").write_bytes(b"")
    assert upkeep.scrub(backup) == copied


def test_a_backup_is_not_written_over_anything(tmp_path: Path) -> None:
    folder, target = filled(tmp_path / "journal"), tmp_path / "backup"
    target.mkdir()
    (target / "mine.txt").write_text("mine")
    with pytest.raises(BadSetting, match="Choose an empty or new folder"):
        upkeep.back_up(folder, target)
    assert [path.name for path in target.iterdir()] == ["mine.txt"]


def test_a_damaged_journal_is_not_backed_up(tmp_path: Path) -> None:
    folder = filled(tmp_path / "journal")
    path = folder / "journal.rdfp"
    path.write_bytes(path.read_bytes().replace(b"two", b"too", 1))
    with pytest.raises(StoreDamaged):
        upkeep.back_up(folder, tmp_path / "backup")
    assert not (tmp_path / "backup").exists()


def test_a_backup_while_writing_is_a_state_that_was_acknowledged(tmp_path: Path) -> None:
    folder = tmp_path / "journal"
    digests: dict[str, int] = {}
    stop = threading.Event()

    def write(writer: Writer) -> None:
        number = 0
        while not stop.is_set():
            number += 1
            entry = writer.commit(change(str(number), [quad(number)], [quad(number - 5)]))
            digests[entry.head.content] = number

    with Writer(folder) as writer:
        thread = threading.Thread(target=write, args=(writer,))
        thread.start()
        copies = [upkeep.back_up(folder, tmp_path / f"backup-{n}") for n in range(5)]
        stop.set()
        thread.join()
    assert [digests.get(copy.content, 0) for copy in copies] == [copy.records for copy in copies]


def test_restoring_moves_the_former_journal_aside(tmp_path: Path) -> None:
    folder, backup = filled(tmp_path / "journal"), tmp_path / "backup"
    upkeep.back_up(folder, backup)
    with Writer(folder) as writer:
        writer.commit(change("later", [quad(9)]))
    restored, aside = upkeep.restore(backup, folder)
    assert aside is not None
    assert (restored.records, upkeep.scrub(aside).records) == (3, 4)
    assert restored.journal == upkeep.scrub(aside).journal


def test_restoring_to_a_record_makes_another_journal(tmp_path: Path) -> None:
    folder = filled(tmp_path / "journal")
    backup = tmp_path / "backup"
    whole = upkeep.back_up(folder, backup)
    restored, _ = upkeep.restore(backup, folder, to=2)
    assert (restored.records, restored.content) == (2, read_chain(backup).entry(2).head.content)
    assert restored.journal != whole.journal
    with pytest.raises(UnknownThing):
        upkeep.restore(backup, folder, to=9)
    assert upkeep.scrub(folder) == restored


def test_nothing_is_restored_under_a_writer(tmp_path: Path) -> None:
    folder, backup = filled(tmp_path / "journal"), tmp_path / "backup"
    upkeep.back_up(folder, backup)
    with Writer(folder), pytest.raises(JournalBusy):
        upkeep.restore(backup, folder)
    assert upkeep.scrub(folder).records == 3


def test_a_rebuild_needs_the_records_alone(tmp_path: Path) -> None:
    folder = filled(tmp_path)
    with Writer(folder) as writer:
        path = snapshots.write(writer.chain, writer.contents)
    path.write_bytes(b"damaged")
    with pytest.raises(StoreDamaged):
        Writer(folder)
    assert upkeep.rebuild(folder).snapshots == 1
    with Writer(folder) as writer:
        assert len(writer.contents) == 4


def test_a_snapshot_comes_when_much_was_recorded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(snapshots, "EVERY_RECORDS", 3)
    with Writer(tmp_path) as writer:
        made = []
        for number in range(9):
            writer.commit(change(str(number), [quad(number)]))
            made.append(writer.snapshot_if_due() is not None)
    assert made == [False, False, True] * 3
    assert upkeep.scrub(tmp_path).snapshots == snapshots.KEPT
