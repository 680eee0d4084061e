"""Regions over time: which exist on a day, and what became of a region by a day."""

from pyoxigraph import NamedNode

from .graph import Graph, Node
from .names import ORG

ORIGINAL = NamedNode(ORG + "originalOrganization")
RESULTING = NamedNode(ORG + "resultingOrganization")


def regions_on(graph: Graph, day: str) -> list[Node]:
    """The regions that exist on an ISO day, by Danish name."""
    regions = [node for node in graph.of_class("Region") if exists_on(node, day)]
    return sorted(regions, key=lambda node: graph.label(node.iri, "da"))


def exists_on(region: Node, day: str) -> bool:
    """Whether a region exists on an ISO day."""
    first, last = region.value("existsFrom") or "", region.value("existsTo")
    return first <= day and (last is None or day <= last)


def became(graph: Graph, region: NamedNode, day: str) -> list[NamedNode]:
    """The earlier regions that are this one by an ISO day."""
    regions = [node.iri for node in graph.of_class("Region") if node.iri != region]
    return [earlier for earlier in regions if region_on(graph, earlier, day) == region]


def predecessors(graph: Graph, region: NamedNode) -> list[NamedNode]:
    """The regions that became this one."""
    changes = graph.store.subjects(RESULTING, region)
    return [earlier for change in changes for earlier in graph.node(change).nodes(ORIGINAL)]


def region_on(graph: Graph, region: NamedNode, day: str) -> NamedNode:
    """The region itself if it exists on the day, else the one it became part of by then.

    A region that does not exist yet on the day stays itself: nothing is split backwards.
    """
    node = graph.node(region)
    if exists_on(node, day) or day < (node.value("existsFrom") or ""):
        return region
    for change in graph.store.subjects(ORIGINAL, region):
        for successor in graph.node(change).nodes(RESULTING):
            return region_on(graph, successor, day)
    return region
