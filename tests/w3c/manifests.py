"""The manifests that say what the tests of a suite are."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from urllib.parse import urlsplit
from urllib.request import url2pathname

from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, Store, Triple

MF = "http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
Term = NamedNode | BlankNode | Literal | Triple
FORMATS = {
    ".ttl": RdfFormat.TURTLE,
    ".trig": RdfFormat.TRIG,
    ".nt": RdfFormat.N_TRIPLES,
    ".nq": RdfFormat.N_QUADS,
    ".rdf": RdfFormat.RDF_XML,
}


@dataclass(frozen=True)
class Node:
    """A term of a manifest, with what the manifest says of it."""

    store: Store
    term: Term

    def all(self, predicate: str) -> list["Node"]:
        if not isinstance(self.term, NamedNode | BlankNode):
            return []
        found = self.store.quads_for_pattern(self.term, NamedNode(predicate), None)
        return [Node(self.store, quad.object) for quad in found]

    def one(self, predicate: str) -> "Node":
        (node,) = self.all(predicate)
        return node

    def maybe(self, predicate: str) -> "Node | None":
        return next(iter(self.all(predicate)), None)

    def members(self) -> Iterator["Node"]:
        """The members of a list."""
        here = self
        while here.iri != RDF + "nil":
            yield here.one(RDF + "first")
            here = here.one(RDF + "rest")

    @property
    def iri(self) -> str:
        return self.term.value if isinstance(self.term, NamedNode) else ""

    @property
    def text(self) -> str:
        assert isinstance(self.term, Literal)
        return self.term.value

    @property
    def path(self) -> Path:
        """The file that the IRI names."""
        return Path(url2pathname(urlsplit(self.iri).path))


@dataclass(frozen=True)
class Case:
    """One test of a manifest.

    Attributes:
        name: `folder/test`, which is what the expectation file calls it.
        kind: local name of the test's class.
    """

    name: str
    kind: str
    node: Node

    @cached_property
    def action(self) -> Node:
        return self.node.one(MF + "action")

    @cached_property
    def result(self) -> Node | None:
        return self.node.maybe(MF + "result")


def read_manifest(path: Path) -> list[Case]:
    """The tests a manifest lists, in its order, with those of the manifests it includes.

    Tests that it only describes do not count.
    """
    store = Store()
    store.load(path=path, format=RdfFormat.TURTLE, base_iri=path.as_uri())
    cases = []
    for quad in store.quads_for_pattern(None, NamedNode(MF + "entries"), None):
        for node in Node(store, quad.object).members():
            name = node.iri.rpartition("#")[2].rpartition("/")[2]
            kind = node.one(RDF + "type").iri.rpartition("#")[2]
            cases.append(Case(f"{path.parent.name}/{name}", kind, node))
    for quad in store.quads_for_pattern(None, NamedNode(MF + "include"), None):
        cases += read_manifest(Node(store, quad.object).path)
    return cases
