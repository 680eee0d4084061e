"""How long everything takes at 100,000 and 1,000,000 triples, and whether it is right there.

Of every question and finding rule: the query alone, which is the best raw SPARQL form where nothing derived is asked,
and the whole answer with evidence, caveats and completeness. Each in a process of its own that is killed after 20 s.
"""

import gc
import multiprocessing
import os
import time
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any, Final

from pyoxigraph import Literal, NamedNode, Quad

from ensartet.answers import answer
from ensartet.build import Manifest
from ensartet.derive.authorised import derive_labels
from ensartet.derive.pairs import derive_coverage
from ensartet.editions import Edition
from ensartet.evidence import Corpus
from ensartet.findings import derive_findings
from ensartet.graph import Graph
from ensartet.headers import read_header
from ensartet.names import ID, XSD, ens, local
from ensartet.questions import Question, all_questions
from ensartet.rooms import Rooms, installed_rooms
from ensartet.store.base import Store, value_of
from ensartet.store.oxigraph import OxigraphStore

from .made_up import World, make_world, quads_of
from .oracle import Found, Oracle
from .oracle_questions import ANSWERS, WITHOUT_ORACLE, Row

LIMIT_S: Final = 20.0
DAY: Final = "2026-12-31"
RAW: Final = Path(__file__).parent / "raw"
SIZES: Final = (100_000, 1_000_000)


def measure() -> str:
    """The tables for the sizes of ENSARTET_BENCH_TRIPLES, else for both."""
    named = os.environ.get("ENSARTET_BENCH_TRIPLES", "")
    sizes = [int(size) for size in named.split(",")] if named else SIZES
    return "\n\n".join(measured(size) for size in sizes)


def measured(triples: int) -> str:
    """The tables for one size."""
    rooms = installed_rooms()
    world = make_world(triples)
    quads = quads_of(world, rooms)
    oracle = Oracle(world)
    store, derived = _derived(rooms, quads)
    edition = edition_of(store, rooms)
    head = (
        f"## {len(quads):,} triples stated, {len(store) - len(quads):,} derived\n\n"
        f"{len(world.uses):,} uses, {len(world.records):,} statements, {len(world.drugs):,} medicines, "
        f"{len(world.parents):,} diseases.\n"
    )
    del quads
    gc.collect()
    gc.freeze()
    rules, asked = _rules(rooms, edition, oracle), _questions(rooms, edition, oracle, world)
    return "\n".join([head, derived, "", rules, "", asked])


def findings_of(store: Store) -> dict[str, set[Found]]:
    """The findings in a store as the oracle tells them: the kind, and the names of the statements each rests on."""
    found: dict[str, set[Found]] = defaultdict(set)
    for kind, names in _told(store).values():
        found[kind].add((kind, frozenset(names)))
    return found


def _told(store: Store) -> dict[str, tuple[str, set[str]]]:
    """Of each finding the kind, and the names of the statements it rests on."""
    kinds = f"{ens('findingKind')} ?kind ; {ens('restsOn')} ?on"
    found: dict[str, tuple[str, set[str]]] = {}
    for row in store.select(f"SELECT ?finding ?kind ?on {{ ?finding {kinds} }} ORDER BY ?finding"):
        finding, kind = value_of(row["finding"]), local(value_of(row["kind"]))
        found.setdefault(finding, (kind, set()))[1].add(_named(row["on"]))
    return found


def rows_of(store: Store, question: Question, day: str) -> set[Row]:
    """The rows of a question's query on a day as the oracle tells them, without further parameters."""
    date = Literal(day, datatype=NamedNode(XSD + "date"))
    solutions = store.select(question.bound({"as_of": [date], "known_at": [date]}))
    if question.name != "inconsistencies":
        names = ("statement", "statement_2")
        return {tuple(_named(row[name]) for name in names if name in row) for row in solutions}
    told = _told(store)
    return {(kind, *sorted(names)) for kind, names in (told[value_of(row["finding"])] for row in solutions)}


def edition_of(store: OxigraphStore, rooms: Rooms) -> Edition:
    """An edition of made-up data."""
    manifest = Manifest(1, "made-up", "made-up", "0" * 64, len(store), 0, DAY, 0)
    return Edition(store, manifest, Corpus(None), rooms)


def _named(term: Any) -> str:
    return value_of(term).removeprefix(f"{ID}statement/")


def _derived(rooms: Rooms, quads: list[Quad]) -> tuple[OxigraphStore, str]:
    """The store with what follows from the quads, and how long that took."""
    graph = Graph(OxigraphStore(quads))
    took: dict[str, tuple[float, int]] = {}

    def timed(name: str, derive: Callable[[], list[Quad]]) -> list[Quad]:
        begun = time.perf_counter()
        made = derive()
        took[name] = time.perf_counter() - begun, len(made)
        return made

    compared = timed("coverage between uses", lambda: derive_coverage(graph))
    compared += timed("label assessments", lambda: derive_labels(graph))
    found = timed("findings", lambda: derive_findings(rooms, OxigraphStore([*quads, *compared])))
    lines = ["| derived anew | seconds | quads |", "|---|---|---|"]
    lines += [f"| {name} | {seconds:.1f} | {count:,} |" for name, (seconds, count) in took.items()]
    return OxigraphStore([*quads, *compared, *found]), "\n".join(lines)


