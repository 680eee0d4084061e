"""What hostile clients cost the others."""

import subprocess
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager

import httpx2 as httpx

from tests.api.hostile import HOSTILE

from .attackers import attacking, timed
from .paced import Run, p95, paced
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


def others_rows(name: str, quiet: Run, runs: list[tuple[str, Run]]) -> list[Row]:
    """One row for each run, against the quiet one."""
    return [
        (
            name,
            attack,
            f"{run.median:.0f}",
            f"{run.p95:.0f}",
            f"{run.p95 / quiet.p95:.2f}",
            f"{run.failed} of {len(run.seconds)}",
            f"{run.load:.1f}",
        )
        for attack, run in (("none", quiet), *runs)
    ]


def ours(budgets: bool) -> tuple[list[Row], list[Row]]:
    """What others notice, and what became of the attack."""
    name = f"pages, budgets {'on' if budgets else 'off'}"
    with our_service(budgets) as (client, pid), memory_watched(pid) as seen:
        address = str(client.base_url)
        paced(address, ask_page, 8)
        timed(client, "ASK {}", "/sparql")
        quiet = paced(address, ask_page)
        with attacking("queries", f"{address}/sparql", "1") as one:
            under_one = paced(address, ask_page)
        with attacking("queries", f"{address}/sparql", "40") as forty:
            under_forty = paced(address, ask_page)
        runs = [
            ("one hostile client, one query after another", under_one),
            ("40 hostile queries at a time", under_forty),
        ]
        if not budgets:
            with attacking("heads", "127.0.0.1", str(client.base_url.port)):
                runs.append(("300 half-open connections", paced(address, ask_page)))
            runs.append(("none, again", paced(address, ask_page)))
    facts = []
    for title, rows in (("one at a time", one.rows), ("40 at a time", forty.rows)):
        times = [row[2] for row in rows]
        statuses = Counter(row[1] for row in rows)
        different = len({row[0] for row in rows})
        facts += [
            (f"{title}: answers, different queries", f"{len(rows)}, {different} of {len(HOSTILE)}"),
            (f"{title}: statuses", ", ".join(f"{count} x {status}" for status, count in sorted(statuses.items()))),
            (f"{title}: slowest answer / deadline", f"{max(times) / DEADLINE:.2f}"),
            (f"{title}: later than the deadline + 0.5 s", str(sum(s > DEADLINE + 0.5 for s in times))),
        ]
    after = [row[4] for row in one.rows if row[3] == "200"]
    if after:
        facts.append(
            ("next free query after each: p95, slowest (ms)", f"{p95(after) * 1000:.0f}, {max(after) * 1000:.0f}")
        )
    facts.append(
        (
            "most memory: the service, all its processes (MB)",
            f"{max(own for own, _ in seen):.0f}, {max(whole for _, whole in seen):.0f}",
        )
    )
    return others_rows(name, quiet, runs), [(f"{'with' if budgets else 'without'} budgets", *fact) for fact in facts]


def side_by_side() -> list[Row]:
    """The same small query at the same pace, with and without the same attack: ours and the peer's."""
    rows = []
    with our_service() as (client, _), peer(edition().store) as (other, _):
        for name, address in (
            ("our /sparql", f"{client.base_url}/sparql"),
            ("oxigraph serve", f"{other.base_url}/query"),
        ):

            def ask(one: httpx.Client, _: int, address: str = address) -> httpx.Response:
                return one.post(address, content=SMALL.encode(), headers={"content-type": "application/sparql-query"})

            paced(address, ask, 8)
            quiet = paced(address, ask, 60)
            with attacking("queries", address, "4", FOR_BOTH):
                attacked = paced(address, ask, 60)
            rows += others_rows(f"a small query, {name}", quiet, [(f"{FOR_BOTH}, 4 at a time", attacked)])
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
    """The tables."""
    off, on = ours(False), ours(True)
    both = side_by_side()
    others = [*off[0], *on[0], *both]
    facts = [*off[1], *on[1], *corpus_on_peer()]
    return "\n\n".join(
        [
            "## What other clients notice\n\n"
            "4 people ask 4 times a second each at set moments; both are the same in every run of a kind.",
            table(("what is asked", "attack", "median ms", "p95 ms", "p95 / none", "not 200", "load"), others),
            "## What became of the attack",
            table(("service", "figure", ""), facts),
        ]
    )


def table(head: Row, rows: list[Row]) -> str:
    """A table in Markdown."""
    lines = [head, ("---",) * len(head), *rows]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)
