"""Which nodes the shapes must look at again after a change, and pySHACL on an extract of just these.

A shape looks at the values of its paths, at the classes of what sh:class is about, and at the paths of shapes within
it. Each such place is a walk from the focus node to a predicate; a changed quad of that predicate is walked back. What
no walk is needed for, the quads of the focus node itself, is found as the subject of a changed quad.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Final

from pyoxigraph import NamedNode, Quad, Store

from ..names import RDF, RDFS
from .paths import Automaton, Node, automaton, walked

TYPE: Final = NamedNode(RDF + "type")
SUBCLASS: Final = NamedNode(RDFS + "subClassOf")
_SH: Final = "http://www.w3.org/ns/shacl#"
# what shapes are made of within a shape, whether it is about the same node or about values
_WITHIN: Final = ("node", "not", "qualifiedValueShape", "and", "or", "xone")
_PAIRS: Final = ("equals", "disjoint", "lessThan", "lessThanOrEquals")
_LISTS: Final = ("and", "or", "xone")
_UNSUPPORTED: Final = ("sparql", "targetObjectsOf", "targetNode")


@dataclass(frozen=True)
class Walk:
    """A walk along a path from a focus node, and the predicate that is looked at where it ends."""

    path: Any
    predicate: str

    @property
    def length(self) -> int:
        """The steps of the walk."""
        return len(self.path)


@dataclass
class ShapeReach:
    """How the shapes reach from their focus nodes to what they look at.

    Attributes:
        graph: the shapes, an rdflib graph.
    """

    graph: Any
    _walks: set[Walk] = field(default_factory=set)

    def __post_init__(self) -> None:
        for shape in self._targets:
            self._collect(shape, ())
        for name in _UNSUPPORTED:
            if next(self.graph.subject_objects(_term(name)), None):
                raise ValueError(f"sh:{name} is not followed by the gate; write a rule in queries/checks")

    @property
    def _targets(self) -> set[Any]:
        return {shape for name in ("targetClass", "targetSubjectsOf") for shape in self.graph.subjects(_term(name))}

    @cached_property
    def _automata(self) -> list[tuple[Automaton, str]]:
        """Of every walk that has steps the automaton and the predicate at its end."""
        from rdflib.paths import SequencePath

        return [
            (automaton(walk.path[0] if walk.length == 1 else SequencePath(*walk.path)), walk.predicate)
            for walk in sorted(self._walks, key=repr)
            if walk.length
        ]

    def focus(self, store: Store, quads: Collection[Quad]) -> set[Node] | None:
        """The nodes to look at after some quads came or went; None for all: what is a subclass of what has changed.

        Args:
            store: the data after the change.
        """
        if any(quad.predicate == SUBCLASS for quad in quads):
            return None
        ends: dict[str, set[Node]] = {}
        for quad in quads:
            ends.setdefault(quad.predicate.value, set()).add(quad.subject)
        found: set[Node] = {quad.subject for quad in quads}
        for path, predicate in self._automata:
            if predicate in ends:
                found |= walked(store, path, ends[predicate], to_begin=True)
        return found

    def extract(self, store: Store, focus: Iterable[Node]) -> list[Quad]:
        """All that the shapes look at of some nodes, as quads: enough for the verdict on these, and on no others."""
        focus = list(focus)
        nodes: set[Node] = set(focus)
        for path, _ in self._automata:
            nodes |= walked(store, path, focus, to_begin=False)
        found = [quad for node in nodes if isinstance(node, NamedNode) for quad in _about(store, node)]
        found += store.quads_for_pattern(None, SUBCLASS, None)
        return found

    def _collect(self, shape: Any, prefix: tuple[Any, ...]) -> None:
        """Add the walks of a shape whose focus is reached by a prefix."""

        path = self.graph.value(shape, _term("path"))
        for name in _PAIRS:
            for other in self.graph.objects(shape, _term(name)):
                self._walks.add(Walk(prefix, str(other)))
        if path is not None:
            for step in self._steps(path):
                self._walks.add(Walk(prefix, str(step)))
                prefix = (*prefix, step)
        if next(self.graph.objects(shape, _term("class")), None):
            self._walks.add(Walk(prefix, TYPE.value))
        for inner in self._inner(shape):
            self._collect(inner, prefix)

    def _steps(self, path: Any) -> list[Any]:
        """The predicates of a path that is one, or a sequence of them.

        Raises:
            ValueError: it is another path.
        """
        import rdflib
        from rdflib.collection import Collection as RdfList

        steps = [path] if isinstance(path, rdflib.URIRef) else list(RdfList(self.graph, path))
        if not steps or not all(isinstance(step, rdflib.URIRef) for step in steps):
            raise ValueError("the gate follows predicates and sequences of them; write a rule in queries/checks")
        return steps

    def _inner(self, shape: Any) -> Iterable[Any]:
        from rdflib.collection import Collection as RdfList

        yield from self.graph.objects(shape, _term("property"))
        for name in _WITHIN:
            for value in self.graph.objects(shape, _term(name)):
                yield from RdfList(self.graph, value) if name in _LISTS else [value]


def _about(store: Store, node: NamedNode) -> Iterable[Quad]:
    """The quads of a node, and the classes of what it mentions."""
    for quad in store.quads_for_pattern(node, None, None, None):
        yield quad
        if isinstance(quad.object, NamedNode) and quad.predicate != TYPE:
            yield from store.quads_for_pattern(quad.object, TYPE, None, None)


def _term(name: str) -> Any:
    import rdflib

    return rdflib.URIRef(_SH + name)
