"""What is measured, each in a process of its own: our service, and the peer over the same data."""

import asyncio
import os
import resource
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx2 as httpx
from pyoxigraph import RdfFormat, serialize

from ensartet.build import make_build
from ensartet.editions import Edition, open_edition
from ensartet.evidence import Corpus
from ensartet.rooms import installed_rooms
from ensartet.store.base import Store
from tests.store.servers import free_port

DEADLINE = 1.0
# a bomb may else take the machine down with the peer, which has no limit of its own
MOST_MEMORY_OF_PEER = 4 << 30


def edition() -> Edition:
    """The bundled data without any document's text, built in ENSARTET_DATA."""
    return open_edition(make_build(installed_rooms(), Path(os.environ["ENSARTET_DATA"]), Corpus(None)), None)


def serve(port: int, budgets: bool) -> None:
    """Run the service until it is stopped, with a deadline of `DEADLINE` seconds for free queries."""
    from api.app import create_app
    from api.budget import Allowance
    from api.server import listen, run
    from ensartet.sparql.pool import Limits

    allowance = Allowance() if budgets else None
    app = create_app(edition(), installed_rooms(), Limits(seconds=DEADLINE), allowance)
    asyncio.run(run(app, listen(port), lambda: None))


@contextmanager
def our_service(budgets: bool = False) -> Iterator[tuple[httpx.Client, int]]:
    """A client of our service, and the number of its process."""
    port = free_port()
    process = subprocess.Popen([sys.executable, "-m", "bench.servers", str(port), *(["budgets"] if budgets else [])])
    try:
        with httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=60) as client:
            _wait(client, "/healthz")
            yield client, process.pid
    finally:
        process.terminate()
        process.wait()


@contextmanager
def peer(store: Store) -> Iterator[tuple[httpx.Client, "subprocess.Popen[bytes]"]]:
    """A client of `oxigraph serve --timeout-s DEADLINE` with the quads of `store` in memory, and its process."""
    port = free_port()
    program = shutil.which("oxigraph")
    assert program, "the development dependency oxigraph has the program"
    command = [program, "serve", "--bind", f"127.0.0.1:{port}", "--union-default-graph"]
    command += ["--timeout-s", f"{DEADLINE:g}"]

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY_OF_PEER, MOST_MEMORY_OF_PEER))

    process = subprocess.Popen(command, stderr=subprocess.DEVNULL, preexec_fn=limit)
    try:
        with httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=3 * DEADLINE) as client:
            _wait(client, "/")
            content = serialize(store.quads(), format=RdfFormat.N_QUADS) or b""
            sent = client.post("/store", content=content, headers={"content-type": "application/n-quads"}, timeout=60)
            sent.raise_for_status()
            yield client, process
    finally:
        process.kill()
        process.wait()


def memory(pid: int) -> tuple[float, float]:
    """Megabytes a process holds, and it and all it started together, what they share counted once."""
    try:
        own = float(_field(Path(f"/proc/{pid}/status"), "VmRSS")) / 1024
        return own, sum(_proportional(one) for one in _tree(pid))
    except OSError:
        return 0.0, 0.0


def _tree(pid: int) -> list[int]:
    children = [
        int(child) for task in Path(f"/proc/{pid}/task").iterdir() for child in (task / "children").read_text().split()
    ]
    return [pid, *(one for child in children for one in _tree(child))]


def _proportional(pid: int) -> float:
    try:
        return float(_field(Path(f"/proc/{pid}/smaps_rollup"), "Pss")) / 1024
    except OSError:  # ended meanwhile
        return 0.0


def _field(path: Path, name: str) -> str:
    return next((line.split()[1] for line in path.read_text().splitlines() if line.startswith(f"{name}:")), "0")


def _wait(client: httpx.Client, path: str) -> None:
    for _ in range(600):
        try:
            client.get(path)
            return
        except httpx.TransportError:
            time.sleep(0.1)
    raise RuntimeError("the server does not start")


if __name__ == "__main__":
    serve(int(sys.argv[1]), "budgets" in sys.argv)
