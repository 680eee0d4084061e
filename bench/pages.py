"""What the front page and small questions cost, one request after another."""

import re
import statistics
import time
from collections.abc import Callable

import httpx2 as httpx

from ensartet.parameters import understand
from ensartet.questions import find_question
from ensartet.rooms import installed_rooms

from .paced import p95
from .servers import edition, our_service, peer
from .sparql_attacks import Row, table

TIMES = 60
ASKED: dict[str, dict[str, str]] = {
    "label-status": {"drug": "osimertinib"},
    "applications": {"drug": "osimertinib"},
    "off-label-without-application": {},
}


def interleaved(*asks: Callable[[], httpx.Response]) -> list[list[float]]:
    """Milliseconds of each of `TIMES` requests of each kind, sent in turns."""
    seconds: list[list[float]] = [[] for _ in asks]
    for turn in range(TIMES + 5):
        for ask, mine in zip(asks, seconds, strict=True):
            began = time.perf_counter()
            ask().raise_for_status()
            if turn >= 5:
                mine.append((time.perf_counter() - began) * 1000)
    return seconds


def front_page(client: httpx.Client) -> list[Row]:
    """Time and transferred bytes, with all that the page makes a browser fetch."""
    first = client.get("/", headers={"accept": "text/html"})
    fetched = sorted(set(re.findall(r'(?:href|src)="(/static/[^"]+)"', first.text)))
    sizes = [len(first.content), *(len(client.get(path).content) for path in fetched)]
    (times,) = interleaved(lambda: client.get("/"))
    return [
        ("front page: median, p95 (ms)", f"{statistics.median(times):.1f}, {p95(times):.1f}", "under 100"),
        ("front page: bytes of the page", f"{sizes[0]}", ""),
        (f"front page: bytes with {len(fetched)} files", f"{sum(sizes)}", "at most 100,000"),
    ]


def questions(client: httpx.Client, other: httpx.Client) -> list[Row]:
    """A question with evidence, dates and caveats, against the bare query at the peer."""
    rows: list[Row] = []
    whole = edition()
    for name, values in ASKED.items():
        question = find_question(installed_rooms(), name)
        understood = understand(whole, question, {key: [value] for key, value in values.items()})
        body, head = question.bound(understood.bound), {"accept": "application/sparql-results+json"}

        def ours(name: str = name, values: dict[str, str] = values) -> httpx.Response:
            return client.get(f"/questions/{name}.json", params=values)

        def theirs(body: str = body, head: dict[str, str] = head) -> httpx.Response:
            return other.post("/query", content=body, headers={**head, "content-type": "application/sparql-query"})

        mine, bare = interleaved(ours, theirs)
        a, b = statistics.median(mine), statistics.median(bare)
        rows.append((name, f"{a:.1f}", f"{b:.1f}", f"{a / b:.1f}"))
    return rows


def measure() -> str:
    """The tables."""
    with our_service() as (client, _), peer(edition().store) as (other, _):
        front, asked = front_page(client), questions(client, other)
    return "\n\n".join(
        [
            "## Front page",
            table(("figure", "measured", "goal"), front),
            "## A question, against its bare query at `oxigraph serve`\n\nMedians in ms, sent in turns.",
            table(("question", "ours, whole answer", "oxigraph serve, bare rows", "ratio"), asked),
        ]
    )
