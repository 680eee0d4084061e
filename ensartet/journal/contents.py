"""The quads that records add up to, with a digest that follows every change without reading the rest again."""

import hashlib
from collections.abc import Iterable, Iterator

import pyoxigraph
from pyoxigraph import DefaultGraph, NamedNode, Quad

from ..errors import StoreDamaged
from ..names import Words

_MODULUS = 1 << 256


def digest_of(lines: Iterable[bytes]) -> int:
    """The sum of the sha256 of lines: the same in whatever order they come, and a line can be taken out of it.

    It finds every accident. It is no seal against somebody who makes up quads to hit a sum; the chain of records is.
    """
    return sum(int.from_bytes(hashlib.sha256(line).digest()) for line in lines) % _MODULUS


def line_of(quad: Quad) -> bytes:
    """A quad as its line of N-Quads, without the end of the line."""
    return f"{quad} .".encode()


def normalised(quads: Iterable[Quad]) -> list[Quad]:
    """The quads as the store keeps them, each once, sorted by their lines.

    Oxigraph writes typed literals anew: 01 becomes 1, 4.0 becomes 4, P12M becomes P1Y, da-DK becomes da-dk. A digest
    of what was given would not be that of what is kept.
    """
    store = pyoxigraph.Store()
    store.bulk_extend(quads)
    return sorted(store, key=line_of)


class Contents:
    """A set of quads in named graphs, in memory, that knows its digest."""

    def __init__(self, quads: Iterable[Quad] = ()) -> None:
        self._store = pyoxigraph.Store()
        self._store.bulk_extend(quads)
        self._sum = digest_of(map(line_of, self._store)) if len(self._store) else 0

    def __len__(self) -> int:
        return len(self._store)

    def __iter__(self) -> Iterator[Quad]:
        return iter(self._store)

    def __contains__(self, quad: Quad) -> bool:
        return quad in self._store

    @property
    def digest(self) -> str:
        """The digest of all quads, 64 hexadecimal digits."""
        return f"{self._sum:064x}"

    def graph(self, name: NamedNode) -> list[Quad]:
        """The quads of one graph; none for a graph that is not there."""
        return list(self._store.quads_for_pattern(None, None, None, name))

    def graphs(self) -> set[NamedNode]:
        """The graphs that hold a quad."""
        return {name for name in self._store.named_graphs() if isinstance(name, NamedNode)}

    def matching(self, subject: NamedNode | None, predicate: NamedNode | None, value: NamedNode | None) -> list[Quad]:
        """The quads with that subject, predicate and object; None for any."""
        return list(self._store.quads_for_pattern(subject, predicate, value))

    def effective(self, removed: Iterable[Quad], added: Iterable[Quad]) -> tuple[list[Quad], list[Quad]]:
        """What a change takes away that is there, and adds that is not; normalised. What it does both to, stays."""
        wanted = normalised(added)
        staying = set(wanted)
        gone = [quad for quad in normalised(removed) if quad in self._store and quad not in staying]
        return gone, [quad for quad in wanted if quad not in self._store]

    def digest_after(self, removed: Iterable[Quad], added: Iterable[Quad]) -> str:
        """What the digest would be after an effective change."""
        return f"{self._sum_after(removed, added):064x}"

    def apply(self, removed: Iterable[Quad], added: Iterable[Quad]) -> None:
        """Make an effective change.

        Raises:
            StoreDamaged: it is not one: it removes what is not there, or adds what is.
        """
        removed, added = list(removed), list(added)
        for quad in removed:
            if quad not in self._store:
                raise _not_effective(quad)
            self._store.remove(quad)
        for quad in added:
            if quad in self._store or isinstance(quad.graph_name, DefaultGraph):
                raise _not_effective(quad)
        self._sum = self._sum_after(removed, added)
        self._store.extend(added)

    def _sum_after(self, removed: Iterable[Quad], added: Iterable[Quad]) -> int:
        change = digest_of(map(line_of, added)) - digest_of(map(line_of, removed))
        return (self._sum + change) % _MODULUS


def _not_effective(quad: Quad) -> StoreDamaged:
    return StoreDamaged(
        Words(
            f"Journalen passer ikke med sig selv: en ændring af {quad.subject} passer ikke til det, der var før.",
            f"The journal does not fit itself: a change of {quad.subject} does not fit what was there before.",
        )
    )
