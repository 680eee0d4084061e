"""The one who adds records: one process, one lock, and nothing acknowledged before it is on disk."""

import threading
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Final, Self

from filelock import FileLock, Timeout
from pyoxigraph import NamedNode, Quad

from ..errors import JournalBusy, KeyReused, StaleCommit, StoreDamaged
from ..names import Words
from . import snapshots
from .chain import (
    ACKNOWLEDGED_FILE,
    JOURNAL_FILE,
    MARKER_FILE,
    Entry,
    acknowledgement,
    found,
    marker,
    new_identity,
    read_chain,
)
from .files import Appended, unwritable, write_whole
from .records import Head, written
from .switch import carry_through

LOCK_FILE: Final = "writer.lock"


@dataclass(frozen=True)
class Change:
    """What is to be recorded; see `Head` for the facts.

    Attributes:
        removed, added: quads; those that are not there, or are there already, are passed over.
    """

    removed: Iterable[Quad]
    added: Iterable[Quad]
    agent: str
    reason: str
    key: str
    request: str
    parts: tuple[tuple[str, str], ...] = ()


def now() -> datetime:
    """This moment, UTC."""
    return datetime.now(UTC)


class Writer:
    """The journal of a folder, open for writing; made if there is none. Use as a context, or close.

    Safe to use from several threads: one change is made after the other.

    Attributes:
        chain: the records.
        contents: the quads they add up to. Read it within `exclusively` where others may write meanwhile.
    """

    def __init__(self, folder: Path, clock: Callable[[], datetime] = now) -> None:
        """Lock, read, verify, and cut off what a crash left of an unacknowledged record.

        Raises:
            JournalBusy: another writer has the folder.
            StoreDamaged: the folder does not hold what was written.
            DiskFull: a new journal finds no room.
        """
        self._clock, self._thread = clock, threading.RLock()
        self._broken = False
        self._lock = self.locked(folder)
        try:
            carry_through(folder)
            if not found(folder):
                _make(folder)
            self.chain = read_chain(folder)
            self.contents = snapshots.load(self.chain)
            lines = self.chain.acknowledged * len(acknowledgement(0, self.chain.sha256))
            self._journal = Appended(folder / JOURNAL_FILE, self.chain.end)
            self._acknowledged = Appended(folder / ACKNOWLEDGED_FILE, lines)
            if self.chain.acknowledged < self.chain.number:
                self._acknowledge(self.chain.entries[-1])
        except BaseException:
            self._lock.release()
            raise
        self._by_key = {entry.head.key: entry for entry in self.chain.entries}

    @staticmethod
    def locked(folder: Path) -> FileLock:
        """The lock of a folder, held until it is released.

        Raises:
            JournalBusy: another writer holds it.
            StoreDamaged, DiskFull: the folder cannot be made.
        """
        lock = FileLock(folder / LOCK_FILE, timeout=0)
        try:
            folder.mkdir(parents=True, exist_ok=True)
            lock.acquire()
        except Timeout as error:
            raise _busy(folder) from error
        except OSError as error:
            raise unwritable(folder, error) from error
        return lock

    def exclusively(self) -> threading.RLock:
        """The lock under which changes are made: hold it to read the contents and then change them."""
        return self._thread

    def recorded(self, key: str, request: str) -> Entry | None:
        """The record of a request that was carried out before, None if it was not.

        Raises:
            KeyReused: the key was used for another request.
        """
        entry = self._by_key.get(key)
        if entry is not None and entry.head.request != request:
            raise KeyReused(
                Words(
                    f"Nøglen »{key}« blev brugt til en anden indsendelse (nr. {entry.head.number}). Giv den en ny.",
                    f"The key '{key}' was used for another submission (no. {entry.head.number}). Give it a new one.",
                )
            )
        return entry

    def commit(self, change: Change, expected: int | None = None) -> Entry:
        """Record a change: on disk when this returns, or not made at all.

        The same request again is not carried out again; the entry is the one of the first time. A change that changes
        nothing is recorded too: somebody may ask what became of it.

        Args:
            expected: the number of the last record that the change was made for; None for whichever it is.

        Raises:
            KeyReused, StaleCommit: the change is not made.
            DiskFull: there is no room; the next may be made when there is.
            StoreDamaged: the disk fails; open the journal again.
        """
        with self._thread:
            done = self.recorded(change.key, change.request)
            if done is not None:
                return done
            self._check(expected)
            removed, added = self.contents.effective(change.removed, change.added)
            head = Head(
                number=self.chain.number + 1,
                previous=self.chain.sha256,
                time=self._time(),
                agent=NamedNode(change.agent).value,
                reason=change.reason,
                key=change.key,
                request=change.request,
                parts=change.parts,
                removed=len(removed),
                added=len(added),
                content=self.contents.digest_after(removed, added),
            )
            record, text = written(head, removed, added)
            entry = Entry(head, record.sha256, self.chain.end, self.chain.end + len(text))
            self._append(entry, text)
            self.contents.apply(removed, added)
            self.chain.entries.append(entry)
            self.chain.acknowledged = entry.head.number
            self._by_key[change.key] = entry
            return entry

    def snapshot_if_due(self) -> Path | None:
        """Keep the quads for a quick start if so much was recorded that it is worth it; the file, None if it was not.

        Raises:
            DiskFull, StoreDamaged: it cannot be written; nothing is lost by that.
        """
        with self._thread:
            return snapshots.write(self.chain, self.contents) if snapshots.due(self.chain) else None

    def close(self) -> None:
        """Let another one write."""
        self._journal.close()
        self._acknowledged.close()
        self._lock.release()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _check(self, expected: int | None) -> None:
        folder = self.chain.folder
        if self._broken:
            raise StoreDamaged(
                Words(
                    f"Der kunne ikke skrives i {folder} før. Start igen, så læses journalen forfra.",
                    f"{folder} could not be written before. Start again, so that the journal is read anew.",
                )
            )
        if expected is not None and expected != self.chain.number:
            raise StaleCommit(
                Words(
                    f"Indsendelsen er lavet til nr. {expected}, men den seneste er nr. {self.chain.number}. "
                    "Hent den nye udgave, og send igen.",
                    f"The submission was made for no. {expected}, but the latest is no. {self.chain.number}. "
                    "Fetch the new edition, and send again.",
                )
            )

    def _append(self, entry: Entry, text: bytes) -> None:
        """Write a record and its acknowledgement, or neither."""
        try:
            self._journal.append(text)
            self._acknowledged.append(acknowledgement(entry.head.number, entry.sha256))
        except OSError as error:
            failure = unwritable(self.chain.folder / JOURNAL_FILE, error)
            # the disk may have kept some of what it says it did not; only room that was missing is sure to be harmless
            self._broken = isinstance(failure, StoreDamaged)
            try:
                self._acknowledged.cut()
                self._journal.cut()
            except OSError:
                self._broken = True
            raise failure from error
        self._journal.keep(len(text))
        self._acknowledged.keep(len(acknowledgement(entry.head.number, entry.sha256)))

    def _acknowledge(self, entry: Entry) -> None:
        """Acknowledge the record that a crash came before; whoever sent it finds it by its key."""
        line = acknowledgement(entry.head.number, entry.sha256)
        try:
            self._acknowledged.append(line)
        except OSError as error:
            raise unwritable(self.chain.folder / ACKNOWLEDGED_FILE, error) from error
        self._acknowledged.keep(len(line))
        self.chain.acknowledged = entry.head.number

    def _time(self) -> str:
        """Now, but never before the last record: a clock set back must not make history run backwards."""
        time = self._clock().strftime("%Y-%m-%dT%H:%M:%SZ")
        return max(time, self.chain.entries[-1].head.time) if self.chain.entries else time


def _make(folder: Path) -> None:
    """An empty journal; the marker comes last."""
    write_whole(folder / JOURNAL_FILE, b"")
    write_whole(folder / ACKNOWLEDGED_FILE, b"")
    write_whole(folder / MARKER_FILE, marker(new_identity(), 0))


def _busy(folder: Path) -> JournalBusy:
    return JournalBusy(
        Words(
            f"En anden proces skriver i {folder}. Vent, til den er færdig; kører tjenesten, så send til den i stedet.",
            f"Another process writes in {folder}. Wait until it is done; if the service runs, send to it instead.",
        )
    )
