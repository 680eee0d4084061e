"""Looking after a journal: scrub, back up, restore, rebuild. Everything is read back before it counts as done."""

import contextlib
import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path

from ..errors import BadSetting, StoreDamaged
from ..names import Words
from . import snapshots
from .chain import (
    ACKNOWLEDGED_FILE,
    JOURNAL_FILE,
    MARKER_FILE,
    Chain,
    acknowledgement,
    found,
    marker,
    new_identity,
    read_chain,
)
from .contents import Contents
from .files import sync_folder, unwritable, write_whole
from .history import known
from .writer import Writer


@dataclass(frozen=True)
class Scrubbed:
    """What was read and found whole."""

    journal: str
    records: int
    last: str
    quads: int
    content: str
    snapshots: int


def scrub(folder: Path) -> Scrubbed:
    """Read all records and snapshots anew and compare their digests; changes nothing.

    Raises:
        StoreDamaged: something is not what was written.
    """
    chain = read_chain(folder)
    contents = Contents()
    snapshots.replay(chain, contents)
    kept = snapshots.verify(chain)
    return Scrubbed(chain.journal, chain.number, chain.sha256, len(contents), contents.digest, kept)


def back_up(folder: Path, target: Path) -> Scrubbed:
    """Copy what is acknowledged to a new folder, and read the copy back; also while another process writes.

    Raises:
        BadSetting: there is something at the target.
        StoreDamaged, DiskFull: the journal is damaged, or the copy cannot be written; nothing is left at the target.
    """
    chain = read_chain(folder)
    return _copy(chain, target, chain.acknowledged, chain.journal)


def restore(backup: Path, folder: Path, to: int | None = None) -> tuple[Scrubbed, Path | None]:
    """Put a backup in the place of a journal, whole or up to a record, and read it back.

    What stood there is moved aside, not deleted. Cut short, it is another journal, with an identity of its own: what is
    recorded next is not what was recorded before.

    Returns:
        What was restored, and where the former journal is now; None if there was none.

    Raises:
        UnknownThing: the backup has no such record.
        JournalBusy: a process writes to the journal.
        StoreDamaged, DiskFull: the backup is damaged, or cannot be written; the former journal stands as it did.
    """
    chain = read_chain(backup)
    number = chain.number if to is None else to
    known(chain, number)
    whole = number == chain.number
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder.parent, prefix=".restore-") as name:
        new = Path(name) / "journal"
        copied = _copy(chain, new, number, chain.journal if whole else new_identity())
        aside = _move_aside(folder)
        new.rename(folder)
        sync_folder(folder.parent)
    return copied, aside


def rebuild(folder: Path) -> Scrubbed:
    """Throw the snapshots away and make one from the records alone.

    Raises:
        JournalBusy: another process writes.
        StoreDamaged: the records are damaged.
    """
    with contextlib.suppress(FileNotFoundError):
        snapshots.forget(folder)
    with Writer(folder) as writer:
        snapshots.write(writer.chain, writer.contents)
    return scrub(folder)


def _copy(chain: Chain, target: Path, number: int, journal: str) -> Scrubbed:
    """The first records in a new folder, read back."""
    if target.exists() and (not target.is_dir() or any(target.iterdir())):
        raise BadSetting(
            Words(
                f"Der er allerede noget i {target}. Vælg en tom eller ny mappe.",
                f"There is something in {target} already. Choose an empty or new folder.",
            )
        )
    made = not target.exists()
    entries = chain.entries[:number]
    try:
        target.mkdir(parents=True, exist_ok=True)
        with (chain.folder / JOURNAL_FILE).open("rb") as file:
            text = file.read(entries[-1].end if entries else 0)
        lines = b"".join(acknowledgement(entry.head.number, entry.sha256) for entry in entries)
        write_whole(target / JOURNAL_FILE, text)
        write_whole(target / ACKNOWLEDGED_FILE, lines)
        write_whole(target / MARKER_FILE, marker(journal, chain.generation))
        copied = scrub(target)
        if copied.last != (entries[-1].sha256 if entries else copied.last) or copied.records != len(entries):
            raise StoreDamaged(Words(f"Kopien i {target} er ikke hel.", f"The copy in {target} is not whole."))
        return copied
    except BaseException as error:
        for path in (target / MARKER_FILE, target / ACKNOWLEDGED_FILE, target / JOURNAL_FILE):
            path.unlink(missing_ok=True)
        if made and target.exists():
            shutil.rmtree(target, ignore_errors=True)
        if isinstance(error, OSError):
            raise unwritable(target, error) from error
        raise


def _move_aside(folder: Path) -> Path | None:
    """Move a journal out of the way; where it is now."""
    if not folder.exists():
        return None
    if not found(folder):
        shutil.rmtree(folder)
        return None
    with Writer.locked(folder):  # released under whatever name the folder has then
        n = 1
        while (aside := folder.with_name(f"{folder.name}-before-restore-{n}")).exists():
            n += 1
        folder.rename(aside)
    return aside
