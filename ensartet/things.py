"""Everything that has an IRI of ours: found by its path, with what is said of it."""

import re
from dataclasses import dataclass
from functools import cached_property

from pyoxigraph import Literal, NamedNode, RdfFormat, Triple, serialize
from rapidfuzz import fuzz, process

from .errors import Near, UnknownThing
from .graph import TYPE, Graph
from .jsonld import Context, ontology_context
from .names import BASE, DEF, GRAPH, ID, OWL, Words, path_of
from .vocabulary import PREFIXES

ONTOLOGY = NamedNode(DEF)
ONTOLOGY_GRAPHS = GRAPH + "ontology/"
VERSION_IRI = NamedNode(OWL + "versionIRI")
NEAR_ENOUGH = 60
LONGEST = 200
_SEGMENT = r"[A-Za-z0-9][A-Za-z0-9._-]*"
_SAFE = re.compile(rf"def/|{_SEGMENT}(?:/{_SEGMENT})+")


@dataclass(frozen=True)
class Thing:
    """What an IRI leads to: its own triples, of a graph those it holds, of the ontology those of all its modules."""

    iri: NamedNode
    triples: list[Triple]
    is_graph: bool = False

    @property
    def is_ontology(self) -> bool:
        """Whether it is the ontology itself."""
        return self.iri == ONTOLOGY

    @property
    def path(self) -> str:
        """Its path on the host that serves it."""
        return path_of(self.iri.value) or "/"


class Things:
    """The things of one graph."""

    def __init__(self, graph: Graph) -> None:
        self._graph = graph

    @cached_property
    def context(self) -> Context:
        """The JSON-LD context of the ontology in this graph."""
        return ontology_context(self._graph)

    @cached_property
    def _graphs(self) -> frozenset[NamedNode]:
        return frozenset(self._graph.store.graphs())

    @cached_property
    def paths(self) -> list[str]:
        """The path, below the base, of every thing there is."""
        subjects = {quad.subject.value for quad in self._graph.store.quads() if isinstance(quad.subject, NamedNode)}
        found = subjects | {graph.value for graph in self._graphs}
        return sorted(iri.removeprefix(BASE) for iri in found if path_of(iri))

    def get(self, path: str) -> Thing | None:
        """The thing at a path below the base ("id/region/sjaelland"), None where there is none."""
        if len(path) > LONGEST or not _SAFE.fullmatch(path):
            return None
        iri = NamedNode(BASE + path)
        if iri == ONTOLOGY or iri in self._graph.node(ONTOLOGY).nodes(VERSION_IRI):
            return Thing(ONTOLOGY, self._ontology())
        own = [Triple(iri, predicate, value) for predicate, value in self._graph.store.about(iri)]
        if iri in self._graphs:
            held = self._graph.store.content(iri)
            return Thing(iri, held + [triple for triple in own if triple not in held], is_graph=True)
        return Thing(iri, own) if own and path_of(iri.value) else None

    def unknown(self, path: str) -> UnknownThing:
        """Why there is nothing at a path, with near names. A path that could never be ours is not repeated."""
        if len(path) > LONGEST or not _SAFE.fullmatch(path):
            return UnknownThing(
                Words(
                    "Adressen har en form, som ingen af vore adresser har.",
                    "The address has a form that none of our addresses has.",
                )
            )
        return UnknownThing(
            Words(f"Vi har intet med adressen /{path}.", f"We have nothing with the address /{path}."),
            near=self._near(path),
        )

    def _near(self, path: str) -> list[Near]:
        """The nearest in the same folder; where none is near, the nearest of the family (all things, all codes)."""
        for folder in (path.rpartition("/")[0] + "/", path.partition("/")[0] + "/"):
            names = {found: found.removeprefix(folder) for found in self.paths if found.startswith(folder)}
            asked = path.removeprefix(folder)
            best = process.extract(asked, names, scorer=fuzz.WRatio, limit=3, score_cutoff=NEAR_ENOUGH)
            if best:
                return [Near(f"/{found}", BASE + found, round(score)) for _, score, found in best]
        return []

    def _ontology(self) -> list[Triple]:
        modules = (graph for graph in self._graphs if graph.value.startswith(ONTOLOGY_GRAPHS))
        return sorted({triple for graph in modules for triple in self._graph.store.content(graph)}, key=str)

    def jsonld(self, thing: Thing) -> bytes:
        """Its triples as JSON-LD."""
        return self.context.document(thing.triples, thing.iri)

    def turtle(self, thing: Thing) -> bytes:
        """Its triples as Turtle, with the prefixes it uses."""
        iris = {term.value for triple in thing.triples for term in _iris(triple)}
        prefixes = {**PREFIXES, **_kinds(iris)}
        used = {name: space for name, space in prefixes.items() if any(iri.startswith(space) for iri in iris)}
        written = serialize(thing.triples, format=RdfFormat.TURTLE, prefixes=used) or b""
        lines = written.split(b"\n")
        # the engine writes prefixes in any order; the same thing is the same bytes
        return b"\n".join([*sorted(lines[: len(used)]), b"", *lines[len(used) :]])


def _iris(triple: Triple) -> list[NamedNode]:
    """The IRIs that the Turtle of a triple writes: "a" needs no prefix, a text with a language no datatype."""
    value = triple.object
    datatype = value.datatype if isinstance(value, Literal) and not value.language else None
    predicate = None if triple.predicate == TYPE else triple.predicate
    return [term for term in (triple.subject, predicate, value, datatype) if isinstance(term, NamedNode)]


def _kinds(iris: set[str]) -> dict[str, str]:
    """A prefix per kind of thing, as the curated files have them."""
    kinds = {iri.removeprefix(ID).partition("/")[0] for iri in iris if iri.startswith(ID)}
    return {kind: f"{ID}{kind}/" for kind in sorted(kinds) if kind not in PREFIXES}
