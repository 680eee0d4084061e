"""A check of everything, kept ready: the oracle of the gate. pySHACL over an rdflib memory copy, the rules natively."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

import pyoxigraph
import rdflib
from pyoxigraph import Quad
from rdflib.namespace import SH

from ensartet.checks import Problem, check_rules, rdflib_term, read_shapes, reported, shapes_report
from ensartet.names import SHAPE
from ensartet.rooms import Rooms
from ensartet.store.oxigraph import OxigraphStore

PREFIXES = {"ens": "https://w3id.org/ensartet/def/"}


class Everything:
    """Data in both forms, changed for a while and put back."""

    def __init__(self, rooms: Rooms, quads: Iterable[Quad]) -> None:
        self._rooms = rooms
        self.store = pyoxigraph.Store()
        self.store.bulk_extend(quads)
        self._data = rdflib.Graph()
        for quad in self.store:
            self._data.add(_triple(quad))
        self._shapes = read_shapes(rooms)

    @contextmanager
    def updated(self, update: str) -> Iterator[set[Quad]]:
        """The data after a SPARQL update, with the quads that came and went."""
        before = set(self.store)
        self.store.update(update, prefixes=PREFIXES)
        after = set(self.store)
        try:
            self._mirror(before, after)
            yield before ^ after
        finally:
            self.change(after - before, before - after)

    def change(self, removed: Iterable[Quad], added: Iterable[Quad]) -> None:
        """Take quads away and add others."""
        before, gone, come = set(self.store), set(removed), set(added)
        for quad in gone:
            self.store.remove(quad)
        self.store.extend(come)
        self._mirror(before, set(self.store))

    def _mirror(self, before: set[Quad], after: set[Quad]) -> None:
        for quad in before - after:
            if not any(self.store.quads_for_pattern(quad.subject, quad.predicate, quad.object, None)):
                self._data.remove(_triple(quad))
        for quad in after - before:
            self._data.add(_triple(quad))

    def of_shape(self, rule: str) -> list[Problem]:
        """What one shape, and those for the same node, find in all data."""
        shapes = rdflib.Graph()
        for triple in self._shapes:
            shapes.add(triple)
        shape = rdflib.URIRef(f"{SHAPE}{rule}")
        checked = {shape, *shapes.subjects(SH.property, shape)}
        for target in (SH.targetClass, SH.targetSubjectsOf):
            for other in set(shapes.subjects(target)) - checked:
                shapes.remove((other, target, None))
        return self._validated(shapes)

    def problems(self) -> list[Problem]:
        """What all shapes and rules find in all data."""
        return [*self._validated(self._shapes), *check_rules(self._rooms, OxigraphStore(self.store))]

    def _validated(self, shapes: rdflib.Graph) -> list[Problem]:
        # the data are in rdflib already: no quads to add
        return reported(shapes_report((), shapes, data=self._data))


def _triple(quad: Quad) -> tuple[Any, Any, Any]:
    return rdflib_term(quad.subject), rdflib_term(quad.predicate), rdflib_term(quad.object)


def told(problems: Iterable[Problem]) -> set[tuple[str, str, str | None, str | None]]:
    """What problems say, without their messages."""
    return {(p.rule, p.focus, p.path, p.value) for p in problems}
