"""What a request may be before anything reads it: its host, the length of its address, its fields and its body."""

import re
from collections.abc import Callable, Mapping

from fastapi import Request
from fastapi.responses import Response
from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from ensartet.errors import AddressTooLong, BadRequest, BadValue, EnsartetError, TooMuch
from ensartet.names import Words

MOST_BODY = 1 << 20
LONGEST_ADDRESS = 64_000
MOST_FIELDS = 1000
_HOST = re.compile(rb"([A-Za-z0-9._-]{1,255}|\[[0-9A-Fa-f:.]{2,45}\])(:[0-9]{1,5})?")


class Bounds:
    """Refuses what is out of bounds, on every address; hands on a body that has been read whole.

    A body is read before the application runs, so that a slow one holds neither a thread nor a place of a client's
    budget. Memory for it is bounded by MOST_BODY bytes for each connection, whatever length is declared.

    Args:
        render: makes the answer of an error.
    """

    def __init__(self, app: ASGIApp, render: Callable[[Request, EnsartetError], Response]) -> None:
        self._app, self._render = app, render

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, or refuse it."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        try:
            _look(scope)
            body = await _whole(receive)
        except EnsartetError as error:
            scope["headers"] = [h for h in scope["headers"] if h[0] != b"host"]  # an odd one makes no address
            await self._render(Request(scope), error)(scope, receive, send)
            return
        if body is None:  # the client has left
            return
        given = [body]

        async def again() -> Message:
            return {"type": "http.request", "body": given.pop(), "more_body": False} if given else await receive()

        await self._app(scope, again, send)


class SafeHeaders:
    """Puts headers on every answer, and answers HEAD as GET without its content.

    No `BaseHTTPMiddleware`: that takes it for a fault when a client leaves before it is answered.

    Args:
        headers: those of every answer.
        more: those of an answer from this path besides.
    """

    def __init__(self, app: ASGIApp, headers: Mapping[str, str], more: Callable[[str], Mapping[str, str]]) -> None:
        self._app, self._headers, self._more = app, headers, more

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        head = scope["method"] == "HEAD"

        async def safe(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update({**self._headers, **self._more(scope["path"])})
            elif head:
                message = {**message, "body": b""}
            await send(message)

        await self._app({**scope, "method": "GET"} if head else scope, receive, safe)


def _look(scope: Scope) -> None:
    """Refuse by what the head says."""
    headers: list[tuple[bytes, bytes]] = scope["headers"]
    hosts = [value for name, value in headers if name == b"host"]
    if len(hosts) > 1 or not all(_HOST.fullmatch(host) for host in hosts):
        raise BadRequest(Words("Host kan ikke læses.", "Host cannot be read."))
    query: bytes = scope["query_string"]
    if len(scope.get("raw_path") or b"") + len(query) > LONGEST_ADDRESS:
        raise AddressTooLong(
            Words(f"Adressen er længere end {LONGEST_ADDRESS} tegn.", f"The address is over {LONGEST_ADDRESS} bytes.")
        )
    if query.count(b"&") >= MOST_FIELDS:
        raise BadValue(
            Words(f"Der er givet flere end {MOST_FIELDS} felter.", f"More than {MOST_FIELDS} fields were given.")
        )
    declared = [value for name, value in headers if name == b"content-length"]
    if any(len(value) > 12 or int(value) > MOST_BODY for value in declared):
        raise _too_large()


async def _whole(receive: Receive) -> bytes | None:
    """The body; None where the client leaves first.

    Raises:
        TooMuch: it is larger than MOST_BODY, whatever was declared.
    """
    content = bytearray()
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            return None
        content += message.get("body", b"")
        if len(content) > MOST_BODY:
            raise _too_large()
        if not message.get("more_body", False):
            return bytes(content)


def _too_large() -> TooMuch:
    return TooMuch(Words(f"Forespørgslen er større end {MOST_BODY} byte.", f"The request is over {MOST_BODY} bytes."))