def _rules(rooms: Rooms, edition: Edition, oracle: Oracle) -> str:
    expected, found = oracle.findings(), findings_of(edition.store)
    lines = [
        "| finding rule | findings | as the oracle | query ms | raw form without derived graphs ms | times |",
        "|---|---|---|---|---|---|",
    ]
    for path in sorted((rooms.queries / "findings").glob("*.rq")):
        _, query = read_header(path)
        alone = limited(lambda query=query: len(edition.store.select(query)))  # type: ignore[misc]
        raw_path = RAW / path.name
        raw = limited(lambda: len(edition.store.select(raw_path.read_text()))) if raw_path.exists() else None  # noqa: B023
        equal = "yes" if found.get(path.stem, set()) == expected[path.stem] else "**no**"
        cells = [path.stem, f"{len(found.get(path.stem, ())):,}", equal, alone.shown]
        cells += [raw.shown, raw.over(alone)] if raw else ["the query is it", ""]
        lines.append(f"| {' | '.join(cells)} |")
    return "\n".join(lines)


def _questions(rooms: Rooms, edition: Edition, oracle: Oracle, world: World) -> str:
    lines = [
        "| question | rows of the query | as the oracle | query ms | whole answer ms | times |",
        "|---|---|---|---|---|---|",
    ]
    for name, question in all_questions(rooms).items():
        given = {parameter.name: [_example(parameter.type, world)] for parameter in question.required}
        given |= {"as_of": [DAY], "known_at": [DAY]}
        date = Literal(DAY, datatype=NamedNode(XSD + "date"))
        values = {"as_of": [date], "known_at": [date]}
        if question.name == "uses-by-line":
            values["line_min"] = [Literal("3", datatype=NamedNode(XSD + "integer"))]
        query = question.bound(values)
        alone = limited(lambda query=query: len(edition.store.select(query)))  # type: ignore[misc]
        whole = limited(lambda q=question, g=given: len(answer(edition, q, g).rows))  # type: ignore[misc]
        if name in ANSWERS:
            equal = "yes" if rows_of(edition.store, question, DAY) == ANSWERS[name](oracle, DAY) else "**no**"
        else:
            equal = "-" if name in WITHOUT_ORACLE else "?"
        cells = [name, alone.count, equal, alone.shown, whole.shown, whole.over(alone)]
        lines.append(f"| {' | '.join(cells)} |")
    return "\n".join(lines)


def _example(kind: str, world: World) -> str:
    """A value of a parameter's type that names something made up."""
    named = {
        "drug": world.drugs[0].replace("-", " "),
        "disease": next(iter(world.parents)).replace("-", " "),
        "line": "3",
    }
    return named.get(kind, "2026-01-01")


@dataclass(frozen=True)
class Timed:
    """What became of something that was run within the limit.

    Attributes:
        seconds: the median of up to three runs; None where the first did not end in time.
        count: what it counted, or why it did not.
    """

    seconds: float | None
    count: str

    @property
    def shown(self) -> str:
        """Milliseconds, or that it did not end."""
        if self.seconds is None:
            return f"not in {LIMIT_S:.0f} s" if self.count == "" else self.count
        return f"{self.seconds * 1000:,.1f}"

    def over(self, other: "Timed") -> str:
        """How many times as long as another."""
        if self.seconds is None:
            return f"> {LIMIT_S / other.seconds:,.0f}" if other.seconds and not self.count else ""
        return f"{self.seconds / other.seconds:,.1f}" if other.seconds else ""


def limited(work: Callable[[], int]) -> Timed:
    """Run something that counts, in a fork that is killed after the limit."""
    context = multiprocessing.get_context("fork")
    receiving, sending = context.Pipe(duplex=False)

    def run() -> None:
        try:
            count = 0
            taken: list[float] = []
            while len(taken) < 3 and sum(taken) < LIMIT_S / 4:
                begun = time.perf_counter()
                count = work()
                taken.append(time.perf_counter() - begun)
            sending.send((median(taken), f"{count:,}"))
        except Exception as error:
            sending.send((None, f"refused: {type(error).__name__}"))
        finally:
            os._exit(0)

    child = context.Process(target=run)
    child.start()
    sending.close()
    try:
        return Timed(*receiving.recv()) if receiving.poll(LIMIT_S) else Timed(None, "")
    except EOFError:
        return Timed(None, "fell")
    finally:
        child.kill()
        child.join()
