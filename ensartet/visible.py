"""What one audience may see of a graph, and what could be known of it by a day: filters from quads to quads.

A filter comes before everything that is derived, so that nothing withheld shows in a finding or a count. What is
left is a function of the quads alone, whatever their order (decision 0019).
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, field
from functools import cached_property

from pyoxigraph import Literal, NamedNode, Quad

from .graph import TYPE
from .names import DCTERMS, GRAPH, OWL, Audience, code, ens

ACCESS_RIGHTS = NamedNode(DCTERMS + "accessRights")
OPEN_TO_ALL = code("access-rights", "public")
DERIVED_GRAPHS = GRAPH + "derived/"
_NOT_OF_A_SOURCE = tuple(f"{GRAPH}{name}/" for name in ("ontology", "mappings", "reference", "derived"))
_IS_PART_OF, _SOURCE_OF_MAPPING = NamedNode(DCTERMS + "isPartOf"), NamedNode(OWL + "annotatedSource")
_EVIDENCE, _PART, _PUBLISHED = ens("evidence"), ens("part"), ens("publishedOn")
# who mentions something withheld in one of these ways is withheld with it
_FOLLOWS = frozenset({_IS_PART_OF, _SOURCE_OF_MAPPING, _EVIDENCE, _PART, ens("ofSource")})
# what stays although only withheld things mention it: it is known for itself
_KNOWN_FOR_ITSELF = frozenset(ens(name) for name in ("Document", "CitedDocument", "DocumentPart", "Region"))


def visible(quads: Iterable[Quad], audience: Audience, known_at: str | None = None) -> list[Quad]:
    """The quads that an audience may see, as far as they could be known by a day; never what is derived.

    Withheld from the public is what is marked with another `dcterms:accessRights` than public; what rests on it: the
    parts of a document, the passages of a part, the statements on a passage, the entries on a source, the mappings of a
    thing; the graph of a part, whole; and what nothing else mentions, such as the use of a withheld statement. A quad
    that mentions something withheld goes too.

    Args:
        known_at: an ISO day; None for everything known. Withheld is then what was published later. Documents, parts
            and statements have each a day of their own; the reference data, the ontology and the mappings have none.
    """
    kept = [quad for quad in quads if not _in(quad, (DERIVED_GRAPHS,))]
    if audience != "internal":
        kept = _Facts(kept).without_marked()
    return kept if known_at is None else _Facts(kept).without_later(known_at)


@dataclass
class _Withheld:
    """Things and whole graphs that are not shown."""

    things: set[NamedNode]
    graphs: set[NamedNode] = field(default_factory=set)

    def takes(self, quad: Quad) -> bool:
        """Whether a quad is in a withheld graph, or says something of a withheld thing, or mentions one."""
        return quad.graph_name in self.graphs or quad.subject in self.things or quad.object in self.things


class _Facts:
    """What the filters look at in a list of quads."""

    def __init__(self, quads: list[Quad]) -> None:
        self._quads = quads

    def without_marked(self) -> list[Quad]:
        """The quads without what is marked as not for all, and what rests on it."""
        marked = {q.subject for q in self._quads if q.predicate == ACCESS_RIGHTS and q.object != OPEN_TO_ALL}
        return self._without(marked, self._following, self._orphaned)

    def without_later(self, day: str) -> list[Quad]:
        """The quads without what was published after a day."""
        later = {subject for subject, published in self._published.items() if published > day}
        return self._without(later, self._undated)

    def _without(self, seeds: Collection[object], *rules: "Callable[[_Withheld], set[NamedNode]]") -> list[Quad]:
        """The quads that are left when rules have added to the seeds until nothing more is withheld."""
        things = {seed for seed in seeds if isinstance(seed, NamedNode)}
        if not things:
            return self._quads
        withheld = _Withheld(things)
        while True:
            withheld.graphs |= self._graphs_of(withheld.things)
            more = set().union(self._only_in(withheld.graphs), *(rule(withheld) for rule in rules)) - withheld.things
            if not more:
                return [quad for quad in self._quads if not withheld.takes(quad)]
            withheld.things |= more

    def _following(self, withheld: _Withheld) -> set[NamedNode]:
        """What rests on something withheld."""
        return {
            q.subject
            for q in self._quads
            if q.predicate in _FOLLOWS and q.object in withheld.things and isinstance(q.subject, NamedNode)
        }

    def _undated(self, withheld: _Withheld) -> set[NamedNode]:
        """What has no day of its own and was known from passages alone that are withheld; and those passages."""
        return {
            subject
            for subject, places in self._places.items()
            if subject not in self._published and places <= withheld.things
        }

    def _orphaned(self, withheld: _Withheld) -> set[NamedNode]:
        """What something withheld mentions and nothing else does; its mappings do not count."""
        return {
            thing
            for thing, mentions in self._mentions.items()
            if all(_hidden(mention, withheld) for mention in mentions)
        }

    @cached_property
    def _published(self) -> dict[object, str]:
        """The latest publication day said of each thing (ISO)."""
        found: dict[object, str] = {}
        for quad in self._quads:
            if quad.predicate == _PUBLISHED and isinstance(quad.object, Literal):
                found[quad.subject] = max(quad.object.value, found.get(quad.subject, ""))
        return found

    @cached_property
    def _places(self) -> dict[NamedNode, set[object]]:
        """Of everything that has evidence its passages, and of a passage its part."""
        places: dict[NamedNode, set[object]] = defaultdict(set)
        for predicate in (_EVIDENCE, _PART):
            resting = set(places)
            for quad in self._quads:
                if quad.predicate == predicate and isinstance(quad.subject, NamedNode) and quad.subject not in resting:
                    places[quad.subject].add(quad.object)
        return places

    @cached_property
    def _mentions(self) -> dict[NamedNode, set[tuple[object, object]]]:
        """Of everything that need not stay for itself: who mentions it, and in which graph."""
        stays = {q.subject for q in self._quads if q.predicate == TYPE and q.object in _KNOWN_FOR_ITSELF}
        stays |= {q.subject for q in self._quads if q.predicate == _EVIDENCE or _in(q, (_NOT_OF_A_SOURCE[0],))}
        mappings = {q.subject for q in self._quads if q.predicate == _SOURCE_OF_MAPPING}
        subjects = {q.subject for q in self._quads} - stays
        found: dict[NamedNode, set[tuple[object, object]]] = defaultdict(set)
        for quad in self._quads:
            if quad.subject in mappings:
                continue
            thing = quad.object
            if isinstance(thing, NamedNode) and thing in subjects and quad.subject != thing:
                found[thing].add((quad.subject, quad.graph_name))
        return found

    def _graphs_of(self, things: set[NamedNode]) -> set[NamedNode]:
        """The graphs of sources all of whose parts are withheld, and graphs that are withheld themselves."""
        return {graph for graph in self._subjects_of if graph in things} | {
            graph for graph, parts in self._parts_of.items() if parts <= things
        }

    @cached_property
    def _parts_of(self) -> dict[NamedNode, set[object]]:
        """The document parts that each graph of a source declares."""
        part, parts = ens("DocumentPart"), defaultdict[NamedNode, set[object]](set)
        for quad in self._quads:
            graph = quad.graph_name
            declares = quad.predicate == TYPE and quad.object == part
            if declares and isinstance(graph, NamedNode) and not graph.value.startswith(_NOT_OF_A_SOURCE):
                parts[graph].add(quad.subject)
        return parts

    @cached_property
    def _subjects_of(self) -> dict[NamedNode, set[object]]:
        """What each graph speaks of."""
        subjects: dict[NamedNode, set[object]] = defaultdict(set)
        for quad in self._quads:
            if isinstance(quad.graph_name, NamedNode):
                subjects[quad.graph_name].add(quad.subject)
        return subjects

    def _only_in(self, graphs: set[NamedNode]) -> set[NamedNode]:
        """What no other graph speaks of."""
        if not graphs:
            return set()
        inside = {subject for graph in graphs for subject in self._subjects_of[graph]}
        for graph, held in self._subjects_of.items():
            if graph not in graphs:
                inside -= held
        return {subject for subject in inside if isinstance(subject, NamedNode)}


def _hidden(mention: tuple[object, object], withheld: _Withheld) -> bool:
    return mention[0] in withheld.things or mention[1] in withheld.graphs


def _in(quad: Quad, prefixes: tuple[str, ...]) -> bool:
    """Whether a quad is in a graph whose IRI begins so."""
    return isinstance(quad.graph_name, NamedNode) and quad.graph_name.value.startswith(prefixes)
