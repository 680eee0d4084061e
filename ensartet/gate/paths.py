"""Walking along property paths: from a changed quad to the nodes where a path that uses it begins or ends.

A path is turned into an automaton whose transitions are predicates, forwards or backwards; nodes and states are walked
together. So a node is found just when some walk along the path passes the quad, whatever repetition the path has.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any, Final

from pyoxigraph import DefaultGraph, NamedNode, Quad, Store

from ..store.base import Term

Node = Term
ANY_GRAPH: Final = None


@dataclass(frozen=True)
class Step:
    """A transition: from one state to another along a predicate; backwards from object to subject."""

    start: int
    predicate: str
    backwards: bool
    end: int


@dataclass
class Automaton:
    """A property path as states and steps.

    Attributes:
        first, last: the states in which a walk begins and ends.
        free: pairs of states between which one may pass without a step.
    """

    steps: list[Step] = field(default_factory=list)
    free: set[tuple[int, int]] = field(default_factory=set)
    first: int = 0
    last: int = 1
    _states: int = 2

    def new_state(self) -> int:
        """A state that is not used yet."""
        self._states += 1
        return self._states - 1

    @property
    def predicates(self) -> set[str]:
        """The predicates that the path uses."""
        return {step.predicate for step in self.steps}


def automaton(path: Any) -> Automaton:
    """The automaton of a path: an IRI or a path of rdflib.

    Raises:
        ValueError: the path is a negated set, of which no predicate is known.
    """
    made = Automaton()
    _add(made, path, made.first, made.last, backwards=False)
    return made


def _add(made: Automaton, path: Any, start: int, end: int, *, backwards: bool) -> None:
    """Add a path between two states; backwards it is walked from its end to its beginning."""
    import rdflib
    from rdflib import paths

    match path:
        case rdflib.URIRef():
            made.steps.append(Step(start, str(path), backwards, end))
        case paths.InvPath():
            _add(made, path.arg, start, end, backwards=not backwards)
        case paths.SequencePath():
            args = list(reversed(path.args)) if backwards else list(path.args)
            between = [start, *(made.new_state() for _ in args[1:]), end]
            for arg, (one, other) in zip(args, pairwise(between), strict=True):
                _add(made, arg, one, other, backwards=backwards)
        case paths.AlternativePath():
            for arg in path.args:
                _add(made, arg, start, end, backwards=backwards)
        case paths.MulPath():
            inner, outer = made.new_state(), made.new_state()
            made.free |= {(start, inner), (outer, end)}
            _add(made, path.path, inner, outer, backwards=backwards)
            if path.zero:
                made.free.add((start, end))
            if path.more:
                made.free.add((outer, inner))
        case _:
            raise ValueError(f"not a path whose predicates are known: {path}")


def walked(store: Store, path: Automaton, nodes: Iterable[Node], *, to_begin: bool) -> set[Node]:
    """Where walks along a path begin that end in some nodes; or end, that begin in them."""
    start = path.last if to_begin else path.first
    return _walk(store, path, ((node, start) for node in nodes), to_begin=to_begin)


def through(store: Store, path: Automaton, quad: Quad, *, to_begin: bool) -> set[Node]:
    """Where walks along a path begin, or end, that pass a quad, be it there or not."""
    seeds: list[tuple[Node, int]] = []
    for step in path.steps:
        if step.predicate == quad.predicate.value:
            begin, end = (quad.object, quad.subject) if step.backwards else (quad.subject, quad.object)
            seeds.append((begin, step.start) if to_begin else (end, step.end))
    return _walk(store, path, seeds, to_begin=to_begin)


def _walk(store: Store, path: Automaton, seeds: Iterable[tuple[Node, int]], *, to_begin: bool) -> set[Node]:
    goal = path.first if to_begin else path.last
    seen: set[tuple[Node, int]] = set()
    waiting = list(seeds)
    while waiting:
        node, state = waiting.pop()
        if (node, state) in seen:
            continue
        seen.add((node, state))
        for start, end in path.free:
            here, there = (end, start) if to_begin else (start, end)
            if here == state:
                waiting.append((node, there))
        for step in path.steps:
            here, there = (step.end, step.start) if to_begin else (step.start, step.end)
            if here == state:
                against = step.backwards != to_begin
                waiting += ((other, there) for other in _neighbours(store, node, step.predicate, against=against))
    return {node for node, state in seen if state == goal}


def _neighbours(store: Store, node: Node, predicate: str, *, against: bool) -> Iterator[Node]:
    """The objects of a node, or against the direction its subjects."""
    if against:
        for quad in store.quads_for_pattern(None, NamedNode(predicate), node, ANY_GRAPH):
            yield quad.subject
    elif isinstance(node, NamedNode):
        for quad in store.quads_for_pattern(node, NamedNode(predicate), None, ANY_GRAPH):
            yield quad.object


def graph_of(quad: Quad) -> NamedNode | None:
    """The named graph of a quad, None for the default graph."""
    return None if isinstance(quad.graph_name, DefaultGraph) else quad.graph_name  # type: ignore[return-value]
