"""Which nodes a rule in queries/checks must look at again after a change, found from the query itself.

Every triple pattern of the query that a changed quad matches gives values to its variables; from these the patterns
that connect them with ?focus are walked. A pattern in an OPTIONAL, a UNION or a NOT EXISTS connects only what stands
in it or within it, since elsewhere it need not hold. A pattern that nothing connects makes the rule look at everything.

It is enough to walk over the data after the change. Where a walk would need a quad that was taken away, that quad
matches a pattern nearer to ?focus, and its own walk finds the node.
"""

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property, partial
from itertools import count
from typing import Any, Final

from pyoxigraph import NamedNode, Quad, Store

from .paths import Automaton, Node, automaton, graph_of, through, walked

FOCUS: Final = "focus"
_APART: Final = ("OptionalGraphPattern", "MinusGraphPattern", "Builtin_EXISTS", "Builtin_NOTEXISTS")


@dataclass(frozen=True, eq=False)
class Pattern:
    """A triple pattern: variables as `?name`, anything else None where it is a constant.

    Attributes:
        ends: what stands as subject, object and graph.
        path: None where the predicate is a variable: any predicate.
        scope: where it stands: the groups around it, from the outermost.
    """

    ends: tuple[str | None, str | None, str | None]
    constants: tuple[Any, Any]
    path: Automaton | None
    scope: tuple[int, ...]
    simple: bool

    @property
    def variables(self) -> list[str]:
        """The variables that the pattern connects; the graph of a path is none of them."""
        ends = self.ends if self.simple else self.ends[:2]
        return [end for end in ends if end is not None]


@dataclass
class Reach:
    """How a rule reaches from its patterns to ?focus."""

    patterns: list[Pattern] = field(default_factory=list)

    def focus(self, store: Store, quads: Iterable[Quad]) -> set[Node] | None:
        """The nodes to look at after some quads came or went; None for all.

        Args:
            store: the data after the change.
        """
        by_predicate: dict[str, list[Quad]] = {}
        for quad in quads:
            by_predicate.setdefault(quad.predicate.value, []).append(quad)
        found: set[Node] = set()
        for pattern in self.patterns:
            names = pattern.path.predicates if pattern.path else by_predicate
            touching = [quad for name in names for quad in by_predicate.get(name, ())]
            if not touching:
                continue
            way = self._ways.get(pattern)
            if way is None:
                return None
            start, hops = way
            nodes = {node for quad in touching for node in _bound(store, pattern, quad, start)}
            for hop, variable, target in hops:
                nodes = {other for node in nodes for other in _across(store, hop, variable, target, node)}
            found |= nodes
        return found

    @cached_property
    def _ways(self) -> dict[Pattern, tuple[str, list[tuple[Pattern, str, str]]]]:
        """For each pattern a variable of it, and the hops from there to ?focus."""
        ways = {}
        for pattern in self.patterns:
            usable = [other for other in self.patterns if pattern.scope[: len(other.scope)] == other.scope]
            way = _way(pattern, usable)
            if way is not None:
                ways[pattern] = way
        return ways

    @property
    def unconnected(self) -> list[Pattern]:
        """The patterns whose changes make the rule look at everything."""
        return [pattern for pattern in self.patterns if pattern not in self._ways]


def reach_of(query: str) -> Reach:
    """How a SELECT query with ?focus reaches its focus.

    Raises:
        ValueError: it has a path whose predicates are not known.
    """
    from rdflib.plugins.sparql.algebra import translatePath, translatePName, translatePrologue, traverse
    from rdflib.plugins.sparql.parser import parseQuery

    # the tree of the parser: the algebra that rdflib makes of it leaves out filters within EXISTS
    prologue, tree = parseQuery(query)
    names = translatePrologue(prologue, None)
    tree = traverse(tree, visitPre=partial(translatePName, prologue=names))
    tree = traverse(tree, visitPost=translatePath)
    reach = Reach()
    _collect(tree.where, (), None, reach.patterns, count())
    return reach


