"""One row per use and region: what is said of one cell is one row, and a region of which nothing is said has one."""

from collections.abc import Sequence
from typing import Any

from pyoxigraph import NamedNode

from .graph import DESCRIPTION, NOTATION, Node
from .names import local
from .rows import RowMaker, Source
from .territory import regions_on

_ONE_CASE = {
    "outcome": "outcome",
    "outcome_text": "outcomeText",
    "force": "force",
    "count": "received",
    "favourable": "favourable",
    "favourable_as": "favourableAs",
    "refused": "refused",
}
_Cell = tuple[NamedNode | None, NamedNode | str | None]


def every_region(rows: RowMaker, found: Sequence[Source], as_of: str) -> list[Source]:
    """The cells of all uses found: those that something is said of, then the other regions of the day.

    The first statement of a cell is the one it is known by; of the others the words and the evidence are kept.
    Outcomes and figures that differ within a cell are left out: the words tell them apart. A cell of which nothing is
    said has no statement, no outcome and the answer unknown; its evidence is that of the Council status it repeats,
    if there is one.

    Args:
        found: one source per statement, the firmest first; their solutions bind `use`, and as `statement_2` the
            Council status of that use where one is known.
        as_of: ISO day whose regions are listed, unless rows are shown on the regions of another day.
    """
    cells: dict[_Cell, list[Source]] = {}
    for source in found:
        named = rows.region(source)
        place = named.iri if named else source.first.code("regionScope")
        cells.setdefault((source.use.iri if source.use else None, place), []).append(source)
    stated = {cell: _stated(rows, sources) for cell, sources in cells.items()}
    filled: list[Source] = []
    for use in dict.fromkeys(use for use, _ in stated):
        said = {place: source for (of, place), source in stated.items() if of == use}
        for region in regions_on(rows.graph, rows.regions_of or as_of):
            said.setdefault(region.iri, _empty(rows, next(iter(said.values())), region))
        filled += sorted(said.values(), key=lambda source: _order(rows, source))
    return filled


def _order(rows: RowMaker, source: Source) -> tuple[bool, str]:
    """Regions by name, then what no region is named for."""
    named = rows.region(source)
    region = str(source.given.get("region") or rows.label(named.iri if named else None) or "")
    return not region, region


def _stated(rows: RowMaker, sources: Sequence[Source]) -> Source:
    """One row for all that is said of one cell."""
    first, own = sources[0], [source.first for source in sources]
    for column, predicate in _ONE_CASE.items():
        if any(node.terms(predicate) != first.first.terms(predicate) for node in own):
            first.given[column] = None
    if first.given.get("outcome", "") is None:
        first.given["outcome_group"] = None
    answers = {local(term.value) for s in sources if isinstance(term := s.solution.get("answer"), NamedNode)}
    first.given["answer"] = "unknown" if {"yes", "no"} <= answers else min(answers - {"unknown"}, default="unknown")
    first.given["text"] = " ".join(dict.fromkeys(node.text(DESCRIPTION, rows.lang) or "" for node in own))
    evidence = {locator.iri: locator for source in sources for locator in source.evidence}
    first.evidence = list(evidence.values())
    first.statements += [node for node in own if node not in first.statements]
    first.given["hedge"] = own[0].code("hedge")
    return first


def _empty(rows: RowMaker, sibling: Source, region: Node) -> Source:
    """A region of which nothing is said, beside a cell of the same use that something is said of."""
    # no source of the time before a region exists can speak of it
    unborn = (region.value("existsFrom") or "") > rows.known_at and rows.regions_of is None
    given: dict[str, Any] = {
        "region": rows.label(region.iri),
        "region_code": region.value(NOTATION),
        "region_scope": "named",
        "cell": "not-loaded" if unborn else "not-mentioned",
        "answer": "unknown",
        "text": None,
    }
    kept = {
        name: term for name, term in sibling.solution.items() if name in ("use", "status", "statement_2", "line_basis")
    }
    council = kept.get("statement_2")
    known = rows.source({"statement": council}).evidence if isinstance(council, NamedNode) else []
    return Source(kept, [], sibling.use, known, given)
