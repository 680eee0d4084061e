"""Writing so that it is there after a power cut, or not at all."""

import errno
import os
from pathlib import Path

from ..errors import DiskFull, StoreDamaged
from ..names import Words


def write_whole(path: Path, content: bytes) -> None:
    """Make a file of that content, or leave the one that is there: written beside, synced, moved into place.

    Raises:
        DiskFull, StoreDamaged: it cannot be written; nothing has changed.
    """
    beside = path.with_name(f".{path.name}.new")
    try:
        with beside.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)
        sync_folder(path.parent)
    except OSError as error:
        beside.unlink(missing_ok=True)
        raise unwritable(path, error) from error


def sync_folder(folder: Path) -> None:
    """Make the names in a folder durable."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


class Appended:
    """A file that only grows, each addition synced."""

    def __init__(self, path: Path, end: int) -> None:
        """Open, and cut off what stands after `end` bytes.

        Raises:
            StoreDamaged: the file is not there, or cannot be written.
        """
        self._path, self._end = path, end
        try:
            self._descriptor = os.open(path, os.O_WRONLY)
            self._cut()
        except OSError as error:
            raise unwritable(path, error) from error

    def append(self, content: bytes) -> None:
        """Add to the file; synced when this returns.

        Raises:
            OSError: it was not added; take it back with `cut`, since a part may stand there.
        """
        rest = memoryview(content)
        at = self._end
        while rest:
            count = os.pwrite(self._descriptor, rest, at)
            rest, at = rest[count:], at + count
        os.fsync(self._descriptor)

    def keep(self, length: int) -> None:
        """Count bytes that were added as belonging to the file."""
        self._end += length

    def _cut(self) -> None:
        if os.fstat(self._descriptor).st_size != self._end:
            os.ftruncate(self._descriptor, self._end)
            os.fsync(self._descriptor)

    def cut(self) -> None:
        """Take back what was added and not kept.

        Raises:
            OSError: it stands there still.
        """
        self._cut()

    def close(self) -> None:
        """Close the file."""
        os.close(self._descriptor)


def unwritable(path: Path, error: OSError) -> DiskFull | StoreDamaged:
    """Why nothing was written, in words."""
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return DiskFull(
            Words(
                f"Disken har ikke plads til {path}. Intet er skrevet; alt før er bevaret. Skaf plads, og prøv igen.",
                f"The disk has no room for {path}. Nothing was written; all before is kept. Make room, and try again.",
            )
        )
    return StoreDamaged(
        Words(f"{path} kan ikke skrives: {error.strerror}.", f"{path} cannot be written: {error.strerror}.")
    )
