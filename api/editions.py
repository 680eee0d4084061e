"""Editions as the API serves them: the one of now, and few as known at a day, with engines for free SPARQL."""

import asyncio
from collections import OrderedDict
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from functools import cached_property
from typing import Annotated, Any

from fastapi import APIRouter, Query
from fastapi.responses import JSONResponse
from pyoxigraph import RdfFormat, serialize

from ensartet.editions import MOST_KNOWN_AT, Edition
from ensartet.periods import parse_day
from ensartet.sparql.pool import Engines

KnownAt = Annotated[
    str, Query(description="As far as was known by this day; the newest if absent", examples=["2026-05-07"])
]


@dataclass
class Served:
    """An edition with its engines. `users` counts the queries that run."""

    edition: Edition
    engines: Engines
    users: int = 0
    retired: bool = False

    @cached_property
    def graphs(self) -> set[str]:
        """The IRIs of the edition's graphs."""
        return {graph.value for graph in self.edition.store.graphs()}


class Editions:
    """The editions that free SPARQL is asked of. Used from one event loop at a time.

    Args:
        engines: makes the engines over an edition's N-Quads; they start with the first query.
    """

    def __init__(self, edition: Edition, engines: Callable[[Callable[[], bytes]], Engines]) -> None:
        self._engines = engines
        self.newest = self._serve(edition)
        self._known: OrderedDict[str, Served] = OrderedDict()

    @asynccontextmanager
    async def using(self, known_at: str | None) -> AsyncIterator[Served]:
        """The edition of a day, whose engines are not closed before this is left.

        Args:
            known_at: a day as people write it; None for the newest edition.

        Raises:
            BadValue: it is no day, or nothing was known by then.
        """
        served = self.newest if known_at is None else await self._as_known_at(known_at)
        served.users += 1
        try:
            yield served
        finally:
            served.users -= 1
            if served.retired and not served.users:
                served.engines.close()

    async def _as_known_at(self, day: str) -> Served:
        wanted = parse_day(day, "known_at").isoformat()
        edition = await asyncio.to_thread(self.newest.edition.as_known_at, wanted)
        if edition is self.newest.edition:
            return self.newest
        key = edition.known_at or ""
        if key not in self._known:
            while len(self._known) >= MOST_KNOWN_AT:
                self._retire(self._known.popitem(last=False)[1])
            self._known[key] = self._serve(edition)
        self._known.move_to_end(key)
        return self._known[key]

    def _serve(self, edition: Edition) -> Served:
        return Served(edition, self._engines(lambda: n_quads(edition)))

    @staticmethod
    def _retire(served: Served) -> None:
        served.retired = True
        if not served.users:
            served.engines.close()

    def close(self) -> None:
        """End all engines."""
        for served in (self.newest, *self._known.values()):
            served.engines.close()


def n_quads(edition: Edition) -> bytes:
    """The edition as the engines of free SPARQL load it."""
    return serialize(edition.store.quads(), format=RdfFormat.N_QUADS) or b""


def routes(edition: Edition) -> APIRouter:
    """`/edition`."""
    router = APIRouter()
    found: dict[str, dict[str, Any]] = {}

    @router.get(
        "/edition",
        operation_id="edition",
        summary="What is served: version, audience, newest source, content hash, and how much of each kind",
        response_class=JSONResponse,
        responses={
            422: {"content": {"application/problem+json": {}}, "description": "No day, or nothing was known by then"}
        },
    )
    def described(known_at: KnownAt = "") -> JSONResponse:
        if not known_at.strip():
            return JSONResponse(edition.described())
        day = edition.snapped(parse_day(known_at, "known_at").isoformat())
        if day not in found:  # as many as there are days of publication, each made once
            found[day] = edition.as_known_at(day).described()
        return JSONResponse(found[day])

    return router
