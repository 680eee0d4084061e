"""An edition: what one audience may see at one version of the data, ready to be asked."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path

from pyoxigraph import NamedNode

from .build import Build, Manifest
from .evidence import Corpus
from .graph import Graph
from .names import DCTERMS, Words, ens
from .resolve import Resolved, Resolver
from .store.base import Store, value_of
from .store.oxigraph import OxigraphStore

MOST_LIMITED = 8
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
    """A store with its manifest. `stale` says why newer files were refused, None if there are none."""

    store: Store
    manifest: Manifest
    corpus: Corpus
    audience: str = "public"
    checked: str | None = None
    stale: Words | None = None
    _limited: dict[frozenset[NamedNode], "Edition"] = field(default_factory=dict, init=False, repr=False)

    @cached_property
    def graph(self) -> Graph:
        """The nodes of the store."""
        return Graph(self.store)

    @cached_property
    def resolver(self) -> Resolver:
        """The names of its drugs, diseases and regions."""
        return Resolver(self.graph)

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
            store = OxigraphStore(quad for quad in self.store.quads() if quad.graph_name not in left_out)
            kept = replace(self, store=store)
            kept.manifest = replace(self.manifest, sources_to=kept.last_published or self.manifest.sources_to)
            if len(self._limited) >= MOST_LIMITED:
                self._limited.pop(next(iter(self._limited)), None)
            self._limited[left_out] = kept
        return kept

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


def open_edition(build: Build, corpus_folder: Path | None) -> Edition:
    """The public edition of a build, in memory. Until restricted data exist nothing is filtered out."""
    return Edition(build.store(), build.manifest, Corpus(corpus_folder), stale=build.stale)
