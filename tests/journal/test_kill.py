"""A process killed while it records: nothing acknowledged is lost, nothing is half there."""

from pathlib import Path

from .kill import kill_often


def test_a_killed_writer_loses_nothing_that_was_acknowledged(tmp_path: Path) -> None:
    tally = kill_often(tmp_path, kills=8, seed=6)
    assert tally.kills == 8
    assert tally.acknowledged > 20
    assert (tally.lost, tally.partial) == (0, 0)
