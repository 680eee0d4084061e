"""All records of a folder, read and verified: what every reader and the writer begin with.

    marker.json        what journal this is
    journal.rdfp       the records, one after the other
    acknowledged.txt   one line a record, added when the record was safely on disk: number and sha256

A record beyond the last line of acknowledged.txt was never promised to anybody: half of one is what a crash leaves, a
whole one is kept. Anything else that does not fit is damage, and damage is never served.
"""

import json
import mmap
import os
import secrets
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from ..errors import StoreDamaged
from ..names import Words
from .records import FIRST, TRAILER, Head, Record, read_record, unreadable

FORMAT: Final = 1
MARKER_FILE, JOURNAL_FILE, ACKNOWLEDGED_FILE = "marker.json", "journal.rdfp", "acknowledged.txt"
FILES: Final = (MARKER_FILE, JOURNAL_FILE, ACKNOWLEDGED_FILE)
# a folder with the files that are to take the place of the present ones, and what says that they are all there
NEXT_FOLDER, READY_FILE = "next", "ready"
_SHA256 = 64
_PATIENCE = 5.0


@dataclass(frozen=True)
class Entry:
    """A record's head, and where in the file it stands."""

    head: Head
    sha256: str
    start: int
    end: int


@dataclass
class Chain:
    """The verified records of a folder.

    Attributes:
        journal: the identity of the journal, the same in its copies.
        generation: how often what had been written was taken out (redaction).
        entries: one a record, in order.
        acknowledged: how many of them were acknowledged.
    """

    folder: Path
    journal: str
    generation: int
    entries: list[Entry] = field(default_factory=list)
    acknowledged: int = 0

    @property
    def number(self) -> int:
        """The number of the last record, 0 where there is none."""
        return len(self.entries)

    @property
    def sha256(self) -> str:
        """The sha256 of the last record, zeros where there is none."""
        return self.entries[-1].sha256 if self.entries else FIRST

    @property
    def content(self) -> str:
        """The digest of all quads after the last record."""
        return self.entries[-1].head.content if self.entries else FIRST

    @property
    def end(self) -> int:
        """The bytes of the file that are records."""
        return self.entries[-1].end if self.entries else 0

    def entry(self, number: int) -> Entry:
        """The entry of a record.

        Raises:
            IndexError: there is no such record.
        """
        if not 1 <= number <= self.number:
            raise IndexError(number)
        return self.entries[number - 1]

    def records(self, after: int = 0, to: int | None = None) -> Iterator[Record]:
        """The records after one number, up to and with another, read again and verified again.

        Raises:
            StoreDamaged: a record is no longer the one that was read before.
        """
        with (self.folder / JOURNAL_FILE).open("rb") as file:
            for entry in self.entries[after:to]:
                file.seek(entry.start)
                text, _, sha256 = file.read(entry.end - entry.start).rpartition(TRAILER)
                yield read_record(text, entry.head.number, sha256.rstrip(b"\n"))


def found(folder: Path) -> bool:
    """Whether there is a journal in a folder, be it damaged. The marker is the last thing made of a new one."""
    others = (folder / name for name in FILES if name != MARKER_FILE)
    return (folder / MARKER_FILE).exists() or any(path.exists() and path.stat().st_size for path in others)


def read_chain(folder: Path) -> Chain:
    """Read and verify the records of a folder.

    Raises:
        StoreDamaged: a file is missing, of another format, or not what was written.
    """
    wait_for_switch(folder)
    chain = _marked(folder)
    acknowledged = _acknowledged(folder)
    path = folder / JOURNAL_FILE
    try:
        with path.open("rb") as file:
            if os.fstat(file.fileno()).st_size:
                with mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as text:
                    _fill(chain, text, len(acknowledged))
    except OSError as error:
        raise damaged(folder, f"{JOURNAL_FILE}: {error.strerror}") from error
    if chain.number > len(acknowledged) + 1:
        # the writer went on between the two files; what it acknowledged since must be what was read
        acknowledged = _acknowledged(folder)[: chain.number]
    chain.acknowledged = len(acknowledged)
    _compare(chain, acknowledged)
    return chain


