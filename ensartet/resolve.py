"""From what people write to what the graph calls it: the one resolver of names for CLI, API and pages."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property

from pyoxigraph import NamedNode
from rapidfuzz import fuzz, process

from .errors import Near, UnknownName
from .graph import ALT_LABEL, IDENTIFIER, NOTATION, PREF_LABEL, Graph, Node
from .names import SKOS, Lang, Words, ens

EXACT, CLOSE = NamedNode(SKOS + "exactMatch"), NamedNode(SKOS + "closeMatch")
KINDS = {
    "drug": ("Substance", "MedicinalProduct", "DrugClass", "Treatment"),
    "disease": ("Disease",),
    "region": ("Region",),
}
WORD_FOR = {
    "drug": Words("lægemiddel", "medicine"),
    "disease": Words("sygdom", "disease"),
    "region": Words("region", "region"),
}
NEAR_ENOUGH = 70


@dataclass(frozen=True)
class Resolved:
    """What a name was understood as, and the nodes a query is bound to.

    Attributes:
        iri: the thing that was named.
        values: for a drug the treatments that have it; for a disease it and the narrower ones; for a region itself.
        things: what the name stands for itself: a substance with its products, a product with its substances, a class
            with its members, a disease with the narrower ones.
        via: treatment or member IRI -> the class through which the drug is covered.
        component: treatment IRIs in which the drug is one of several components.
        broader: diseases above the one named, whose statements are left out.
    """

    given: str
    iri: NamedNode
    values: tuple[NamedNode, ...]
    things: tuple[NamedNode, ...] = ()
    via: dict[str, NamedNode] = field(default_factory=dict)
    component: frozenset[str] = frozenset()
    broader: tuple[NamedNode, ...] = ()


@dataclass(frozen=True)
class Match:
    """A thing that a search found: by its whole name, by the start of words in a name, or by a near name.

    Attributes:
        name: the name that fits, as it is compared (without case and with Danish letters spelled out).
        how: "exact", "part" or "near".
    """

    iri: NamedNode
    name: str
    how: str


def folded(name: str) -> str:
    """A name without case, trade marks, brackets and double spaces, with Danish letters spelled out."""
    name = re.sub(r"[®™©()\[\]]", " ", name.casefold())
    for letter, spelled in (("æ", "ae"), ("ø", "oe"), ("å", "aa"), ("–", "-")):
        name = name.replace(letter, spelled)
    return " ".join(name.split())


class Resolver:
    """Names of drugs, diseases and regions in one graph."""

    def __init__(self, graph: Graph) -> None:
        self._graph = graph

    def resolve(self, kind: str, given: str, known_at: str, parameter: str) -> Resolved:
        """What `given` names. `known_at` (ISO day) decides which class memberships count.

        Raises:
            UnknownName: nobody knows the name, or it fits several things.
        """
        iri = self._named(kind, given, parameter)
        if kind == "disease":
            narrower = tuple(self._graph.narrower(iri))
            return Resolved(given, iri, narrower, narrower, broader=tuple(self._graph.broader(iri)))
        if kind == "region":
            return Resolved(given, iri, (iri,), (iri,))
        return self._drug(given, iri, known_at)

    def names(self, kind: str, lang: Lang) -> list[str]:
        """The names a form can offer: labels in `lang` of everything of the kind, sorted."""
        found = {
            self._graph.label(node.iri, lang)
            for name in KINDS[kind]
            for node in self._graph.of_class(name)
            if not node.flag("unnamed")
        }
        return sorted(found, key=str.casefold)

    def matches(self, kind: str, given: str) -> list[Match]:
        """Things one name of which is `given` or has it at the start of words, the closest first; each thing once.

        Every word of `given` must start a word of the name. Where nothing fits, see `near`.
        """
        wanted = folded(given)
        if not wanted:
            return []
        index, words = self._index(kind), re.findall(r"\w+", wanted)
        exact = {iri: Match(NamedNode(iri), wanted, "exact") for iri in self._best(index.get(wanted, {}))}
        starts = [re.compile(rf"\b{re.escape(word)}") for word in words]
        fits = sorted((name for name in index if starts and all(s.search(name) for s in starts)), key=len)
        part: dict[str, Match] = {}
        for name in fits:
            for iri in self._most_specific(sorted(index[name])):
                part.setdefault(iri, Match(NamedNode(iri), name, "part"))
        return [*exact.values(), *(match for iri, match in part.items() if iri not in exact)]

    def near(self, kind: str, given: str) -> list[Near]:
        """The names closest to one that nobody knows, the closest first, each label once; empty where none is close."""
        return self._near(kind, given)

    def _named(self, kind: str, given: str, parameter: str) -> NamedNode:
        if given.startswith(("http://", "https://")):
            found = {iri: 0 for names in self._index(kind).values() for iri in names if iri == given}
            found |= self._index(kind).get(folded(given), {})
        else:
            found = self._index(kind).get(folded(given), {})
        unique = self._best(found)
        if len(unique) == 1:
            return NamedNode(unique[0])
        what = WORD_FOR[kind]
        if unique:
            detail = Words(
                f"»{given}« kan være flere ting. Skriv navnet helt ud.",
                f"'{given}' may be several things. Write the name in full.",
            )
            near = [Near(self._graph.label(iri, "da"), iri, 100) for iri in unique]
        else:
            detail = Words(f"Vi kender ikke »{given}« som {what.da}.", f"We do not know '{given}' as a {what.en}.")
            near = self._near(kind, given)
        raise UnknownName(detail, parameter=parameter, near=near)

    def _best(self, found: dict[str, int]) -> list[str]:
        """Of several things with one name those to which it belongs first: by own name before by another."""
        unique = self._most_specific(sorted(found))
        first = min((found[iri] for iri in unique), default=0)
        return [iri for iri in unique if found[iri] == first]

    def _most_specific(self, found: Iterable[str]) -> list[str]:
        """A name of a substance is also the name of the treatment with it alone: keep the substance."""
        iris = list(dict.fromkeys(found))
        things = [iri for iri in iris if "Treatment" not in self._graph.node(iri).kinds]
        return things or iris

    def _near(self, kind: str, given: str) -> list[Near]:
        names = self._index(kind)
        best: dict[str, Near] = {}
        for name, score, _ in process.extract(folded(given), list(names), scorer=fuzz.WRatio, limit=12):
            for iri in self._most_specific(sorted(names[name])):
                if score >= NEAR_ENOUGH and iri not in best:
                    best[iri] = Near(self._graph.label(iri, "da"), iri, round(score))
        # a substance and the treatment with it alone have one label: the nearer stands for both
        by_label: dict[str, Near] = {}
        for near in best.values():
            by_label.setdefault(near.label, near)
        return list(by_label.values())[:5]

    def _index(self, kind: str) -> dict[str, dict[str, int]]:
        return self._indexes[kind]

    @cached_property
    def _indexes(self) -> dict[str, dict[str, dict[str, int]]]:
        """For every kind: folded name -> IRIs, each with how far the name is from its own (0 is its own)."""
        indexes: dict[str, dict[str, dict[str, int]]] = {}
        for kind, classes in KINDS.items():
            index: dict[str, dict[str, int]] = defaultdict(dict)
            for name in classes:
                for node in self._graph.of_class(name):
                    if node.flag("unnamed"):
                        continue
                    own = [*node.texts(PREF_LABEL), *node.texts(NOTATION), *self._codes(node, EXACT)]
                    other = [*node.texts(ALT_LABEL), *self._codes(node, CLOSE)]
                    for distance, names in enumerate((own, other)):
                        for text in names:
                            index[folded(text)].setdefault(node.iri.value, distance)
            indexes[kind] = dict(index)
        return indexes

    def _codes(self, node: Node, predicate: NamedNode) -> Iterator[str]:
        """The codes of other vocabularies: with their prefix, and without it unless they are a bare number.

        A bare number is a different thing in every vocabulary.
        """
        for iri in node.nodes(predicate):
            mapped = self._graph.node(iri)
            yield iri.value
            yield from mapped.texts(IDENTIFIER)
            yield from (code for code in mapped.texts(NOTATION) if not code.isdigit())

    def _drug(self, given: str, iri: NamedNode, known_at: str) -> Resolved:
        node = self._graph.node(iri)
        if "Treatment" in node.kinds:
            return Resolved(given, iri, (iri,), (*node.nodes("component"), *node.nodes("componentClass")))
        products: list[NamedNode] = []
        if "DrugClass" in node.kinds:
            substances, classes = self._members(iri, known_at), [iri]
        else:
            substances = node.nodes("contains") if "MedicinalProduct" in node.kinds else [iri]
            classes = self._classes(substances, known_at)
            products = self._graph.store.subjects(ens("contains"), iri)
        things = tuple(dict.fromkeys((iri, *substances, *products)))
        values: dict[str, NamedNode] = {}
        via = {member.value: iri for member in substances} if "DrugClass" in node.kinds else {}
        component: set[str] = set()
        combinations = [c for s in substances for c in self._graph.store.subjects(ens("ingredient"), s)]
        for substance in [*substances, *combinations]:
            for treatment in self._graph.store.subjects(ens("component"), substance):
                values[treatment.value] = treatment
                parts = self._graph.node(treatment)
                several = len(parts.nodes("component")) + len(parts.nodes("componentClass")) > 1
                if several or substance in combinations:
                    component.add(treatment.value)
        for drug_class in classes:
            for treatment in self._graph.store.subjects(ens("componentClass"), drug_class):
                if treatment.value not in values:
                    values[treatment.value] = treatment
                    if drug_class != iri:
                        via[treatment.value] = drug_class
        return Resolved(given, iri, tuple(values.values()), things, via=via, component=frozenset(component))

    def _members(self, drug_class: NamedNode, known_at: str) -> list[NamedNode]:
        """Substances a source known by `known_at` counts among the class."""
        return [
            member
            for statement in self._graph.store.subjects(ens("memberClass"), drug_class)
            if self._counts(statement, known_at)
            for member in self._graph.node(statement).nodes("member")
        ]

    def _counts(self, membership: NamedNode, known_at: str) -> bool:
        """Whether a source known by then says that it is a member; one that says it is not makes it none."""
        said = self._graph.node(membership)
        return said.code("polarity") != "negated" and (said.value("publishedOn") or "") <= known_at

    def _classes(self, substances: list[NamedNode], known_at: str) -> list[NamedNode]:
        """Classes among which a source known by `known_at` counts one of the substances."""
        return [
            drug_class
            for substance in substances
            for statement in self._graph.store.subjects(ens("member"), substance)
            if self._counts(statement, known_at)
            for drug_class in self._graph.node(statement).nodes("memberClass")
        ]
