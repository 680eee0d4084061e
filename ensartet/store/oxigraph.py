"""The in-memory Oxigraph store. Only trusted queries reach it: the engine cannot be cancelled."""

from collections.abc import Iterable, Iterator

import pyoxigraph
from pyoxigraph import NamedNode, Quad, QuerySolutions

from .base import Solution, Term


class OxigraphStore:
    """Oxigraph in memory, read only once filled."""

    def __init__(self, quads: Iterable[Quad]) -> None:
        self._store = pyoxigraph.Store()
        self._store.bulk_extend(quads)

    def select(self, query: str) -> list[Solution]:
        """All solutions of a trusted SELECT query; unbound variables are absent from a solution."""
        solutions = self._store.query(query, use_default_graph_as_union=True)
        if not isinstance(solutions, QuerySolutions):
            raise TypeError("only SELECT queries are asked here")
        names = [variable.value for variable in solutions.variables]
        return [{name: value for name in names if (value := solution[name]) is not None} for solution in solutions]

    def about(self, subject: NamedNode) -> list[tuple[NamedNode, Term]]:
        """Predicate and object of every triple with that subject, each once, in a stable order."""
        pairs = {(quad.predicate, quad.object) for quad in self._store.quads_for_pattern(subject, None, None)}
        return sorted(pairs, key=lambda pair: (pair[0].value, str(pair[1])))

    def subjects(self, predicate: NamedNode, value: NamedNode) -> list[NamedNode]:
        """Subjects of the triples with that predicate and object, each once, in a stable order."""
        found = {quad.subject for quad in self._store.quads_for_pattern(None, predicate, value)}
        return sorted((node for node in found if isinstance(node, NamedNode)), key=lambda node: node.value)

    def quads(self) -> Iterator[Quad]:
        """Every quad."""
        return iter(self._store)

    def __len__(self) -> int:
        return len(self._store)