def wait_for_switch(folder: Path) -> None:
    """Wait while a redaction puts its files in place of the old ones.

    Raises:
        StoreDamaged: it was broken off; the next writer carries it through.
    """
    until = time.monotonic() + _PATIENCE
    while (folder / NEXT_FOLDER / READY_FILE).exists():
        if time.monotonic() > until:
            raise damaged(folder, NEXT_FOLDER)
        time.sleep(0.01)


def _fill(chain: Chain, text: mmap.mmap, acknowledged: int) -> None:
    """Add the entries that the text of the journal holds; what a crash left of an unacknowledged one is left out."""
    start, previous = 0, FIRST
    while start < len(text):
        number = chain.number + 1
        at = text.find(TRAILER, start)
        end = at + len(TRAILER) + _SHA256 + 1
        whole = at >= 0 and end <= len(text) and text[end - 1 : end] == b"\n"
        try:
            if not whole:
                raise unreadable(number, "end")
            record = read_record(text[start:at], number, text[end - 1 - _SHA256 : end - 1])
            if record.head.previous != previous:
                raise unreadable(number, "previous")
        except StoreDamaged:
            if number > acknowledged and (not whole or end == len(text)):
                return
            raise
        chain.entries.append(Entry(record.head, record.sha256, start, end))
        start, previous = end, record.sha256


def _compare(chain: Chain, acknowledged: list[bytes]) -> None:
    """Whether the records are those that were acknowledged.

    Raises:
        StoreDamaged: one is not, or more than the one that a crash can leave were not acknowledged.
    """
    for number, line in enumerate(acknowledged, 1):
        if number > chain.number:
            raise damaged(chain.folder, f"{JOURNAL_FILE}: {chain.number} < {len(acknowledged)}")
        if line != acknowledgement(number, chain.entries[number - 1].sha256).rstrip(b"\n"):
            raise damaged(chain.folder, f"{ACKNOWLEDGED_FILE}: {number}")
    if chain.number > len(acknowledged) + 1:
        raise damaged(chain.folder, f"{ACKNOWLEDGED_FILE}: {len(acknowledged)} < {chain.number}")


def acknowledgement(number: int, sha256: str) -> bytes:
    """The line of acknowledged.txt for a record."""
    return f"{number:012d} {sha256}\n".encode()


def _acknowledged(folder: Path) -> list[bytes]:
    """The whole lines of acknowledged.txt."""
    try:
        content = (folder / ACKNOWLEDGED_FILE).read_bytes()
    except OSError as error:
        raise damaged(folder, f"{ACKNOWLEDGED_FILE}: {error.strerror}") from error
    return content.split(b"\n")[:-1]


def _marked(folder: Path) -> Chain:
    """The empty chain that the marker stands for."""
    try:
        marker = json.loads((folder / MARKER_FILE).read_bytes())
        journal, generation, format_ = marker["journal"], marker["generation"], marker["format"]
    except OSError as error:
        raise damaged(folder, f"{MARKER_FILE}: {error.strerror}") from error
    except (ValueError, TypeError, KeyError) as error:
        raise damaged(folder, f"{MARKER_FILE}: {error}") from error
    if format_ != FORMAT or not isinstance(generation, int) or not isinstance(journal, str):
        raise damaged(folder, f"{MARKER_FILE}: format {format_}")
    return Chain(folder, journal, generation)


def marker(journal: str, generation: int) -> bytes:
    """The content of marker.json."""
    return json.dumps({"format": FORMAT, "journal": journal, "generation": generation}).encode()


def new_identity() -> str:
    """An identity for a new journal."""
    return f"urn:ensartet:journal:{secrets.token_hex(16)}"


def damaged(folder: Path, what: str) -> StoreDamaged:
    """That a folder does not hold what was written to it."""
    return StoreDamaged(
        Words(
            f"Journalen i {folder} er ikke, som den blev skrevet ({what}). Der vises intet af den. Gendan den fra en "
            "sikkerhedskopi: ensartet restore.",
            f"The journal in {folder} is not as it was written ({what}). Nothing of it is shown. Restore it from a "
            "backup: ensartet restore.",
        )
    )
