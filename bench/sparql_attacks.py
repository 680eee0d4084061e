"""What hostile clients cost the others."""

import statistics
import subprocess
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import httpx2 as httpx

from tests.api.hostile import HOSTILE

from .attackers import MEDIA, attacking, timed
from .paced import Ask, joined, p95, paced
from .servers import DEADLINE, edition, memory, our_service, peer

PAGES = (
    "/",
    "/questions/off-label-without-application.json",
    "/questions/applications.csv?drug=osimertinib",
    "/questions/sources.html",
)
SMALL = "SELECT ?g (COUNT(*) AS ?n) { GRAPH ?g { ?s a ?c } } GROUP BY ?g ORDER BY ?g"
# bounded in memory, so that the peer lives to be measured
LONGEST = 3 * DEADLINE
FOR_BOTH = "cartesian count"
Row = tuple[str, ...]
Compared = tuple[Row, list[list[Any]]]
ROUNDS = 4


def ask_page(client: httpx.Client, number: int) -> httpx.Response:
    """One of the pages, in turns."""
    return client.get(PAGES[number % len(PAGES)])


@contextmanager
def memory_watched(pid: int) -> Iterator[list[tuple[float, float]]]:
    """What `memory` gives, once a second."""
    seen, done = [memory(pid)], threading.Event()

    def watch() -> None:
        while not done.wait(1):
            seen.append(memory(pid))

    watching = threading.Thread(target=watch)
    watching.start()
    yield seen
    done.set()
    watching.join()


def compared(name: str, attack: str, address: str, ask: Ask, arguments: Callable[[int], list[str]]) -> Compared:
    """Blocks without and with an attack in turns, so that other work on the machine meets both alike.

    Args:
        arguments: those of the attackers, by the number of the round.
    """
    quiet, attacked, answers = [], [], []
    for turn in range(ROUNDS):
        quiet.append(paced(address, ask))
        with attacking(*arguments(turn)) as got:
            attacked.append(paced(address, ask))
        answers += got.rows
    before, during = joined(quiet), joined(attacked)
    cells = [f"{run.median:.0f} / {run.p95:.0f}" for run in (before, during)]
    ratios = [f"{during.median / before.median:.1f}", f"{during.p95 / before.p95:.1f}"]
    failed = f"{before.failed}, {during.failed} of {len(during.seconds)}"
    row = (name, attack, *cells, *ratios, failed, f"{before.load:.0f}, {during.load:.0f}")
    print(*row, sep="; ", flush=True)
    return row, answers


def ours(budgets: bool) -> tuple[list[Row], list[Row]]:
    """What others notice, and what became of the attack."""
    word = f"budgets {'on' if budgets else 'off'}"
    with our_service(budgets) as (client, pid), memory_watched(pid) as seen:
        address = str(client.base_url)
        sparql = f"{address}/sparql"
        paced(address, ask_page, 8)
        timed(client, "ASK {}", "/sparql")
        part = len(HOSTILE) // ROUNDS + 1
        one, one_answers = compared(
            f"pages, {word}",
            "one hostile client, query after query",
            address,
            ask_page,
            lambda turn: ["queries", sparql, "1", str(turn * part)],
        )
        forty, forty_answers = compared(
            f"pages, {word}",
            "40 hostile clients at a time",
            address,
            ask_page,
            lambda turn: ["queries", sparql, "40", str(turn * part)],
        )
        rows = [one, forty]
        if not budgets:
            port = str(client.base_url.port)
            heads = compared(
                "pages", "300 half-open connections", address, ask_page, lambda _: ["heads", "127.0.0.1", port]
            )
            rows.append(heads[0])
    facts: list[Row] = []
    for title, answers in (("one client", one_answers), ("40 at a time", forty_answers)):
        times = [answer[2] for answer in answers]
        statuses = Counter(answer[1] for answer in answers)
        different = len({answer[0] for answer in answers})
        facts += [
            (f"{title}: answers, different queries", f"{len(answers)}, {different} of {len(HOSTILE)}"),
            (f"{title}: statuses", ", ".join(f"{count} x {status}" for status, count in sorted(statuses.items()))),
            (f"{title}: p95, slowest answer / deadline", f"{p95(times) / DEADLINE:.2f}, {max(times) / DEADLINE:.2f}"),
            (f"{title}: later than the deadline + 0.5 s", f"{sum(s > DEADLINE + 0.5 for s in times)}"),
        ]
    after = [answer[4] for answer in one_answers if answer[3] == "200"]
    if after:
        milliseconds = [f"{s * 1000:.0f}" for s in (statistics.median(after), p95(after), max(after))]
        facts.append(("one client: next free query: median, p95, slowest (ms)", ", ".join(milliseconds)))
    most = max(own for own, _ in seen), max(whole for _, whole in seen)
    facts.append(("most memory: the service, with its engines (MB)", f"{most[0]:.0f}, {most[1]:.0f}"))
    return rows, [(word, *fact) for fact in facts]


