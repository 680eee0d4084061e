"""All problems of the nodes that a change touches: what a check of everything would say of them, and no more work."""

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

from pyoxigraph import NamedNode, Quad, Store

from ..checks import Problem, Severity, read_shapes, reported, shapes_report
from ..curated import refuse_unreadable
from ..headers import read_header
from ..names import Words
from ..rooms import Rooms
from ..store.base import drain, value_of
from .paths import Node
from .rules import Reach, reach_of
from .shapes import ShapeReach

_BODY: Final = re.compile(r"\bWHERE\s*\{", re.IGNORECASE)
_AT_A_TIME: Final = 500


@dataclass(frozen=True)
class Rule:
    """A rule in queries/checks."""

    name: str
    severity: Severity
    message: Words
    query: str
    reach: Reach

    def problems(self, store: Store, focus: Collection[Node] | None) -> list[Problem]:
        """The offenders among some nodes, or among all."""
        if focus is None:
            return list(self._asked(store, self.query))
        nodes = sorted((node for node in focus if isinstance(node, NamedNode)), key=lambda node: node.value)
        found: list[Problem] = []
        for start in range(0, len(nodes), _AT_A_TIME):
            bound = "WHERE { VALUES ?focus { " + " ".join(map(str, nodes[start : start + _AT_A_TIME])) + " }\n"
            found += self._asked(store, _BODY.sub(lambda _: bound, self.query, count=1))  # noqa: B023
        return found

    def _asked(self, store: Store, query: str) -> Iterable[Problem]:
        for solution in drain(store.query(query, use_default_graph_as_union=True)):
            value = solution.get("value")
            yield Problem(
                rule=self.name,
                severity=self.severity,
                focus=value_of(solution["focus"]),
                path=value_of(solution["path"]) if "path" in solution else None,
                value=None if value is None else value_of(value),
                message=self.message,
            )


class Verdict:
    """The shapes and rules of some rooms, read once."""

    def __init__(self, rooms: Rooms) -> None:
        """Read shapes and rules.

        Raises:
            BuildRefused: a file cannot be read, or the gate cannot follow what it looks at.
        """
        self._rooms = rooms

    @cached_property
    def shapes(self) -> ShapeReach:
        """How the shapes reach from their focus nodes to what they look at."""
        return ShapeReach(read_shapes(self._rooms))

    @cached_property
    def rules(self) -> list[Rule]:
        """The rules across nodes."""
        rules = []
        for path in sorted((self._rooms.queries / "checks").glob("*.rq")):
            try:
                header, query = read_header(path)
                message = Words(header["message"]["da"], header["message"]["en"])
                rules.append(Rule(path.stem, header["severity"], message, query, reach_of(query)))
            except Exception as error:  # rdflib raises classes of its own for every kind of syntax error
                raise refuse_unreadable(self._rooms, path, error) from error
        return rules

    def problems(self, store: Store, changed: Collection[Quad]) -> list[Problem]:
        """The problems that a check of everything finds at the nodes whose verdict a change can have changed.

        Args:
            store: the data after the change.
            changed: the quads that came and those that went.
        """
        found = self._of_shapes(store, self.shapes.focus(store, changed))
        for rule in self.rules:
            found += rule.problems(store, rule.reach.focus(store, changed))
        return found

    def everything(self, store: Store) -> list[Problem]:
        """The problems of all nodes: for a change of the shapes or rules themselves."""
        found = self._of_shapes(store, None)
        for rule in self.rules:
            found += rule.problems(store, None)
        return found

    def _of_shapes(self, store: Store, focus: Collection[Node] | None) -> list[Problem]:
        if focus is None:
            return reported(shapes_report(store, self.shapes.graph))
        nodes = sorted(node.value for node in focus if isinstance(node, NamedNode))
        if not nodes:
            return []
        report: Any = shapes_report(self.shapes.extract(store, focus), self.shapes.graph, nodes)
        return reported(report)
