"""Engines for free SPARQL, made ahead: each answers one query in a process of its own that can be killed."""

import asyncio
import contextlib
import json
import socket
import subprocess
import sys
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from dataclasses import dataclass

from ..errors import EnginesBusy, NotAvailable, QueryRefused, QueryStopped, TooMuch
from ..names import Words
from .holder import LENGTH, MESSAGE

_CHUNK = 1 << 16
_GRACE = 0.25


@dataclass(frozen=True)
class Limits:
    """What one query may take: seconds (its wait for an engine too), address space, bytes and rows of its result."""

    seconds: float = 10.0
    memory: int = 1536 * 1024 * 1024
    bytes: int = 32 * 1024 * 1024
    rows: int = 100_000


@dataclass(frozen=True)
class Asked:
    """One query that has passed the guard, the graphs it reads (None for all), and the media type wanted."""

    query: str
    media: str
    graphs: Sequence[str] | None = None
    named_graphs: Sequence[str] | None = None


class Engines:
    """Engines over one edition, used from one event loop at a time.

    Args:
        content: gives the edition as N-Quads, when the first query comes.
        prefixes: for the Turtle that CONSTRUCT and DESCRIBE give.
        ahead: how many engines wait for a query.
        at_once: how many queries run at the same time; more wait, for half their seconds at most.
    """

    def __init__(
        self,
        content: Callable[[], bytes],
        prefixes: Mapping[str, str],
        limits: Limits = Limits(),
        ahead: int = 2,
        at_once: int = 4,
    ) -> None:
        self.limits, self._content, self._prefixes = limits, content, dict(prefixes)
        self._ahead, self._at_once = ahead, at_once
        self._loop: asyncio.AbstractEventLoop | None = None
        self._holder: subprocess.Popen[bytes] | None = None
        self._control: socket.socket | None = None

    async def start(self) -> None:
        """Start the holder unless it runs; queries wait until it has loaded the edition.

        Raises:
            NotAvailable: the system cannot fork.
        """
        loop = asyncio.get_running_loop()
        if self._holder and self._holder.poll() is None and self._loop is loop:
            return
        self.close()
        if not hasattr(socket, "send_fds"):
            raise NotAvailable(Words("SPARQL kræver Linux eller macOS.", "SPARQL needs Linux or macOS."))
        self._loop, self._running = loop, asyncio.Semaphore(self._at_once)
        self._ready: asyncio.Queue[tuple[int, socket.socket] | None] = asyncio.Queue()
        ours, theirs = socket.socketpair()
        command = [sys.executable, "-P", "-m", f"{__package__}.holder", str(theirs.fileno())]
        self._holder = subprocess.Popen(command, stdin=subprocess.PIPE, pass_fds=[theirs.fileno()])
        theirs.close()
        ours.setblocking(False)
        self._control = ours
        loop.add_reader(ours, self._engine_is_ready)
        for _ in range(self._ahead):
            self._tell(b"f")
        loop.run_in_executor(None, _feed, self._holder, self._content())

    def close(self) -> None:
        """End the holder and every engine."""
        if self._control is None:
            return
        if self._loop and not self._loop.is_closed():
            self._loop.remove_reader(self._control)
        self._control.close()  # the holder ends with it
        self._control = None
        while not self._ready.empty():
            if waiting := self._ready.get_nowait():
                waiting[1].close()
        if self._holder:
            self._holder.kill()
            self._holder.wait()
            if self._holder.stdin:
                with contextlib.suppress(OSError):
                    self._holder.stdin.close()

    async def run(self, asked: Asked) -> bytes:
        """The serialised result, whole. The engine is killed when this is cancelled.

        Raises:
            QueryRefused: the engine cannot read the query.
            TooMuch: the result is over the cap of rows or bytes.
            QueryStopped: the deadline passed, memory ran out, or the engine fell.
            EnginesBusy: other queries left no engine for it.
        """
        await self.start()
        seconds = self.limits.seconds
        async with self._place(seconds / 2) as waited:
            seconds -= waited
            ready = await self._ready.get()
            if ready is None:
                raise _stopped("Motoren kunne ikke startes.", "The engine could not be started.")
            number, channel = ready
            self._tell(b"f")  # one more, for the next query
            assert self._loop is not None
            try:
                began = self._loop.time()
                try:
                    async with asyncio.timeout(seconds + _GRACE):
                        return await self._exchange(channel, asked, seconds)
                except (TimeoutError, EOFError, ConnectionError) as error:
                    if isinstance(error, TimeoutError) or self._loop.time() - began >= seconds - _GRACE:
                        raise _stopped(
                            f"Den tog mere end {seconds:.3g} sekunder.", f"It took more than {seconds:.3g} seconds."
                        ) from error
                    raise _stopped(
                        "Den brugte for meget hukommelse eller fik motoren til at falde.",
                        "It used too much memory or made the engine fall.",
                    ) from error
            finally:
                channel.close()
                self._tell(b"k", number)

    @contextlib.asynccontextmanager
    async def _place(self, most: float) -> AsyncIterator[float]:
        """A place among the queries that run; gives the seconds that were waited for it, at most `most`."""
        began = asyncio.get_running_loop().time()
        try:
            async with asyncio.timeout(most):
                await self._running.acquire()
        except TimeoutError as error:
            words = Words("Prøv igen om lidt.", "Try again in a little while.")
            raise EnginesBusy(words) from error
        try:
            yield asyncio.get_running_loop().time() - began
        finally:
            self._running.release()

    async def _exchange(self, channel: socket.socket, asked: Asked, seconds: float) -> bytes:
        limits = self.limits
        request = json.dumps(
            {
                "query": asked.query,
                "graphs": None if asked.graphs is None else list(asked.graphs),
                "named_graphs": None if asked.named_graphs is None else list(asked.named_graphs),
                "media": asked.media,
                "prefixes": self._prefixes,
                "seconds": seconds,
                "memory": limits.memory,
                "bytes": limits.bytes,
                "rows": limits.rows,
            }
        ).encode()
        assert self._loop is not None
        await self._loop.sock_sendall(channel, LENGTH.pack(len(request)) + request)
        size = LENGTH.unpack(await self._read(channel, LENGTH.size))[0]
        header = json.loads(await self._read(channel, size))
        if header["ok"]:
            return await self._read(channel, header["length"])
        if header["why"] == "too-big":
            most = str(header["detail"])
            da = most.replace("rows", "rækker").replace("bytes", "byte")
            raise TooMuch(
                Words(
                    f"Resultatet er større end grænsen på {da}. Brug LIMIT, eller hent hele udgaven.",
                    f"The result is over the cap of {most}. Use LIMIT, or take the whole edition.",
                )
            )
        raise QueryRefused(
            Words(f"Forespørgslen kan ikke læses: {header['detail']}", f"Cannot read the query: {header['detail']}")
        )

    async def _read(self, channel: socket.socket, size: int) -> bytes:
        """Exactly that many bytes, or EOFError."""
        assert self._loop is not None
        content = bytearray()
        while len(content) < size:
            chunk = await self._loop.sock_recv(channel, min(_CHUNK, size - len(content)))
            if not chunk:
                raise EOFError
            content += chunk
        return bytes(content)

    def _tell(self, what: bytes, number: int = 0) -> None:
        if self._control is not None:
            with contextlib.suppress(OSError):
                self._control.send(MESSAGE.pack(what, number))

    def _engine_is_ready(self) -> None:
        """One more engine, or the end of the holder."""
        assert self._control is not None
        try:
            message, descriptors, _, _ = socket.recv_fds(self._control, MESSAGE.size, 1)
        except OSError:
            message, descriptors = b"", []
        if not message:
            assert self._loop is not None
            self._loop.remove_reader(self._control)
            self._ready.put_nowait(None)
            return
        channel = socket.socket(fileno=descriptors[0])
        channel.setblocking(False)
        self._ready.put_nowait((MESSAGE.unpack(message)[1], channel))


def _feed(holder: "subprocess.Popen[bytes]", content: bytes) -> None:
    """Give the holder its edition; a holder that ends meanwhile is noticed on the control socket."""
    assert holder.stdin is not None
    with contextlib.suppress(OSError):
        holder.stdin.write(content)
        holder.stdin.close()


def _stopped(da: str, en: str) -> QueryStopped:
    return QueryStopped(Words(da, en))
