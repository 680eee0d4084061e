"""What a page shows of a thing: its name and properties in words, where it is said, and what points to it."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from pyoxigraph import Literal, NamedNode

from ensartet.editions import Edition
from ensartet.evidence import read_locator
from ensartet.exports import cited
from ensartet.graph import DESCRIPTION, LABEL, NOTATION, PREF_LABEL, TYPE, Node
from ensartet.lines import LineRange
from ensartet.names import DCTERMS, DEF, GRAPH, ID, OWL, RDFS, SKOS, XSD, Lang, Words, code, ens, local, path_of
from ensartet.rooms import installed_rooms
from ensartet.store.base import Term
from ensartet.things import Thing
from ensartet.vocabulary import OUTSIDE

LISTED = 50
IDENTIFIER = NamedNode(DCTERMS + "identifier")
TITLE, DEFINITION = NamedNode(DCTERMS + "title"), NamedNode(SKOS + "definition")
IN_SCHEME = NamedNode(SKOS + "inScheme")
EVIDENCE = ID + "evidence/"
ONTOLOGY_GRAPH = GRAPH + "ontology/"
LISTS_GRAPH = ONTOLOGY_GRAPH + "lists/"
_FIRST = (PREF_LABEL, LABEL, TITLE, DEFINITION, DESCRIPTION)
_YES_NO = {"true": Words("ja", "yes"), "false": Words("nej", "no")}

POINTING = {
    TYPE.value: Words("Alt af denne slags", "Everything of this kind"),
    RDFS + "domain": Words("Egenskaber, der beskriver den", "Properties that describe it"),
    RDFS + "range": Words("Egenskaber, der peger på den", "Properties that point to it"),
    RDFS + "subClassOf": Words("Underklasser", "Subclasses"),
    SKOS + "broader": Words("Snævrere", "Narrower"),
    SKOS + "inScheme": Words("Koder i listen", "Codes in the list"),
    DCTERMS + "isPartOf": Words("Dele af dokumentet", "Parts of the document"),
    OWL + "annotatedSource": Words("Koder i andre vokabularer", "Codes in other vocabularies"),
    OWL + "annotatedTarget": Words("Kodeoversættelser hertil", "Mappings to this"),
    DEF + "use": Words("Udsagn om denne anvendelse", "Statements about this use"),
    DEF + "region": Words("Udsagn om regionen", "Statements about the region"),
    DEF + "disease": Words("Anvendelser ved sygdommen", "Uses in the disease"),
    DEF + "treatment": Words("Anvendelser af behandlingen", "Uses of the treatment"),
    DEF + "component": Words("Behandlinger med stoffet", "Treatments with the substance"),
    DEF + "componentClass": Words("Behandlinger, hvor gruppen indgår", "Treatments the class is part of"),
    DEF + "contains": Words("Lægemidler med stoffet", "Products with the substance"),
    DEF + "population": Words("Anvendelser hos patientgruppen", "Uses in the patient group"),
    DEF + "restsOn": Words("Fund, der hviler på udsagnet", "Findings that rest on the statement"),
    DEF + "firstSide": Words("Fund med udsagnet som første side", "Findings with the statement as first side"),
    DEF + "concernsUse": Words("Fund om anvendelsen", "Findings on the use"),
    DEF + "concernsRegion": Words("Fund, hvor regionen er nævnt", "Findings that name the region"),
    DEF + "evidence": Words("Udsagn, der hviler på kildestedet", "Statements that rest on the passage"),
    DEF + "part": Words("Kildesteder og poster i delen", "Passages and entries in the part"),
    DEF + "ofSource": Words("Poster om kilden", "Entries on the source"),
    DEF + "assertedBy": Words("Udsagt af denne", "Asserted by this"),
    DEF + "confirms": Words("Bekræftes af", "Confirmed by"),
    DEF + "supersedes": Words("Erstattes af", "Superseded by"),
    DEF + "partOfCount": Words("Dele af opgørelsen", "Parts of the tally"),
}


@dataclass(frozen=True)
class Value:
    """One value on a page.

    Attributes:
        href: the address it links to.
        lang: its language where that is not the page's.
        detail: what must stand beside it: of a statement its kind, its hedge and who says it.
    """

    text: str
    href: str | None = None
    lang: str | None = None
    detail: str | None = None


@dataclass(frozen=True)
class Group:
    """Values under one heading. `values` are the first LISTED of `total`; `href` leads to the term's own page."""

    heading: str
    values: list[Value]
    total: int
    href: str | None = None