def side_by_side() -> list[Row]:
    """The same small query at the same pace, with and without the same attack: ours and the peer's."""
    rows = []
    with our_service() as (client, _), peer(edition().store) as (other, _):
        ours, theirs = f"{client.base_url}/sparql", f"{other.base_url}/query"
        for name, address in (("our /sparql", ours), ("oxigraph serve", theirs)):

            def ask(one: httpx.Client, _: int, address: str = address) -> httpx.Response:
                return one.post(address, content=SMALL.encode(), headers=MEDIA)

            def attack(_: int, address: str = address) -> list[str]:
                return ["queries", address, "2", "0", FOR_BOTH]

            paced(address, ask, 8)
            rows.append(compared(f"a small query, {name}", f"{FOR_BOTH}, 2 at a time", address, ask, attack)[0])
    return rows


def corpus_on_peer() -> list[Row]:
    """The whole corpus against the peer, a new one after each query that it did not end in time or did not outlive."""
    store = edition().store
    queries = iter(HOSTILE.items())
    outcomes: Counter[str] = Counter()
    left = len(HOSTILE)
    while left:
        with peer(store) as (client, process):
            for _, query in queries:
                left -= 1
                status, seconds = timed(client, query, "/query", LONGEST)
                if status.isdigit():
                    within = "in time" if seconds <= DEADLINE + 0.5 else "late"
                    outcomes[f"answered {status}, {within}"] += 1
                    continue
                try:
                    process.wait(0.5)
                    outcomes["the server was gone"] += 1
                except subprocess.TimeoutExpired:
                    outcomes[f"still running or sending after {LONGEST:g} s"] += 1
                break
    return [("oxigraph serve", what, f"{count} of {len(HOSTILE)}") for what, count in sorted(outcomes.items())]


def measure() -> str:
    """The tables of our service."""
    off, on = ours(False), ours(True)
    return _tables([*off[0], *on[0]], [*off[1], *on[1]])


def measure_peer() -> str:
    """The tables beside the peer."""
    return _tables(side_by_side(), corpus_on_peer())


def _tables(others: list[Row], facts: list[Row]) -> str:
    return "\n\n".join(
        [
            "## What other clients notice\n\n"
            "4 people ask 4 times a second each at set moments, in blocks without and with attack in turns.",
            table(
                (
                    "what is asked",
                    "attack",
                    "without: median / p95 ms",
                    "with: median / p95 ms",
                    "ratio of medians",
                    "ratio of p95",
                    "not 200: without, with",
                    "load: without, with",
                ),
                others,
            ),
            "## What became of the attack",
            table(("service", "figure", ""), facts),
        ]
    )


def table(head: Row, rows: list[Row]) -> str:
    """A table in Markdown."""
    lines = [head, ("---",) * len(head), *rows]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)
