"""A crash loses what was not acknowledged and nothing else; damage is named before anything is served."""

import json
import os
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from ensartet.errors import StoreDamaged
from ensartet.journal import snapshots, upkeep
from ensartet.journal.chain import acknowledgement, read_chain
from ensartet.journal.writer import Writer

from .made import change, filled, quad

JOURNAL, ACKNOWLEDGED, MARKER = "journal.rdfp", "acknowledged.txt", "marker.json"


def with_snapshot(folder: Path) -> Path:
    """A journal of 5 records with a snapshot of the third."""
    filled(folder)
    with Writer(folder) as writer:
        snapshots.write(writer.chain, writer.contents)
        for number in range(3, 5):
            writer.commit(change(f"key {number}", [quad(number)]))
    return folder


def flip(name: str, at: float) -> Callable[[Path], None]:
    """Flip one bit, at a share of the file."""

    def damage(folder: Path) -> None:
        path = folder / name
        content = bytearray(path.read_bytes())
        content[int(at * (len(content) - 1))] ^= 1
        path.write_bytes(content)

    return damage


def cut(name: str, share: float) -> Callable[[Path], None]:
    def damage(folder: Path) -> None:
        path = folder / name
        os.truncate(path, int(path.stat().st_size * share))

    return damage


def lose(name: str) -> Callable[[Path], None]:
    return lambda folder: (folder / name).unlink()


def lose_record(number: int) -> Callable[[Path], None]:
    def damage(folder: Path) -> None:
        entry = read_chain(folder).entry(number)
        content = (folder / JOURNAL).read_bytes()
        (folder / JOURNAL).write_bytes(content[: entry.start] + content[entry.end :])

    return damage


def repeat_record(folder: Path) -> None:
    entry = read_chain(folder).entry(2)
    content = (folder / JOURNAL).read_bytes()
    (folder / JOURNAL).write_bytes(content[: entry.end] + content[entry.start :])


def swap_records(folder: Path) -> None:
    first, second = read_chain(folder).entries[1:3]
    content = (folder / JOURNAL).read_bytes()
    swapped = content[second.start : second.end] + content[first.start : first.end]
    (folder / JOURNAL).write_bytes(content[: first.start] + swapped + content[second.end :])


def another_journal(folder: Path) -> None:
    other = filled(folder.parent / "another", 5)
    (folder / JOURNAL).write_bytes((other / JOURNAL).read_bytes().replace(b"made-up", b"made-on"))


def zeros_in_the_middle(folder: Path) -> None:
    entry = read_chain(folder).entry(2)
    content = bytearray((folder / JOURNAL).read_bytes())
    content[entry.start + 10 : entry.start + 60] = bytes(50)
    (folder / JOURNAL).write_bytes(content)


def lines(count: int) -> Callable[[Path], None]:
    """Leave so many acknowledgements."""

    def damage(folder: Path) -> None:
        content = (folder / ACKNOWLEDGED).read_bytes().split(b"\n")
        (folder / ACKNOWLEDGED).write_bytes(b"".join(line + b"\n" for line in content[:count]))

    return damage


def acknowledge_more(folder: Path) -> None:
    with (folder / ACKNOWLEDGED).open("ab") as file:
        file.write(acknowledgement(6, "f" * 64))


def other_format(folder: Path) -> None:
    marker = json.loads((folder / MARKER).read_bytes())
    (folder / MARKER).write_text(json.dumps({**marker, "format": 99}))


def other_identity(folder: Path) -> None:
    marker = json.loads((folder / MARKER).read_bytes())
    (folder / MARKER).write_text(json.dumps({**marker, "journal": "urn:another"}))


def snapshot_of_another(folder: Path) -> None:
    (folder / SNAPSHOT).rename((folder / SNAPSHOT).with_name(f"{4:012d}.nq"))


def snapshot_from_the_future(folder: Path) -> None:
    (folder / SNAPSHOT).rename((folder / SNAPSHOT).with_name(f"{99:012d}.nq"))


def foreign_bytes(folder: Path) -> None:
    (folder / JOURNAL).write_bytes(b"SQLite format 3\0" * 64)


SNAPSHOT = f"snapshots/{3:012d}.nq"
DAMAGES: dict[str, Callable[[Path], None]] = {
    "a bit of the first record": flip(JOURNAL, 0.01),
    "a bit in the middle of the journal": flip(JOURNAL, 0.5),
    "a bit of the last record": flip(JOURNAL, 0.97),
    "the last bit of the journal": flip(JOURNAL, 1.0),
    "the journal cut in half": cut(JOURNAL, 0.5),
    "the journal empty": cut(JOURNAL, 0.0),
    "the journal gone": lose(JOURNAL),
    "the journal of another format": foreign_bytes,
    "the journal of other data": another_journal,
    "zeros within a record": zeros_in_the_middle,
    "the first record gone": lose_record(1),
    "a middle record gone": lose_record(3),
    "the last record gone": lose_record(5),
    "a record twice": repeat_record,
    "two records in the wrong order": swap_records,
    "a bit of an acknowledgement": flip(ACKNOWLEDGED, 0.5),
    "acknowledgements gone": lose(ACKNOWLEDGED),
    "acknowledgements empty": lines(0),
    "two acknowledgements missing": lines(3),
    "an acknowledgement of what is not there": acknowledge_more,
    "the marker gone": lose(MARKER),
    "the marker empty": cut(MARKER, 0.0),
    "the marker cut": cut(MARKER, 0.6),
    "the marker of another format": other_format,
    "a marker of another journal": other_identity,
    "a bit of the head of a snapshot": flip(SNAPSHOT, 0.05),
    "a bit of the body of a snapshot": flip(SNAPSHOT, 0.8),
    "a snapshot cut": cut(SNAPSHOT, 0.9),
    "a snapshot empty": cut(SNAPSHOT, 0.0),
    "a snapshot under another number": snapshot_of_another,
    "a snapshot from the future": snapshot_from_the_future,
}


