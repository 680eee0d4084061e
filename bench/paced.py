"""People who ask at set moments, whatever the service does: the same requests in a run with and without attack.

A request that could not be sent at its moment, because the one before was late, is counted from its moment: waiting
counts as waiting.
"""

import os
import statistics
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import httpx2 as httpx

USERS = 4
REQUESTS = 40  # of each, in each block
INTERVAL = 0.25  # seconds between two of one person
Ask = Callable[[httpx.Client, int], httpx.Response]


@dataclass(frozen=True)
class Run:
    """The seconds of every request of one run, how many were not answered with 200, and the load of the machine."""

    seconds: Sequence[float]
    failed: int
    load: float

    @property
    def median(self) -> float:
        """Milliseconds."""
        return statistics.median(self.seconds) * 1000

    @property
    def p95(self) -> float:
        """Milliseconds."""
        return p95(self.seconds) * 1000


def joined(runs: Sequence[Run]) -> Run:
    """Several runs as one, with the mean load."""
    seconds = [s for run in runs for s in run.seconds]
    return Run(seconds, sum(run.failed for run in runs), statistics.mean(run.load for run in runs))


def p95(seconds: Sequence[float]) -> float:
    """The 95th percentile."""
    return statistics.quantiles(seconds, n=20)[-1]


def paced(address: str, ask: Ask, requests: int = REQUESTS) -> Run:
    """`USERS` people with a connection each send `requests` requests each, one every `INTERVAL` seconds, in turns."""
    began = time.monotonic() + 0.2

    def user(number: int) -> tuple[list[float], int]:
        seconds, failed = [], 0
        with httpx.Client(base_url=address, timeout=30) as client:
            for turn in range(requests):
                moment = began + turn * INTERVAL + number * INTERVAL / USERS
                time.sleep(max(0.0, moment - time.monotonic()))
                try:
                    failed += ask(client, number + turn).status_code != 200
                except httpx.TransportError:
                    failed += 1
                seconds.append(time.monotonic() - moment)
        return seconds, failed

    with ThreadPoolExecutor(USERS) as threads:
        results = list(threads.map(user, range(USERS)))
    return Run([s for seconds, _ in results for s in seconds], sum(failed for _, failed in results), os.getloadavg()[0])
