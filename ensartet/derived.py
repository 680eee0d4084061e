"""Everything that is derived of a graph, in the order in which one thing needs another."""

from collections.abc import Sequence

from pyoxigraph import Quad

from .derive.authorised import derive_labels
from .derive.pairs import derive_coverage
from .findings import derive_findings
from .graph import Graph
from .rooms import Rooms
from .store.oxigraph import OxigraphStore


def derive(rooms: Rooms, quads: Sequence[Quad]) -> list[Quad]:
    """What follows from quads of which none is derived: coverage, label assessments, findings; in a stable order.

    Raises:
        BuildRefused: a rule of the findings cannot be read or asked.
    """
    graph = Graph(OxigraphStore(quads))
    compared = [*derive_coverage(graph), *derive_labels(graph)]
    return [*compared, *derive_findings(rooms, OxigraphStore([*quads, *compared]))]


def with_derived(rooms: Rooms, quads: Sequence[Quad]) -> OxigraphStore:
    """A store of quads with what follows from them, and from nothing else.

    Raises:
        BuildRefused: as `derive`.
    """
    return OxigraphStore([*quads, *derive(rooms, quads)])