@pytest.mark.parametrize("damage", [pytest.param(damage, id=name) for name, damage in DAMAGES.items()])
def test_damage_is_named_and_a_backup_mends_it(damage: Callable[[Path], None], tmp_path: Path) -> None:
    folder, backup = with_snapshot(tmp_path / "journal"), tmp_path / "backup"
    whole = upkeep.back_up(folder, backup)
    damage(folder)
    with pytest.raises(StoreDamaged) as refused:
        Writer(folder)
    assert "Restore" in str(refused.value)
    assert "Gendan" in refused.value.detail.da
    restored, aside = upkeep.restore(backup, folder)
    assert aside is not None
    assert restored == whole
    with Writer(folder) as writer:
        assert writer.contents.digest == whole.content


def test_a_journal_cut_at_any_byte_of_an_unacknowledged_record_loses_that_record_alone(tmp_path: Path) -> None:
    folder = filled(tmp_path)
    last = read_chain(folder).entries[-1]
    content, promised = (folder / JOURNAL).read_bytes(), (folder / ACKNOWLEDGED).read_bytes()
    before = promised[: -len(acknowledgement(3, last.sha256))]
    for length in range(last.start, last.end):
        (folder / JOURNAL).write_bytes(content[:length])
        (folder / ACKNOWLEDGED).write_bytes(before)
        with Writer(folder) as writer:
            assert writer.chain.number == 2
        assert (folder / JOURNAL).stat().st_size == last.start
        (folder / JOURNAL).write_bytes(content[:length])
        (folder / ACKNOWLEDGED).write_bytes(promised)
        with pytest.raises(StoreDamaged):
            Writer(folder)


def test_a_whole_record_that_was_not_acknowledged_is_kept(tmp_path: Path) -> None:
    """Whoever sent it finds it by its key, whether the answer came or not."""
    folder = filled(tmp_path)
    os.truncate(folder / ACKNOWLEDGED, (folder / ACKNOWLEDGED).stat().st_size - 10)
    with Writer(folder) as writer:
        assert writer.chain.number == 3
    assert read_chain(folder).acknowledged == 3


def test_an_interrupted_beginning_is_begun_again(tmp_path: Path) -> None:
    (tmp_path / JOURNAL).touch()
    (tmp_path / ACKNOWLEDGED).touch()
    with Writer(tmp_path) as writer:
        assert writer.chain.number == 0


def failing_at(step: int, monkeypatch: pytest.MonkeyPatch, error: int) -> list[int]:
    """Let the write, sync or cut of that number fail; the list counts them."""
    steps: list[int] = []

    def count(function: Callable[..., object]) -> Callable[..., object]:
        def counted(*arguments: object) -> object:
            steps.append(1)
            if len(steps) == step:
                raise OSError(error, os.strerror(error))
            return function(*arguments)

        return counted

    for name in ("pwrite", "fsync", "ftruncate"):
        monkeypatch.setattr(os, name, count(getattr(os, name)))
    return steps


@pytest.mark.parametrize("error", ["ENOSPC", "EIO"])
@pytest.mark.parametrize("step", [1, 2, 3, 4])
def test_a_write_that_fails_at_any_step_changes_nothing(
    step: int, error: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import errno

    from ensartet.errors import DiskFull, EnsartetError

    with Writer(filled(tmp_path)) as writer:
        before = writer.contents.digest
        with monkeypatch.context() as patched:
            steps = failing_at(step, patched, getattr(errno, error))
            with pytest.raises(EnsartetError) as refused:
                writer.commit(change("fails", [quad(9)]))
            assert len(steps) >= step
        assert isinstance(refused.value, DiskFull) == (error == "ENOSPC")
        assert writer.contents.digest == before
        assert read_chain(tmp_path).number == 3
        if error == "ENOSPC":
            assert writer.commit(change("fails", [quad(9)])).head.number == 4
        else:
            with pytest.raises(StoreDamaged, match="Start again"):
                writer.commit(change("after", [quad(9)]))
    with Writer(tmp_path) as again:
        assert again.contents.digest == before or error == "ENOSPC"


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 256 kB, where this may be mounted."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=256k", "tmpfs", str(folder)], capture_output=True, check=False
    )
    if mounted.returncode:
        pytest.skip("a tmpfs cannot be mounted here")
    yield folder
    subprocess.run(["umount", str(folder)], check=True)


def fill(writer: Writer) -> None:
    """Record until the disk has no room."""
    for number in range(2, 2000):
        writer.commit(change(f"key {number}", [quad(number, "x" * 1000)]))


def test_a_full_disk_is_said_and_writing_goes_on_when_there_is_room(small_disk: Path) -> None:
    from ensartet.errors import DiskFull

    ballast = small_disk / "ballast"
    with Writer(small_disk / "journal") as writer:
        writer.commit(change("first", [quad(1)]))
        ballast.write_bytes(bytes(100_000))
        with pytest.raises(DiskFull):
            fill(writer)
        held, digest = writer.chain.number, writer.contents.digest
        assert read_chain(small_disk / "journal").number == held
        ballast.unlink()
        assert writer.commit(change("later", [quad(5000)])).head.number == held + 1
        assert writer.contents.digest != digest
