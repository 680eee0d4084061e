"""What a store promises: the union of named graphs as default graph, whole solutions, no network."""

from collections.abc import Iterable, Mapping
from typing import Protocol

from pyoxigraph import BlankNode, Literal, NamedNode, Quad, QuerySolutions, Triple

Term = NamedNode | BlankNode | Literal | Triple
Solution = Mapping[str, Term]


class Store(Protocol):
    """A queryable graph: one promise, kept by `oxigraph` in memory and on disk and by `remote` over HTTP.

    Queries see the union of all named graphs as the default graph; every quad is in a named graph. A triple that stands
    in several graphs may come several times (Oxigraph does not merge them), so a question says DISTINCT. Answers are
    whole or an error is raised. One battery of tests runs over all stores.
    """

    def select(self, query: str) -> list[Solution]:
        """All solutions of a trusted SELECT query; unbound variables are absent from a solution."""
        ...

    def about(self, subject: NamedNode) -> list[tuple[NamedNode, Term]]:
        """Predicate and object of every triple with that subject, each once, in a stable order."""
        ...

    def subjects(self, predicate: NamedNode, value: NamedNode) -> list[NamedNode]:
        """Subjects of the triples with that predicate and object, each once, in a stable order."""
        ...

    def mentions(self, value: NamedNode) -> list[tuple[NamedNode, NamedNode]]:
        """Subject and predicate of every triple with that object, each once, in a stable order."""
        ...

    def graphs(self) -> list[NamedNode]:
        """The named graphs, in a stable order."""
        ...

    def graphs_of(self, subject: NamedNode) -> list[NamedNode]:
        """The named graphs that say something of a subject, in a stable order."""
        ...

    def content(self, graph: NamedNode) -> list[Triple]:
        """The triples of one named graph, in a stable order; none for a graph that is not there."""
        ...

    def quads(self) -> Iterable[Quad]:
        """Every quad."""
        ...

    def __len__(self) -> int: ...


def value_of(term: Term) -> str:
    """The lexical value of a literal, the IRI of a node."""
    return term.value if isinstance(term, NamedNode | Literal | BlankNode) else str(term)


def drain(results: object) -> list[Solution]:
    """All solutions of a SELECT result of pyoxigraph, read to the end; unbound variables are absent from a solution.

    Such a result must die on the thread that made it. A failure half-way would keep it in the frames of the traceback,
    to be collected later by whichever thread comes along; so no frame holds it once this returns or raises. The
    caller passes it on without naming it.

    Raises:
        TypeError: the result is of another form than SELECT.
        SyntaxError, ValueError, OSError: as the engine or the parser fails half-way.
    """
    try:
        if not isinstance(results, QuerySolutions):
            raise TypeError("not the result of a SELECT")
        names = [variable.value for variable in results.variables]
        solutions: list[Solution] = []
        for solution in results:
            solutions.append({name: value for name in names if (value := solution[name]) is not None})
        return solutions
    finally:
        del results
