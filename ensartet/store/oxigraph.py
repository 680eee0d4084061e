"""Oxigraph, in memory or on disk. Only trusted queries reach it: the engine cannot be cancelled."""

from collections.abc import Iterable, Iterator
from pathlib import Path

import pyoxigraph
from pyoxigraph import NamedNode, Quad, Triple

from .base import Solution, Term, drain


class OxigraphStore:
    """Oxigraph, read only once filled.

    Args:
        folder: an empty or new folder to keep the data in, for more data than memory takes; None for memory.
            It serves 2 to 13 times slower than memory (measured), and is no archive: it does not sync every write.
    """

    def __init__(self, quads: Iterable[Quad], folder: Path | None = None) -> None:
        self._store = pyoxigraph.Store(folder)
        self._store.bulk_extend(quads)

    def select(self, query: str) -> list[Solution]:
        """All solutions of a trusted SELECT query; unbound variables are absent from a solution."""
        return drain(self._store.query(query, use_default_graph_as_union=True))

    def about(self, subject: NamedNode) -> list[tuple[NamedNode, Term]]:
        """Predicate and object of every triple with that subject, each once, in a stable order."""
        pairs = {(quad.predicate, quad.object) for quad in self._store.quads_for_pattern(subject, None, None)}
        return sorted(pairs, key=lambda pair: (pair[0].value, str(pair[1])))

    def subjects(self, predicate: NamedNode, value: NamedNode) -> list[NamedNode]:
        """Subjects of the triples with that predicate and object, each once, in a stable order."""
        found = {quad.subject for quad in self._store.quads_for_pattern(None, predicate, value)}
        return sorted((node for node in found if isinstance(node, NamedNode)), key=lambda node: node.value)

    def mentions(self, value: NamedNode) -> list[tuple[NamedNode, NamedNode]]:
        """Subject and predicate of every triple with that object, each once, in a stable order."""
        found = {(quad.subject, quad.predicate) for quad in self._store.quads_for_pattern(None, None, value)}
        pairs = [(subject, predicate) for subject, predicate in found if isinstance(subject, NamedNode)]
        return sorted(pairs, key=lambda pair: (pair[1].value, pair[0].value))

    def graphs(self) -> list[NamedNode]:
        """The named graphs, in a stable order."""
        return _by_iri(self._store.named_graphs())

    def graphs_of(self, subject: NamedNode) -> list[NamedNode]:
        """The named graphs that say something of a subject, in a stable order."""
        return _by_iri(quad.graph_name for quad in self._store.quads_for_pattern(subject, None, None))

    def content(self, graph: NamedNode) -> list[Triple]:
        """The triples of one named graph, in a stable order; none for a graph that is not there."""
        return sorted((quad.triple for quad in self._store.quads_for_pattern(None, None, None, graph)), key=str)

    def quads(self) -> Iterator[Quad]:
        """Every quad."""
        return iter(self._store)

    def __len__(self) -> int:
        return len(self._store)


def _by_iri(nodes: Iterable[object]) -> list[NamedNode]:
    return sorted({node for node in nodes if isinstance(node, NamedNode)}, key=lambda node: node.value)
