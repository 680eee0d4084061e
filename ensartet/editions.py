"""An edition: what one audience may see at one version of the data, ready to be asked."""

import threading
from bisect import bisect_right
from collections import OrderedDict, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import Any

from pyoxigraph import NamedNode

from .build import Build, Manifest, canonical, measured
from .derive.axes import Concepts
from .derive.coverage import Use
from .derive.reading import concepts_of, uses_of
from .derived import with_derived
from .errors import BadValue
from .evidence import Corpus
from .graph import Graph
from .names import DCTERMS, GRAPH, Audience, Words, ens
from .resolve import Resolved, Resolver
from .rooms import Rooms, installed_rooms
from .store.base import Store, value_of
from .visible import visible

MOST_LIMITED = 8
MOST_KNOWN_AT = 4
KINDS_OF_GRAPHS = ("ontology/lists", "ontology", "mappings", "reference", "outside", "derived")
_CARRIED = f"""
PREFIX ens: <{ens("").value}>
PREFIX dcterms: <{DCTERMS}>
SELECT DISTINCT ?graph ?part ?document WHERE {{
  GRAPH ?graph {{ ?statement ens:assertedBy ?who ; ens:evidence ?passage . ?passage ens:part ?part }}
  ?part dcterms:isPartOf ?document .
}} ORDER BY ?graph ?part
"""