def _collect(node: Any, scope: tuple[int, ...], graph: Any, found: list[Pattern], ids: Iterator[int]) -> None:
    """Add the patterns of a part of the tree; what need not hold for the rest to hold gets a scope of its own."""
    from rdflib.plugins.sparql.parserutils import CompValue

    if isinstance(node, CompValue):
        if "triples" in node:
            # triples that share a subject come as one flat list
            flat = [term for triple in node["triples"] for term in triple]
            triples = zip(flat[::3], flat[1::3], flat[2::3], strict=True)
            found += (_pattern(triple, graph, scope) for triple in triples)
        inside = node.term if node.name == "GraphGraphPattern" else graph
        apart = node.name in _APART or (node.name == "GroupOrUnionGraphPattern" and len(node.graph) > 1)
        for name, part in node.items():
            if name not in ("triples", "_vars"):
                for branch in part if isinstance(part, list) else [part]:
                    _collect(branch, (*scope, next(ids)) if apart else scope, inside, found, ids)
    elif isinstance(node, list | tuple):
        for part in node:
            _collect(part, scope, graph, found, ids)


def _pattern(triple: Sequence[Any], graph: Any, scope: tuple[int, ...]) -> Pattern:
    import rdflib

    subject, predicate, value = triple
    names = [_name(end) for end in (subject, value, graph)]
    constants = tuple(None if _name(end) else str(end) for end in (subject, value))
    path = None if isinstance(predicate, rdflib.Variable) else automaton(predicate)
    simple = path is None or isinstance(predicate, rdflib.URIRef)
    return Pattern((names[0], names[1], names[2]), (constants[0], constants[1]), path, scope, simple)


def _name(term: Any) -> str | None:
    """The name of a variable, or of a blank node, which is one; None for a constant and for no graph."""
    import rdflib

    return str(term) if isinstance(term, rdflib.Variable | rdflib.BNode) else None


def _way(pattern: Pattern, usable: list[Pattern]) -> tuple[str, list[tuple[Pattern, str, str]]] | None:
    """The shortest way from a variable of a pattern to ?focus, None if there is none."""
    waiting = deque((variable, variable, ()) for variable in pattern.variables)
    seen: set[str] = set()
    while waiting:
        start, at, hops = waiting.popleft()
        if at == FOCUS:
            return start, list(hops)
        if at in seen:
            continue
        seen.add(at)
        for other in usable:
            if at in other.variables and other is not pattern:
                waiting += ((start, next_, (*hops, (other, at, next_))) for next_ in other.variables if next_ != at)  # type: ignore[misc]
    return None


def _bound(store: Store, pattern: Pattern, quad: Quad, variable: str) -> Iterator[Node]:
    """The values of a variable where a quad matches the pattern."""
    if pattern.path and not pattern.simple:
        yield from through(store, pattern.path, quad, to_begin=pattern.ends[0] == variable)
        return
    wanted = pattern.constants
    given = (quad.subject, quad.object)
    if any(want is not None and want != getattr(term, "value", None) for want, term in zip(wanted, given, strict=True)):
        return
    for end, term in zip(pattern.ends, (*given, graph_of(quad)), strict=True):
        if end == variable and term is not None:
            yield term


def _across(store: Store, pattern: Pattern, variable: str, target: str, node: Node) -> Iterator[Node]:
    """The values of one variable of a pattern where another has a value."""
    if pattern.path and not pattern.simple:
        yield from walked(store, pattern.path, [node], to_begin=pattern.ends[0] == target)
        return
    predicate = NamedNode(*pattern.path.predicates) if pattern.path else None
    place = pattern.ends.index(variable)
    if place != 1 and not isinstance(node, NamedNode):
        return
    given: list[Any] = [NamedNode(c) if isinstance(c, str) and "://" in c else None for c in pattern.constants]
    given.append(None)
    given[place] = node
    for quad in store.quads_for_pattern(given[0], predicate, given[1], given[2]):
        for end, term in zip(pattern.ends, (quad.subject, quad.object, graph_of(quad)), strict=True):
            if end == target and term is not None:
                yield term