@dataclass(frozen=True)
class TermRow:
    """A term in the list of terms: its word, its address, its name in data, its kind and its definition."""

    text: str
    href: str
    local: str
    kind: str
    definition: str


@dataclass(frozen=True)
class Module:
    """A module of the ontology: the name of its file, its heading, its graph's address and its terms."""

    name: str
    text: str
    href: str
    terms: list[TermRow]


class Describer:
    """Puts what one edition says into words of one language."""

    def __init__(self, edition: Edition, lang: Lang) -> None:
        self._graph, self._lang = edition.graph, lang
        self._keep = "?lang=en" if lang == "en" else ""

    def name(self, iri: NamedNode | str) -> str:
        """What a thing is called; a thing without a name by what it says, or by what it is made of."""
        node = self._graph.node(iri)
        for predicate in (PREF_LABEL, LABEL, TITLE):
            if text := node.text(predicate, self._lang):
                return text
        if "Evidence" in node.kinds:
            return self._passage(node)
        if "TreatmentUse" in node.kinds:
            return self._use(node)
        outside = OUTSIDE.get(node.iri.value)
        if outside is not None:
            return outside.words.in_lang(self._lang)
        known = node.text(DESCRIPTION, self._lang) or node.value(IDENTIFIER) or node.value(NOTATION)
        return known or self._last(node.iri.value)

    def _passage(self, node: Node) -> str:
        """A passage as people cite it, with its section and where its characters stand, as an item has several."""
        locator = read_locator(self._graph, node.iri)
        item = cited({"source": locator.source, "part": locator.part, "item": locator.item}, self._lang)
        section = self.name(code("section", locator.section))
        if locator.start is None:
            return f"{item}, {section}"
        characters = "tegn" if self._lang == "da" else "characters"
        return f"{item}, {section}, {characters} {locator.start}–{locator.end}"

    def _use(self, node: Node) -> str:
        """Treatment, disease, line and patient group, as far as the use has them."""
        parts = [self.name(iri) for iri in (*node.nodes("treatment"), *node.nodes("disease"))]
        lines = LineRange(node.number("minLine"), node.number("maxLine"))
        parts.append(node.text("lineText", self._lang) or lines.in_words(self._lang) or "")
        parts += [self.name(iri) for iri in (*node.nodes("biomarker"), *node.nodes("population"))]
        return ", ".join(part for part in parts if part) or local(node.iri.value)

    def _last(self, iri: str) -> str:
        """An IRI nothing is known of: of ours the last segment, a graph by its path, any other in full."""
        if iri.startswith(GRAPH):
            return iri.removeprefix(GRAPH)
        return local(iri) if path_of(iri) else iri

    def kinds(self, iri: NamedNode) -> list[Value]:
        """The classes of a thing."""
        return [self._linked(kind) for kind in self._graph.node(iri).nodes(TYPE)]

    def lead(self, iri: NamedNode) -> str | None:
        """The definition of a term in the page's language."""
        return self._graph.node(iri).text(DEFINITION, self._lang)

    def properties(self, iri: NamedNode) -> list[Group]:
        """What is said of a thing: names and texts first, then the rest by their words."""
        found: dict[NamedNode, list[Term]] = {}
        for predicate, value in self._graph.store.about(iri):
            if predicate != TYPE:
                found.setdefault(predicate, []).append(value)
        groups = {
            predicate: Group(self.name(predicate), self._values(values), len(values), self._href(predicate.value))
            for predicate, values in found.items()
        }
        rank = {predicate: number for number, predicate in enumerate(_FIRST)}
        order = sorted(groups, key=lambda p: (rank.get(p, len(rank)), groups[p].heading.casefold(), p.value))
        return [groups[predicate] for predicate in order]

    def _values(self, terms: Iterable[Term]) -> list[Value]:
        values = [self._value(term) for term in terms]
        return sorted(values, key=lambda value: (value.lang is not None, value.text.casefold()))[:LISTED]

    def _value(self, term: Term) -> Value:
        if isinstance(term, NamedNode):
            return self._linked(term)
        if not isinstance(term, Literal):
            return Value(str(term))
        if term.datatype.value == XSD + "boolean" and term.value in _YES_NO:
            return Value(_YES_NO[term.value].in_lang(self._lang))
        return Value(term.value, lang=term.language if term.language != self._lang else None)

    def _linked(self, iri: NamedNode) -> Value:
        return Value(self.name(iri), self._href(iri.value))

    def _href(self, iri: str) -> str | None:
        """Where an IRI leads: a passage to its page, ours to this host, others to theirs if that is on the web."""
        if iri.startswith(EVIDENCE):
            return f"/evidence/{local(iri)}{self._keep}"
        path = path_of(iri)
        if path:
            return path + self._keep
        return iri if iri.startswith(("https://", "http://")) else None

    def pointing(self, iri: NamedNode) -> list[Group]:
        """What points to a thing, by the way it does."""
        found: dict[str, list[NamedNode]] = {}
        for subject, predicate in self._graph.store.mentions(iri):
            found.setdefault(predicate.value, []).append(subject)
        groups = []
        for way, subjects in found.items():
            values = [self._said(subject) for subject in subjects[:LISTED]]
            values.sort(key=lambda value: value.text.casefold())
            groups.append(Group(self._pointing(way), values, len(subjects)))
        return sorted(groups, key=lambda group: group.heading)

    def _said(self, iri: NamedNode) -> Value:
        """A thing in a list; a statement never without its kind, its hedge and who says it."""
        node, value = self._graph.node(iri), self._linked(iri)
        if not node.nodes("assertedBy"):
            return value
        words = [kind.text for kind in self.kinds(iri)]
        words += [self.name(hedge) for hedge in node.nodes("hedge") if local(hedge.value) != "none"]
        who = ", ".join(self.name(speaker) for speaker in node.nodes("assertedBy"))
        words.append(f"udsagt af {who}" if self._lang == "da" else f"asserted by {who}")
        return replace(value, detail="; ".join(words))

    def _pointing(self, predicate: str) -> str:
        words = POINTING.get(predicate)
        if words:
            return words.in_lang(self._lang)
        name = self.name(predicate)
        return f"Hvor den er »{name}«" if self._lang == "da" else f"Where it is the '{name}'"

    def said_in(self, iri: NamedNode) -> list[Value]:
        """The graphs that speak of a thing."""
        return [self._linked(graph) for graph in self._graph.store.graphs_of(iri)]

    def held(self, thing: Thing) -> list[Group]:
        """What a graph speaks of, by kind."""
        found: dict[str, dict[NamedNode, None]] = {}
        for triple in thing.triples:
            if isinstance(triple.subject, NamedNode) and triple.subject != thing.iri:
                kinds = self._graph.node(triple.subject).nodes(TYPE)
                found.setdefault(self.name(kinds[0]) if kinds else "", {})[triple.subject] = None
        other = "Andet" if self._lang == "da" else "Other"
        return [
            Group(kind.capitalize() or other, [self._said(iri) for iri in list(subjects)[:LISTED]], len(subjects))
            for kind, subjects in sorted(found.items())
        ]

    def modules(self) -> list[Module]:
        """Every module of the ontology with its terms, classes before properties."""
        modules, titles = [], installed_rooms().modules()
        for graph in self._graph.store.graphs():
            if graph.value.startswith(ONTOLOGY_GRAPH) and not graph.value.startswith(LISTS_GRAPH):
                terms, name = [self._term(node) for node in self._terms_of(graph)], local(graph.value)
                words = titles.get(name, Words(name, name)).in_lang(self._lang)
                modules.append(Module(name, words, self._href(graph.value) or "", terms))
        return sorted((module for module in modules if module.terms), key=lambda module: module.text)

    def _terms_of(self, graph: NamedNode) -> list[Node]:
        subjects = {triple.subject for triple in self._graph.store.content(graph)} - {ens("")}
        terms = [self._graph.node(subject) for subject in subjects if isinstance(subject, NamedNode)]
        return sorted(terms, key=lambda node: ("Class" not in node.kinds, self.name(node.iri).casefold()))

    def _term(self, node: Node) -> TermRow:
        kinds = ", ".join(kind.text for kind in self.kinds(node.iri))
        name, definition = self.name(node.iri), self.lead(node.iri) or ""
        return TermRow(name, self._href(node.iri.value) or "", local(node.iri.value), kinds, definition)

    def code_lists(self) -> list[tuple[Value, str, int]]:
        """Every code list: its name, the name programs use, and how many codes it has."""
        store = self._graph.store
        lists = [
            (self._linked(scheme), local(scheme.value), len(store.subjects(IN_SCHEME, scheme)))
            for scheme in store.subjects(TYPE, NamedNode(SKOS + "ConceptScheme"))
        ]
        return sorted(lists, key=lambda row: row[0].text.casefold())

    def version(self) -> str | None:
        """The last segment of the ontology's version IRI."""
        iri = self._graph.node(ens("")).node(NamedNode(OWL + "versionIRI"))
        return None if iri is None else local(iri.value)
