"""Real SPARQL servers on this machine, started by a test, bounded in time, and stopped by it."""

import contextlib
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.error import HTTPError, URLError
from urllib.request import urlopen

from pyoxigraph import Quad, RdfFormat, serialize

PATIENCE = 30


def free_port() -> int:
    """A port that is free now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextlib.contextmanager
def oxigraph_server(quads: list[Quad], folder: Path) -> Iterator[str]:
    """`oxigraph serve-read-only` over these quads; gives the address of its query endpoint."""
    program = shutil.which("oxigraph")
    assert program, "the development dependency oxigraph has the program"
    data = folder / "data.nq"
    data.write_bytes(serialize(quads, format=RdfFormat.N_QUADS) or b"")
    location = str(folder / "db")
    subprocess.run(
        [program, "load", "--location", location, "--file", str(data)], check=True, capture_output=True, timeout=60
    )
    address = f"127.0.0.1:{free_port()}"
    command = [program, "serve-read-only", "--location", location, "--bind", address, "--union-default-graph"]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        wait_for(f"http://{address}/query?query=ASK%7B%7D", process)
        yield f"http://{address}/query"
    finally:
        process.terminate()
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def wait_for(address: str, process: "subprocess.Popen[bytes]") -> None:
    """Until something answers there, or the process ends, or patience does."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        assert process.poll() is None, "the server ended"
        try:
            with urlopen(address, timeout=2):
                return
        except HTTPError as error:
            error.close()
            return
        except (URLError, OSError):
            time.sleep(0.1)
    raise TimeoutError(address)
