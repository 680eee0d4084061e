"""Whether two results say the same: blank nodes may have other names, numbers other spellings of the same value."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from pyoxigraph import (
    BlankNode,
    CanonicalizationAlgorithm,
    Dataset,
    Literal,
    NamedNode,
    Quad,
    Triple,
)

XSD = "http://www.w3.org/2001/XMLSchema#"
_WHOLE = {
    XSD + name
    for name in (
        "integer",
        "nonNegativeInteger",
        "positiveInteger",
        "nonPositiveInteger",
        "negativeInteger",
        "long",
        "int",
        "short",
        "byte",
        "unsignedLong",
        "unsignedInt",
        "unsignedShort",
        "unsignedByte",
    )
}
Term = NamedNode | BlankNode | Literal | Triple
Row = Mapping[str, Term]


@dataclass(frozen=True)
class Rows:
    """The result of a SELECT query.

    Attributes:
        ordered: whether the order of the rows counts.
        distinct: whether equal rows count once (the suite says so of REDUCED).
    """

    names: Sequence[str]
    rows: Sequence[Row]
    ordered: bool = False
    distinct: bool = False


def same_quads(left: Iterable[Quad], right: Iterable[Quad]) -> bool:
    """Whether two datasets are isomorphic, numbers being what they are worth."""
    return isomorphic(map(_plain_quad, left), map(_plain_quad, right))


def isomorphic(left: Iterable[Quad], right: Iterable[Quad]) -> bool:
    """Whether two datasets are isomorphic, to the letter."""
    datasets = [Dataset(quads) for quads in (left, right)]
    for dataset in datasets:
        dataset.canonicalize(CanonicalizationAlgorithm.UNSTABLE)
    return datasets[0] == datasets[1]


def same_rows(found: Rows, expected: Rows) -> bool:
    """Whether two results have the same variables and rows; `expected` says whether order and repeats count."""
    if sorted(found.names) != sorted(expected.names):
        return False
    return same_quads(_as_quads(found, expected), _as_quads(expected, expected))


def _as_quads(result: Rows, like: Rows) -> list[Quad]:
    """A node for each row, so that a comparison of graphs compares rows and maps their blank nodes."""
    quads, seen = [], set()
    for number, row in enumerate(result.rows):
        if like.distinct and str(sorted((name, str(value)) for name, value in row.items())) in seen:
            continue
        seen.add(str(sorted((name, str(value)) for name, value in row.items())))
        node = BlankNode()
        quads.append(Quad(node, NamedNode("urn:row"), NamedNode("urn:row")))
        quads += [Quad(node, NamedNode(f"urn:name:{name}"), value) for name, value in row.items()]
        if like.ordered:
            quads.append(Quad(node, NamedNode("urn:number"), Literal(number)))
    return quads


def _plain_quad(quad: Quad) -> Quad:
    return Quad(quad.subject, quad.predicate, _plain(quad.object), quad.graph_name)


def _plain(term: Term) -> Term:
    """The term with one spelling for each number, truth value and language tag."""
    if not isinstance(term, Literal):
        return term
    if term.language:
        return Literal(term.value, language=term.language.lower())
    return Literal(_spelt(term.value, term.datatype.value), datatype=term.datatype)


def _spelt(value: str, datatype: str) -> str:
    try:
        if datatype in _WHOLE:
            return str(int(value)) if re.fullmatch(r"[+-]?[0-9]+", value) else value
        if datatype == XSD + "decimal":
            return format(Decimal(value).normalize(), "f")
        if datatype in (XSD + "double", XSD + "float"):
            return repr(float(value))
    except (ValueError, InvalidOperation):
        return value
    return {"1": "true", "0": "false"}.get(value, value) if datatype == XSD + "boolean" else value
