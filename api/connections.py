"""Connections that never finish what they begin: a deadline for heads and bodies, and a cap for each address.

uvicorn waits for the head of a request for ever. Here a head has `HEAD_SECONDS`, a body `BODY_SECONDS`, and of the
connections of one address that wait for a head only the newest `MOST_WAITING` are kept: the oldest gives way, so that
nobody at the same address (a proxy, this machine) is shut out by those who never finish.
"""

import asyncio
from typing import Any

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol

HEAD_SECONDS = 10.0
BODY_SECONDS = 30.0
MOST_WAITING = 100


def connections(
    safe_headers: dict[str, str],
    head_seconds: float = HEAD_SECONDS,
    body_seconds: float = BODY_SECONDS,
    most_waiting: int = MOST_WAITING,
) -> type[H11Protocol]:
    """A protocol for uvicorn with these limits; connections of one such class are counted together.

    Args:
        safe_headers: what an answer of the protocol itself (400) carries besides.
        head_seconds: from the first byte of a head, or the connection, to the end of the head.
        body_seconds: from the end of the head to the end of the body.
    """
    waiting: dict[str, dict[_Limited, None]] = {}
    safe = [(name.lower().encode(), value.encode()) for name, value in safe_headers.items()]

    class Connection(_Limited):
        _waiting = waiting
        _seconds = (head_seconds, body_seconds)
        _most = most_waiting
        _safe = safe

    return Connection


class _Limited(H11Protocol):
    _waiting: dict[str, dict["_Limited", None]]
    _seconds: tuple[float, float]
    _most: int
    _safe: list[tuple[bytes, bytes]]
    _timer: asyncio.TimerHandle | None = None
    _awaited: str = ""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self._watch()

    def data_received(self, data: bytes) -> None:
        super().data_received(data)
        self._watch()

    def on_response_complete(self) -> None:
        super().on_response_complete()
        self._watch()

    def connection_lost(self, exc: Exception | None) -> None:
        super().connection_lost(exc)
        self._await("")

    def send_400_response(self, msg: str) -> None:
        """uvicorn's own answer to what is not HTTP, with the headers every answer of ours has."""
        head = [(b"content-type", b"text/plain; charset=utf-8"), (b"connection", b"close"), *self._safe]
        answer = h11.Response(status_code=400, headers=head, reason=b"Bad Request")
        for event in (answer, h11.Data(data=msg.encode("ascii")), h11.EndOfMessage()):
            self.transport.write(self.conn.send(event) or b"")
        self.transport.close()

    def _watch(self) -> None:
        """See what is awaited of the client now."""
        state: Any = self.conn.their_state
        if self.transport.is_closing():
            self._await("")
        elif state is h11.SEND_BODY:
            self._await("body")
        elif state is h11.IDLE and not self.timeout_keep_alive_task:  # between requests, uvicorn's own timer runs
            self._await("head")
        else:
            self._await("")

    def _await(self, what: str) -> None:
        """Start the clock for a head or a body, unless it runs for it already."""
        if what == self._awaited:
            return
        if self._timer:
            self._timer.cancel()
            self._timer = None
        address = self.client[0] if self.client else ""
        mine = self._waiting.setdefault(address, {})
        mine.pop(self, None)
        self._awaited = what
        if what:
            self._timer = self.loop.call_later(self._seconds[what == "body"], self.transport.abort)
        if what == "head":
            mine[self] = None
            if len(mine) > self._most:
                oldest = next(iter(mine))
                del mine[oldest]
                oldest.transport.abort()
        if not mine:
            self._waiting.pop(address, None)