@dataclass
class Edition:
    """A store with its manifest, for one audience.

    Attributes:
        manifest: of what is in the store: another one than the build's where something is withheld.
        rooms: where the rules are that derive findings from what is left after a filter.
        known_at: the day (ISO) by which all it holds was known; None for the newest.
        stale: why newer files were refused, None if there are none.
    """

    store: Store
    manifest: Manifest
    corpus: Corpus
    rooms: Rooms = field(default_factory=installed_rooms)
    audience: Audience = "public"
    checked: str | None = None
    stale: Words | None = None
    known_at: str | None = None
    _limited: dict[frozenset[NamedNode], "Edition"] = field(default_factory=dict, init=False, repr=False)
    _known: OrderedDict[str, "Edition"] = field(default_factory=OrderedDict, init=False, repr=False)
    _lock: threading.Lock = field(default_factory=threading.Lock, init=False, repr=False)

    @cached_property
    def graph(self) -> Graph:
        """The nodes of the store."""
        return Graph(self.store)

    @cached_property
    def resolver(self) -> Resolver:
        """The names of its drugs, diseases and regions."""
        return Resolver(self.graph)

    @cached_property
    def uses(self) -> dict[str, Use]:
        """Its uses as coverage compares them, by IRI."""
        return uses_of(self.graph)

    def concepts(self, known_at: str) -> Concepts:
        """What was known by a day (ISO) of the members of classes, and what is said of diseases and codes."""
        day = min(known_at, self.last_published)
        if day not in self._concepts:
            self._concepts[day] = concepts_of(self.graph, day)
        return self._concepts[day]

    @cached_property
    def _concepts(self) -> dict[str, Concepts]:
        return {}

    @cached_property
    def first_published(self) -> str:
        """The publication date of the oldest part that carries statements (ISO day), empty where nothing does."""
        return self._first("?statement ens:assertedBy ?who ; ens:publishedOn ?day")

    @cached_property
    def first_spoken_of(self) -> str:
        """The earliest day that any statement speaks of (ISO day): valid, decided, counted or published; or empty."""
        return self._first(
            "?statement ens:assertedBy ?who ; "
            "ens:publishedOn|ens:validFromEarliest|ens:decidedEarliest|ens:periodFrom ?day"
        )

    def limited_to(self, sources: Iterable[NamedNode]) -> "Edition":
        """The edition as if only these sources were loaded (decision 0011).

        It has the statements of the sources' named graphs, and all of the reference, the ontology and the mappings. Its
        `sources_to` is that of the sources; a source without statements leaves the whole edition's.

        Args:
            sources: documents and document parts.
        """
        wanted = {source.value for source in sources}
        left_out = frozenset(NamedNode(graph) for graph, carried in self._carried.items() if not wanted & carried)
        kept = self._limited.get(left_out)
        if kept is None:
            left = (quad for quad in self.store.quads() if quad.graph_name not in left_out)
            kept = replace(self, store=with_derived(self.rooms, visible(left, self.audience)))
            kept.manifest = replace(self.manifest, sources_to=kept.last_published or self.manifest.sources_to)
            if len(self._limited) >= MOST_LIMITED:
                self._limited.pop(next(iter(self._limited)), None)
            self._limited[left_out] = kept
        return kept

    def as_known_at(self, day: str) -> "Edition":
        """The edition as far as it was known by a day; that of the latest publication on or before the day.

        The last few are kept. One is the same whenever it is made. Safe to call from several threads.

        Args:
            day: an ISO day.

        Raises:
            BadValue: nothing was known by then; the words are those of an answer.
        """
        snapped = self.snapped(day)
        if snapped == self.days[-1]:
            return self
        with self._lock:
            kept = self._known.get(snapped)
            if kept is None:
                store = with_derived(self.rooms, visible(self.store.quads(), self.audience, snapped))
                kept = replace(self, store=store, known_at=snapped)
                kept.manifest = replace(self.manifest, **measured(canonical(store), store, self.corpus))
                while len(self._known) >= MOST_KNOWN_AT:
                    self._known.popitem(last=False)
                self._known[snapped] = kept
            self._known.move_to_end(snapped)
        return kept

    def snapped(self, day: str) -> str:
        """The latest day on or before an ISO day on which a statement was published.

        Raises:
            BadValue: there is none; the words are those of an answer.
        """
        if not self.days or self.unknown_by(day):
            raise BadValue(self.before_first, parameter="known_at")
        return self.days[bisect_right(self.days, day) - 1]

    @cached_property
    def days(self) -> list[str]:
        """The days on which statements were published (ISO), in order."""
        pattern = "?statement ens:assertedBy ?who ; ens:publishedOn ?day"
        query = f"PREFIX ens: <{ens('').value}> SELECT DISTINCT ?day WHERE {{ {pattern} }}"
        return sorted(value_of(row["day"]) for row in self.store.select(query))

    def unknown_by(self, day: str) -> bool:
        """Whether no source was published by a day (ISO)."""
        return day < self.first_published

    @property
    def before_first(self) -> Words:
        """Why nothing can be known before the first source."""
        return Words(
            f"Den første indlæste kilde er kendt fra {self.first_published}; før den dag ved vi intet.",
            f"The first source loaded was known from {self.first_published}; before that day we know nothing.",
        )

    @cached_property
    def _carried(self) -> dict[str, set[str]]:
        """Every named graph that carries statements, with the documents and parts they rest on."""
        carried: dict[str, set[str]] = {}
        for row in self.store.select(_CARRIED):
            found = carried.setdefault(value_of(row["graph"]), set())
            found |= {value_of(row["part"]), value_of(row["document"])}
        return carried

    @cached_property
    def last_published(self) -> str:
        """The publication date of the newest part that carries statements (ISO day), empty where nothing does."""
        return self._first("?statement ens:assertedBy ?who ; ens:publishedOn ?day", "DESC(?day)")

    def has_use(self, disease: NamedNode) -> bool:
        """Whether any use is about that very disease."""
        return bool(self.store.subjects(ens("disease"), disease))

    def has_statement(self, resolved: Resolved) -> bool:
        """Whether any statement is about the drug or disease that a name was resolved to."""
        predicate = "disease" if "Disease" in self.graph.node(resolved.iri).kinds else "treatment"
        uses = (use for value in resolved.values for use in self.store.subjects(ens(predicate), value))
        return any(self.store.subjects(ens("use"), use) for use in uses)

    def _first(self, pattern: str, order: str = "?day") -> str:
        query = f"PREFIX ens: <{ens('').value}> SELECT ?day WHERE {{ {pattern} }} ORDER BY {order} LIMIT 1"
        found = self.store.select(query)
        return value_of(found[0]["day"]) if found else ""

    def about(self) -> dict[str, str | None]:
        """The edition object of an answer."""
        return {
            "version": self.manifest.version,
            "audience": self.audience,
            "sources_to": self.manifest.sources_to,
            "checked": self.checked,
        }

    def described(self) -> dict[str, Any]:
        """The manifest of the edition: what `about` says, the content hash, and how much is in which kind of graph."""
        manifest = self.manifest
        return {
            **self.about(),
            "known_at": self.known_at,
            "sha256": manifest.sha256,
            "quads": manifest.quads,
            "statements": manifest.statements,
            "graphs": self.graphs_by_kind,
        }

    @cached_property
    def graphs_by_kind(self) -> dict[str, dict[str, int]]:
        """How many graphs and quads there are of each kind; `documents` are the parts whose text was read."""
        found: dict[str, dict[str, int]] = defaultdict(lambda: {"graphs": 0, "quads": 0})
        for graph in self.store.graphs():
            path = graph.value.removeprefix(GRAPH)
            kind = next((kind for kind in KINDS_OF_GRAPHS if path.startswith(kind + "/")), "documents")
            found[kind]["graphs"] += 1
            found[kind]["quads"] += len(self.store.content(graph))
        return dict(sorted(found.items()))

    @cached_property
    def licences(self) -> dict[str, list[str]]:
        """Licence -> the graphs of mappings under it; what is not named is under the licence of the whole."""
        query = f"""
        PREFIX ens: <{ens("").value}>
        PREFIX dcterms: <{DCTERMS}>
        SELECT DISTINCT ?licence ?graph WHERE {{ GRAPH ?graph {{ ?row a ens:Mapping ; dcterms:license ?licence }} }}
        """
        found: dict[str, list[str]] = defaultdict(list)
        for row in self.store.select(query):
            found[value_of(row["licence"])].append(value_of(row["graph"]))
        return {licence: sorted(graphs) for licence, graphs in sorted(found.items())}


def open_edition(
    build: Build, corpus_folder: Path | None, audience: Audience = "public", rooms: Rooms | None = None
) -> Edition:
    """An audience's edition of a build, in memory.

    Args:
        rooms: where the rules of findings are, for what must be derived anew; None for those beside this package.

    Raises:
        StoreDamaged: the build's file is not the one that was written.
    """
    rooms, corpus = rooms or installed_rooms(), Corpus(corpus_folder)
    store, manifest = build.store(), build.manifest
    stated = visible(store.quads(), "internal")
    seen = visible(stated, audience)
    if len(seen) < len(stated):
        store = with_derived(rooms, seen)
        manifest = replace(manifest, **measured(canonical(store), store, corpus))
    return Edition(store, manifest, corpus, rooms, audience, stale=build.stale)
