"""What the graph says of one node, read by predicate and language."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from functools import cached_property

from pyoxigraph import Literal, NamedNode

from .names import DCTERMS, RDF, RDFS, SKOS, Lang, ens, local
from .store.base import Store, Term

TYPE = NamedNode(RDF + "type")
LABEL = NamedNode(RDFS + "label")
PREF_LABEL = NamedNode(SKOS + "prefLabel")
ALT_LABEL = NamedNode(SKOS + "altLabel")
NOTATION = NamedNode(SKOS + "notation")
BROADER = NamedNode(SKOS + "broader")
IDENTIFIER = NamedNode(DCTERMS + "identifier")
DESCRIPTION = NamedNode(DCTERMS + "description")


class Node:
    """One subject with its triples."""

    def __init__(self, iri: NamedNode, pairs: Iterable[tuple[NamedNode, Term]]) -> None:
        self.iri = iri
        self._values: dict[str, list[Term]] = defaultdict(list)
        for predicate, value in pairs:
            self._values[predicate.value].append(value)

    @property
    def exists(self) -> bool:
        """Whether the graph says anything of it."""
        return bool(self._values)

    def terms(self, predicate: NamedNode | str) -> list[Term]:
        """All objects of a predicate; a bare name is a term of our ontology."""
        return self._values.get((ens(predicate) if isinstance(predicate, str) else predicate).value, [])

    def nodes(self, predicate: NamedNode | str) -> list[NamedNode]:
        """The objects that are IRIs."""
        return [term for term in self.terms(predicate) if isinstance(term, NamedNode)]

    def node(self, predicate: NamedNode | str) -> NamedNode | None:
        """The first object that is an IRI."""
        return next(iter(self.nodes(predicate)), None)

    def value(self, predicate: NamedNode | str) -> str | None:
        """The lexical value of the first literal."""
        return next((term.value for term in self.terms(predicate) if isinstance(term, Literal)), None)

    def number(self, predicate: NamedNode | str) -> int | None:
        """The first literal as an integer."""
        value = self.value(predicate)
        return None if value is None else int(value)

    def flag(self, predicate: NamedNode | str) -> bool:
        """Whether the first literal is true."""
        return self.value(predicate) == "true"

    def code(self, predicate: NamedNode | str) -> str | None:
        """The notation of the first code."""
        iri = self.node(predicate)
        return None if iri is None else local(iri.value)

    def codes(self, predicate: NamedNode | str) -> list[str]:
        """The notations of all codes."""
        return [local(iri.value) for iri in self.nodes(predicate)]

    def text(self, predicate: NamedNode | str, lang: Lang) -> str | None:
        """The literal in `lang`, else any literal."""
        literals = [term for term in self.terms(predicate) if isinstance(term, Literal)]
        best = next((term for term in literals if term.language == lang), None)
        return best.value if best else (literals[0].value if literals else None)

    def texts(self, predicate: NamedNode | str) -> list[str]:
        """All literals, whatever their language."""
        return [term.value for term in self.terms(predicate) if isinstance(term, Literal)]

    @cached_property
    def kinds(self) -> set[str]:
        """Local names of its classes."""
        return {local(iri.value) for iri in self.nodes(TYPE)}


class Graph:
    """Nodes of a store, read once and kept. The store does not change while a graph is in use."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self._nodes: dict[str, Node] = {}

    def node(self, iri: NamedNode | str) -> Node:
        """What the graph says of `iri`; a node without triples if it says nothing."""
        name = iri if isinstance(iri, str) else iri.value
        if name not in self._nodes:
            subject = NamedNode(name)
            node = Node(subject, self.store.about(subject))
            if not node.exists:
                return node
            self._nodes[name] = node
        return self._nodes[name]

    def of_class(self, name: str) -> list[Node]:
        """All nodes of a class of ours, by IRI."""
        return [self.node(iri) for iri in self.store.subjects(TYPE, ens(name))]

    def label(self, iri: NamedNode | str, lang: Lang) -> str:
        """The preferred label, else the last segment of the IRI."""
        node = self.node(iri)
        return node.text(PREF_LABEL, lang) or local(node.iri.value)

    def narrower(self, iri: NamedNode) -> list[NamedNode]:
        """The concept and everything below it."""
        return self._walk(iri, lambda concept: self.store.subjects(BROADER, concept))

    def broader(self, iri: NamedNode) -> list[NamedNode]:
        """Everything above the concept, without itself."""
        return self._walk(iri, lambda concept: self.node(concept).nodes(BROADER))[1:]

    @staticmethod
    def _walk(start: NamedNode, step: Callable[[NamedNode], list[NamedNode]]) -> list[NamedNode]:
        found = [start]
        for concept in found:
            found.extend(next_ for next_ in step(concept) if next_ not in found)
        return found
