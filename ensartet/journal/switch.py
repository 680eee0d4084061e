"""Putting several new files in place of old ones so that a crash leaves all the old or all the new."""

import shutil
from pathlib import Path

from .chain import FILES, NEXT_FOLDER, READY_FILE
from .files import sync_folder, unwritable, write_whole


def switch(folder: Path, contents: dict[str, bytes]) -> None:
    """Replace files of a journal, each named by `FILES`; under the lock of the writer.

    Raises:
        DiskFull, StoreDamaged: it cannot be written; the old files stand.
    """
    beside = folder / NEXT_FOLDER
    shutil.rmtree(beside, ignore_errors=True)
    try:
        beside.mkdir()
        for name, content in contents.items():
            write_whole(beside / name, content)
        write_whole(beside / READY_FILE, b"")
    except OSError as error:
        raise unwritable(beside, error) from error
    carry_through(folder)


def carry_through(folder: Path) -> None:
    """Finish a switch that was broken off after all its files were written; forget one that was not.

    Raises:
        DiskFull, StoreDamaged: a file cannot be moved.
    """
    beside = folder / NEXT_FOLDER
    try:
        if (beside / READY_FILE).exists():
            for name in FILES:
                if (beside / name).exists():
                    (beside / name).replace(folder / name)
            sync_folder(folder)
        shutil.rmtree(beside, ignore_errors=True)
    except OSError as error:
        raise unwritable(beside, error) from error
