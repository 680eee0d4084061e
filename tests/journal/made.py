"""Small journals for the tests, and small quads to put into them."""

from pathlib import Path

from pyoxigraph import Literal, NamedNode, Quad

from ensartet.journal.writer import Change, Writer

AGENT = "https://w3id.org/ensartet/id/role/curator"
GRAPH = NamedNode("https://w3id.org/ensartet/graph/made-up/base/1")
OTHER = NamedNode("https://w3id.org/ensartet/graph/made-up/base/2")
LABEL = NamedNode("http://www.w3.org/2000/01/rdf-schema#label")


def thing(number: int) -> NamedNode:
    return NamedNode(f"https://w3id.org/ensartet/id/drug/made-up-{number}")


def quad(number: int, text: str = "æøå", graph: NamedNode = GRAPH) -> Quad:
    return Quad(thing(number), LABEL, Literal(text), graph)


def change(
    key: str, added: list[Quad] | None = None, removed: list[Quad] | None = None, reason: str = "prøve"
) -> Change:
    return Change(removed or [], added or [], AGENT, reason, key, f"request of {key}")


def filled(folder: Path, commits: int = 3) -> Path:
    """A journal whose commits each add two quads and, but for the first, remove one of those before."""
    with Writer(folder) as writer:
        for number in range(commits):
            added = [quad(number, f"linje\n# sha256 {number}"), quad(number, "two", OTHER)]
            removed = [quad(number - 1, "two", OTHER)] if number else []
            writer.commit(change(f"key {number}", added, removed))
    return folder
