"""Attackers, in a process of their own so that they slow down nobody who measures: `python -m bench.attackers ...`.

`queries ADDRESS AT_ONCE START [NAME...]` asks hostile queries over and over, `AT_ONCE` at a time, and prints a JSON
array for each answer: name, status or how it failed, seconds, and (one at a time only) those of `ASK {}` right after.
`heads HOST PORT` keeps 300 connections whose heads never end.
"""

import contextlib
import json
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import cycle, islice
from typing import Any

import httpx2 as httpx

from tests.api.hostile import HOSTILE

MEDIA = {"content-type": "application/sparql-query"}
HEADS = 300
# refused at once and asking again at once, it would only be measured how fast we can ask
PAUSE = 1.0


@dataclass
class Answers:
    """What the attackers got: rows as they are printed."""

    rows: list[list[Any]] = field(default_factory=list)


@contextlib.contextmanager
def attacking(*arguments: str) -> Iterator[Answers]:
    """Attack while the block runs; the answers are complete after it."""
    process = subprocess.Popen([sys.executable, "-m", "bench.attackers", *arguments], stdout=subprocess.PIPE, text=True)
    answers = Answers()
    assert process.stdout
    lines = process.stdout

    def read() -> None:
        answers.rows.extend(json.loads(line) for line in lines if line.endswith("\n"))

    reading = threading.Thread(target=read)
    reading.start()
    time.sleep(2)  # until it runs
    try:
        yield answers
    finally:
        process.terminate()
        process.wait()
        reading.join()


def timed(client: httpx.Client, query: str, path: str = "", most: float = 60) -> tuple[str, float]:
    """Status, or how it failed, and seconds until the answer is whole; what takes over `most` seconds is left."""
    began = time.perf_counter()
    try:
        with client.stream("POST", path, content=query.encode(), headers=MEDIA) as response:
            status = str(response.status_code)
            for _ in response.iter_raw():
                if time.perf_counter() - began > most:
                    return "without end", time.perf_counter() - began
    except httpx.TransportError as error:
        status = type(error).__name__
    return status, time.perf_counter() - began


def _queries(address: str, at_once: int, begin: int, names: list[str]) -> None:
    lock = threading.Lock()

    def attack(start: int) -> None:
        with httpx.Client(timeout=60) as client:
            for name in islice(cycle(names), start, None):
                row: list[Any] = [name, *timed(client, HOSTILE[name], address)]
                if at_once == 1:
                    row += timed(client, "ASK {}", address)
                with lock:
                    print(json.dumps(row), flush=True)
                time.sleep(PAUSE if at_once > 1 else 0)

    for number in range(at_once):
        threading.Thread(target=attack, args=(begin + number * len(names) // at_once,), daemon=True).start()
    threading.Event().wait()


def _heads(host: str, port: int) -> None:
    opened: list[socket.socket] = []
    while True:
        while len(opened) < HEADS:
            connection = socket.create_connection((host, port))
            connection.sendall(b"GET / HTTP/1.1\r\nHost: x\r\nX-Slow: ")
            connection.setblocking(False)
            opened.append(connection)
        time.sleep(0.5)
        for connection in list(opened):
            try:
                gone = connection.recv(1) == b""
            except BlockingIOError:
                gone = False
            except ConnectionError:
                gone = True
            if gone:
                connection.close()
                opened.remove(connection)


if __name__ == "__main__":
    if sys.argv[1] == "heads":
        _heads(sys.argv[2], int(sys.argv[3]))
    else:
        _queries(sys.argv[2], int(sys.argv[3]), int(sys.argv[4]), sys.argv[5:] or list(HOSTILE))
