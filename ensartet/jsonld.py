"""JSON-LD: the context that follows from the ontology, and a writer of documents that carry what they need of it."""

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from pyoxigraph import Literal, NamedNode, Triple

from .graph import TYPE, Graph
from .names import DEF, OWL, RDF, RDFS, XSD, local
from .store.base import Term
from .vocabulary import OUTSIDE, PREFIXES, OutsideTerm

RANGE = NamedNode(RDFS + "range")
_DECLARED = ("Class", "ObjectProperty", "DatatypeProperty")
_INTEGER = re.compile(r"0|-?[1-9][0-9]*")


@dataclass(frozen=True)
class ContextTerm:
    """One entry of a context. `coercion` as in OutsideTerm."""

    key: str
    iri: str
    coercion: str = ""

    def as_object(self) -> str | dict[str, str]:
        """The entry as JSON-LD writes it."""
        if not self.coercion:
            return self.iri
        name = "@container" if self.coercion == "@language" else "@type"
        return {"@id": self.iri, name: self.coercion}


class Context:
    """The keys that documents use for predicates and classes.

    A document carries the entries it uses, so that nobody has to fetch a context to read it; they are the same as in
    the published one.
    """

    def __init__(self, terms: Iterable[ContextTerm]) -> None:
        self.terms = {term.iri: term for term in terms}

    def published(self) -> bytes:
        """The whole context as a document, with the prefixes."""
        entries = {term.key: term.as_object() for term in self.terms.values()}
        prefixes = {prefix: iri for prefix, iri in PREFIXES.items() if prefix not in entries}
        return as_bytes({"@context": {"@version": 1.1, **prefixes, **dict(sorted(entries.items()))}})

    def document(self, triples: Iterable[Triple], root: NamedNode | None = None) -> bytes:
        """The triples as JSON-LD: one object where all are about `root`, else a graph of objects."""
        pairs: dict[str, list[tuple[str, Term]]] = {}
        for triple in triples:
            if not isinstance(triple.subject, NamedNode):
                raise TypeError("a subject without an IRI cannot be cited")
            pairs.setdefault(triple.subject.value, []).append((triple.predicate.value, triple.object))
        used = self._used(pair for found in pairs.values() for pair in found)
        nodes = [self._node(subject, found) for subject, found in pairs.items()]
        if root is not None and list(pairs) == [root.value]:
            return as_bytes({"@context": used, **nodes[0]})
        return as_bytes({"@context": used, "@graph": nodes})

    def _used(self, pairs: Iterable[tuple[str, Term]]) -> dict[str, Any]:
        iris = {o.value if p == TYPE.value and isinstance(o, NamedNode) else p for p, o in pairs}
        terms = sorted((self.terms[iri] for iri in iris if iri in self.terms), key=lambda term: term.key)
        return {"@version": 1.1, **{term.key: term.as_object() for term in terms}}

    def _node(self, subject: str, pairs: list[tuple[str, Term]]) -> dict[str, Any]:
        values: dict[str, list[Term]] = {}
        for predicate, value in pairs:
            values.setdefault(predicate, []).append(value)
        node: dict[str, Any] = {"@id": subject}
        if TYPE.value in values:
            classes = [value.value for value in values.pop(TYPE.value) if isinstance(value, NamedNode)]
            node["@type"] = _one_or_all([self._term(iri).key for iri in classes])
        for predicate, found in values.items():
            term = self._term(predicate)
            node[term.key] = _values(term, found)
        return node

    def _term(self, iri: str) -> ContextTerm:
        """The entry of an IRI; an IRI without one stands in full."""
        return self.terms.get(iri) or ContextTerm(iri, iri)


def ontology_context(graph: Graph) -> Context:
    """The context of our terms as the ontology declares them, and of the outside terms we use."""
    found = {
        iri.value: ContextTerm(local(iri.value), iri.value, _coercion(graph, iri, kind))
        for kind in _DECLARED
        for iri in graph.store.subjects(TYPE, NamedNode(OWL + kind))
        if iri.value.startswith(DEF)
    }
    taken = {term.key for term in found.values()}
    for term in OUTSIDE.values():
        if term.iri == TYPE.value or term.prefix == "xsd":
            continue
        key = _free(term, taken)
        taken.add(key)
        found[term.iri] = ContextTerm(key, term.iri, term.coercion)
    return Context(found.values())


def _coercion(graph: Graph, iri: NamedNode, kind: str) -> str:
    if kind == "Class":
        return ""
    if kind == "ObjectProperty":
        return "@id"
    datatype = graph.node(iri).node(RANGE)
    if datatype is None or datatype.value == RDF + "langString":
        return "@language"
    return datatype.value


def _free(term: OutsideTerm, taken: set[str]) -> str:
    """Its local name, with the prefix in front where that name is taken."""
    return term.local if term.local not in taken else term.prefix + term.local[:1].upper() + term.local[1:]


def _values(term: ContextTerm, found: list[Term]) -> Any:
    """All values of one key."""
    if term.coercion != "@language":
        return _one_or_all([_value(term.coercion, value) for value in found])
    texts = [value for value in found if isinstance(value, Literal) and value.language]
    if len(texts) < len(found):
        # a lone object would be read as a map of languages
        return [_value("", value) for value in found]
    languages = dict.fromkeys(text.language or "" for text in texts)
    return {lang: _one_or_all([text.value for text in texts if text.language == lang]) for lang in languages}


def _value(coercion: str, value: Term) -> Any:
    if isinstance(value, NamedNode):
        return value.value if coercion == "@id" else {"@id": value.value}
    if not isinstance(value, Literal):
        raise TypeError("only IRIs and literals are written")
    if value.language:
        return {"@value": value.value, "@language": value.language}
    datatype = value.datatype.value
    if datatype == coercion:
        return _native(value)
    if datatype == XSD + "string":
        return {"@value": value.value} if coercion else value.value
    return {"@value": value.value, "@type": datatype}


def _native(value: Literal) -> Any:
    """A JSON number or boolean where reading it gives the same text back, else the text."""
    datatype, text = value.datatype.value, value.value
    if datatype == XSD + "boolean" and text in ("true", "false"):
        return text == "true"
    return int(text) if datatype == XSD + "integer" and _INTEGER.fullmatch(text) else text


def _one_or_all(values: list[Any]) -> Any:
    return values[0] if len(values) == 1 else values


def as_bytes(document: dict[str, Any]) -> bytes:
    """A document as UTF-8 JSON."""
    return json.dumps(document, ensure_ascii=False, indent=1).encode() + b"\n"
