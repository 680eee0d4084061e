"""An edition: what one audience may see at one version of the data, ready to be asked."""

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from pyoxigraph import NamedNode

from .build import Build, Manifest
from .evidence import Corpus
from .graph import Graph
from .names import Words, ens
from .resolve import Resolved, Resolver
from .store.base import Store, value_of


@dataclass
class Edition:
    """A store with its manifest. `stale` says why newer files were refused, None if there are none."""

    store: Store
    manifest: Manifest
    corpus: Corpus
    audience: str = "public"
    checked: str | None = None
    stale: Words | None = None

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
        """The publication date of the oldest part that carries statements (ISO day)."""
        return self._first("?statement ens:assertedBy ?who ; ens:publishedOn ?day")

    @cached_property
    def first_spoken_of(self) -> str:
        """The earliest day that any statement speaks of (ISO day): valid, decided, counted or published."""
        return self._first(
            "?statement ens:assertedBy ?who ; "
            "ens:publishedOn|ens:validFromEarliest|ens:decidedEarliest|ens:periodFrom ?day"
        )

    def has_use(self, disease: NamedNode) -> bool:
        """Whether any use is about that very disease."""
        return bool(self.store.subjects(ens("disease"), disease))

    def has_statement(self, resolved: Resolved) -> bool:
        """Whether any statement is about the drug or disease that a name was resolved to."""
        predicate = "disease" if "Disease" in self.graph.node(resolved.iri).kinds else "treatment"
        uses = (use for value in resolved.values for use in self.store.subjects(ens(predicate), value))
        return any(self.store.subjects(ens("use"), use) for use in uses)

    def _first(self, pattern: str) -> str:
        query = f"PREFIX ens: <{ens('').value}> SELECT ?day WHERE {{ {pattern} }} ORDER BY ?day LIMIT 1"
        return value_of(self.store.select(query)[0]["day"])

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
