"""The quads at a record, kept for a quick start. A snapshot is never the master: it can be thrown away."""

import hashlib
import json
from pathlib import Path
from typing import Final

from pyoxigraph import RdfFormat, parse

from .chain import Chain, damaged
from .contents import Contents, line_of
from .files import write_whole

FOLDER: Final = "snapshots"
EVERY_RECORDS, EVERY_QUADS = 200, 200_000
KEPT: Final = 2


def load(chain: Chain) -> Contents:
    """The quads after the last record: of the newest snapshot, and of the records after it.

    Raises:
        StoreDamaged: a snapshot is not what was written, or the records do not add up to their digests.
    """
    newest = max(_numbers(chain.folder), default=0)
    contents = _read(chain, newest) if newest else Contents()
    replay(chain, contents, newest)
    return contents


def replay(chain: Chain, contents: Contents, after: int = 0, to: int | None = None) -> None:
    """Apply the records after one number, up to and with another.

    Raises:
        StoreDamaged: they do not add up to their digests.
    """
    for record in chain.records(after, to):
        contents.apply(*record.changes())
        if contents.digest != record.head.content:
            raise damaged(chain.folder, f"content {record.head.number}")


def due(chain: Chain) -> bool:
    """Whether so much was recorded since the last snapshot that another one is worth its time."""
    newest = max(_numbers(chain.folder), default=0)
    since = chain.entries[newest:]
    return len(since) >= EVERY_RECORDS or sum(e.head.added + e.head.removed for e in since) >= EVERY_QUADS


def write(chain: Chain, contents: Contents) -> Path:
    """Keep the quads after the last record; older snapshots but for the last are taken away.

    Raises:
        DiskFull, StoreDamaged: it cannot be written.
    """
    (chain.folder / FOLDER).mkdir(exist_ok=True)
    body = b"".join(line + b"\n" for line in sorted(map(line_of, contents)))
    facts = {
        "journal": chain.journal,
        "number": chain.number,
        "record": chain.sha256,
        "content": contents.digest,
        "sha256": hashlib.sha256(body).hexdigest(),
    }
    path = _path(chain.folder, chain.number)
    write_whole(path, b"# " + json.dumps(facts).encode() + b"\n" + body)
    for number in sorted(_numbers(chain.folder))[:-KEPT]:
        _path(chain.folder, number).unlink()
    return path


def forget(folder: Path) -> None:
    """Take all snapshots away: the next start reads all records."""
    for number in _numbers(folder):
        _path(folder, number).unlink()


def verify(chain: Chain) -> int:
    """Read every snapshot and compare it with the records; how many there are.

    Raises:
        StoreDamaged: one is not what was written.
    """
    numbers = _numbers(chain.folder)
    for number in numbers:
        _read(chain, number)
    return len(numbers)


def _read(chain: Chain, number: int) -> Contents:
    path = _path(chain.folder, number)
    try:
        first, _, body = path.read_bytes().partition(b"\n")
        facts = json.loads(first.removeprefix(b"# "))
        entry = chain.entry(number)
        fits = facts == {
            "journal": chain.journal,
            "number": number,
            "record": entry.sha256,
            "content": entry.head.content,
            "sha256": hashlib.sha256(body).hexdigest(),
        }
        contents = Contents(parse(input=body, format=RdfFormat.N_QUADS)) if fits else Contents()
    except OSError as error:
        raise damaged(chain.folder, f"{path.name}: {error.strerror}") from error
    except (ValueError, SyntaxError, IndexError) as error:
        raise damaged(chain.folder, f"{path.name}: {error}") from error
    if not fits or contents.digest != entry.head.content:
        raise damaged(chain.folder, path.name)
    return contents


def _path(folder: Path, number: int) -> Path:
    return folder / FOLDER / f"{number:012d}.nq"


def _numbers(folder: Path) -> list[int]:
    """The records that there are snapshots of."""
    paths = (folder / FOLDER).glob("*.nq")
    try:
        return sorted(int(path.stem) for path in paths)
    except ValueError as error:
        raise damaged(folder, str(error)) from error
