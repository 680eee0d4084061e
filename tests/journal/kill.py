"""Kill a process that records, at random moments, and see what the journal holds: also run at length by `just soak`."""

import os
import random
import signal
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from ensartet.journal.chain import read_chain
from ensartet.journal.writer import Writer

from .made import change, quad

_LARGE = 5_000


@dataclass
class Tally:
    """What was seen over all kills."""

    kills: int = 0
    acknowledged: int = 0
    lost: int = 0
    partial: int = 0
    unacknowledged_kept: int = 0


def record(folder: Path, seed: int) -> None:
    """Record small changes, and now and then a large one, and print each number once it is acknowledged."""
    chance = random.Random(seed)
    with Writer(folder) as writer:
        while True:
            number = writer.chain.number + 1
            size = _LARGE if chance.random() < 0.05 else chance.randint(1, 20)
            added = [quad(number * _LARGE + n, str(number)) for n in range(size)]
            entry = writer.commit(change(f"key {number}", added))
            print(entry.head.number, size, flush=True)
            writer.snapshot_if_due()


def kill_often(folder: Path, kills: int, seed: int) -> Tally:
    """Start the recording process so many times, and kill it each time."""
    chance, tally = random.Random(seed), Tally()
    promised: dict[int, int] = {}
    for _ in range(kills):
        child = subprocess.Popen(
            [
                sys.executable,
                "-c",
                f"from tests.journal.kill import *; record(Path({str(folder)!r}), {chance.random()})",
            ],
            cwd=Path(__file__).parents[2],
            stdout=subprocess.PIPE,
            text=True,
        )
        assert child.stdout is not None
        first = child.stdout.readline()
        wait = chance.uniform(0, 0.15)
        try:
            child.wait(wait)
        except subprocess.TimeoutExpired:
            os.kill(child.pid, signal.SIGKILL)
        rest, _ = child.communicate()
        tally.kills += child.returncode == -signal.SIGKILL
        for line in (first + rest).splitlines():
            number, _, size = line.partition(" ")
            if size.isdigit():
                promised[int(number)] = int(size)
        _compare(folder, promised, tally)
    tally.acknowledged = len(promised)
    return tally


def _compare(folder: Path, promised: dict[int, int], tally: Tally) -> None:
    with Writer(folder) as writer:
        held = {entry.head.number: entry.head.added for entry in writer.chain.entries}
        tally.partial += len(writer.contents) != sum(held.values())
    tally.lost += sum(held.get(number) != size for number, size in promised.items())
    tally.unacknowledged_kept += len(held.keys() - promised.keys())
    for number in held.keys() - promised.keys():
        promised[number] = held[number]
    read_chain(folder)
