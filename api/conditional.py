"""Entity tags: every representation has one made before it is, so that what a client has is not computed again.

A tag is a digest of all an answer depends on: the edition and its audience, what people edited (questions, templates)
and the code, the settings, the day (a question without `as_of` is about today), the address with its parameters, and
what is accepted. It tells two editions apart, never what is in them (decision 0019).
"""

import hashlib
import os
import re
from collections.abc import Callable
from pathlib import Path
from urllib.parse import unquote_plus

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from ensartet import __file__ as kernel
from ensartet.editions import Edition
from ensartet.periods import today
from ensartet.rooms import Rooms

# alive, not answered from the edition, or with tags of their own
_UNTAGGED = ("/healthz", "/readyz", "/metrics", "/static/")
# functions of SPARQL whose value is another one each time, wherever the words stand
_EVER_NEW = re.compile(r"(?i)\b(NOW|RAND|UUID|STRUUID|BNODE)\b")
_TAG = re.compile(r'(?:W/)?("[^"]*")')


class Conditional:
    """Tags what is answered with 200, and answers 304 to a GET whose tag is still right, before anything is computed.

    Args:
        fixed: what answers depend on beside the request; see `fixed_part`.
        day: today (ISO), asked at every request.
    """

    def __init__(self, app: ASGIApp, fixed: str, day: Callable[[], str] = lambda: today().isoformat()) -> None:
        self._app, self._fixed, self._day = app, fixed, day

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http" or scope["method"] not in ("GET", "HEAD") or not _tagged(scope):
            await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        tag = self._tag(scope, headers)
        known = headers.get("if-none-match", "")
        if tag in _TAG.findall(known):
            await _not_modified(send, tag, scope["path"])
            return

        held = False

        async def tagged(message: Message) -> None:
            nonlocal held
            if held:  # the body of what a client already has, whatever its tag
                return
            if message["type"] == "http.response.start" and message["status"] == 200:
                held = known.strip() == "*"
                if held:
                    await _not_modified(send, tag, scope["path"])
                    return
                own = MutableHeaders(scope=message)
                for name, value in _headers(tag, scope["path"]):
                    if name != b"vary":
                        own.setdefault(name.decode(), value.decode())
                    elif "accept" not in own.get("vary", "").lower().split(", "):
                        own.add_vary_header(value.decode())
            await send(message)

        await self._app(scope, receive, tagged)

    def _tag(self, scope: Scope, headers: Headers) -> str:
        parts = (
            self._fixed,
            self._day(),
            scope.get("scheme", ""),
            headers.get("host", ""),  # pages cite their own address
            scope["path"],
            scope["query_string"].decode("latin-1"),
            headers.get("accept", ""),
        )
        digest = hashlib.sha256("\n".join(parts).encode()).hexdigest()
        return f'"{digest[:32]}"'


def _tagged(scope: Scope) -> bool:
    """Whether what is asked for stays the same as long as the edition does."""
    if scope["path"].startswith(_UNTAGGED):
        return False
    return scope["path"] != "/sparql" or not _EVER_NEW.search(unquote_plus(scope["query_string"].decode("latin-1")))


async def _not_modified(send: Send, tag: str, path: str) -> None:
    await send({"type": "http.response.start", "status": 304, "headers": _headers(tag, path)})
    await send({"type": "http.response.body"})


def _headers(tag: str, path: str) -> list[tuple[bytes, bytes]]:
    """What goes with a tag; a path with a suffix has one form only."""
    found = [(b"etag", tag.encode()), (b"cache-control", b"no-cache")]
    return found if "." in path.rpartition("/")[2] else [*found, (b"vary", b"Accept")]


def fixed_part(edition: Edition, rooms: Rooms) -> str:
    """Everything an answer depends on that does not change while the service runs, as hexadecimal digits."""
    digest = hashlib.sha256()

    def add(*texts: object) -> None:
        digest.update("\n".join(map(str, (*texts, ""))).encode())

    add(edition.manifest.sha256, edition.audience, edition.known_at, edition.checked, edition.stale is not None)
    add(*edition.corpus.digests)
    settings = {name: value for name, value in os.environ.items() if name.startswith("ENSARTET_")}
    add(*(f"{name}={value}" for name, value in sorted(settings.items())))
    here = Path(__file__).parent
    folders = (Path(kernel).parent, here, rooms.queries, rooms.ontology)
    for folder in folders:
        for path in sorted(path for path in folder.rglob("*") if path.suffix in _SAYS and path.is_file()):
            add(path.relative_to(folder).as_posix(), hashlib.sha256(path.read_bytes()).hexdigest())
    return digest.hexdigest()


_SAYS = {".py", ".html", ".css", ".js", ".rq", ".tsv", ".ttl"}
