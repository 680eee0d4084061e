"""An answer as JSON-LD: the same object, whose rows also say, as triples, what the graph says of their statements."""

from typing import Any

from pyoxigraph import Literal, NamedNode

from .answers import Answer
from .columns import Column
from .exports import enveloped
from .graph import DESCRIPTION, Graph
from .jsonld import as_bytes
from .names import CODE, DEF, OA, XSD, code, ens
from .store.base import Term

TERMS = {
    "use_iri": "use",
    "outcome": "outcome",
    "force": "force",
    "status": "status",
    "reason": "reason",
    "received": "received",
    "favourable": "favourable",
    "favourable_as": "favourableAs",
    "refused": "refused",
    "period_from": "periodFrom",
    "period_to": "periodTo",
    "published_on": "publishedOn",
    "published_basis": "publishedBasis",
    "date_precision": "datePrecision",
    "hedge": "hedge",
    "polarity": "polarity",
    "label_status": "labelStatus",
    "application_practice": "applicationPractice",
    "extent": "extent",
    "about": "about",
    "comparability": "comparability",
    "dispensing_group": "dispensingGroup",
    "stage": "stage",
    "step": "step",
    "due": "due",
    "arm": "arm",
    "measure": "measure",
    "unit": "unit",
    "scheme": "scheme",
    "match": "match",
}
_INTEGER = XSD + "integer"
_TYPES = {"integer": _INTEGER, "date": XSD + "date", "iri": "@id", "string": XSD + "string"}
_EVIDENCE = {
    "@id": DEF + "evidence",
    "@context": {
        "iri": "@id",
        "item": DEF + "item",
        "section": {"@id": DEF + "section", "@type": "@id", "@context": {"@base": f"{CODE}section/"}},
        "start": {"@id": OA + "start", "@type": _INTEGER},
        "end": {"@id": OA + "end", "@type": _INTEGER},
        "sha256": DEF + "sha256",
    },
}


def as_jsonld(answer: Answer, graph: Graph) -> bytes:
    """The answer object with a context; every row has the IRI of its statement.

    A row may join several statements and know more than one of them says. Read as triples it says only what the graph
    says of the statement whose IRI it has: the row's own context takes the other columns out.
    """
    own = [(column, *mapped) for column in answer.columns if (mapped := _mapped(column, answer.lang))]
    context: dict[str, Any] = {"@version": 1.1, "rows": "@included"}
    context |= {column.name: entry for column, entry, _ in own}
    rows = [_row(row, graph, own) for row in answer.rows]
    return as_bytes({"@context": context, **enveloped(answer), "rows": rows})


def _row(row: dict[str, Any], graph: Graph, own: list[tuple[Column, Any, NamedNode]]) -> dict[str, Any]:
    if row["statement_iri"] is None:  # no statement, no triples
        return {"@context": {column.name: None for column, _, _ in own}, **row}
    node = graph.node(row["statement_iri"])
    others = {
        column.name: None
        for column, entry, term in own
        if not set(_terms(row[column.name], column, entry)) <= set(node.terms(term))
    }
    return {"@id": node.iri.value, **({"@context": others} if others else {}), **row}


def _mapped(column: Column, lang: str) -> tuple[Any, NamedNode] | None:
    """The context's entry for a column, and the term it stands for; None for a column no term stands for."""
    if column.name == "evidence":
        return _EVIDENCE, ens("evidence")
    if column.name == "text":
        return {"@id": DESCRIPTION.value, "@language": lang}, DESCRIPTION
    if column.name not in TERMS:
        return None
    term = ens(TERMS[column.name])
    if column.scheme:
        return {"@id": term.value, "@type": "@id", "@context": {"@base": f"{CODE}{column.scheme}/"}}, term
    return {"@id": term.value, "@type": _TYPES[column.type]}, term


def _terms(value: Any, column: Column, entry: dict[str, Any]) -> list[Term]:
    """What a reader of the document makes of a cell."""
    if value is None:
        return []
    if isinstance(value, list):
        return [term for one in value for term in _terms(one, column, entry)]
    if isinstance(value, dict):
        return [NamedNode(value["iri"])]
    if column.scheme:
        return [code(column.scheme, value)]
    if "@language" in entry:
        return [Literal(value, language=entry["@language"])]
    kind = entry["@type"]
    return [NamedNode(value) if kind == "@id" else Literal(str(value), datatype=NamedNode(kind))]
