"""Reading the files people edit into quads, and finding the line where an IRI stands."""

import re
from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

from pyoxigraph import BlankNode, Literal, NamedNode, Quad, RdfFormat, parse

from .catalogue import question_file, read_questions
from .errors import BuildRefused
from .graph import IDENTIFIER, NOTATION, TYPE
from .mappings import SUFFIX, MappingRow, MappingSet, read_mapping_set
from .names import DCTERMS, GRAPH, OWL, RDFS, SSSOM, XSD, Words, code, ens, local, local_part
from .rooms import Rooms

_FORMS: dict[str, Callable[[str], object]] = {
    XSD + "date": date.fromisoformat,
    XSD + "integer": int,
    XSD + "decimal": Decimal,
    XSD + "boolean": {"true": True, "false": False}.__getitem__,
}


def read_quads(rooms: Rooms) -> list[Quad]:
    """All quads of ontology, mappings, saved questions and curated statements, each part in a graph of its own.

    Raises:
        BuildRefused: a file cannot be read; the message names file and line.
    """
    quads: list[Quad] = []
    for path in sorted(rooms.ontology.rglob("*.ttl")):
        graph = NamedNode(f"{GRAPH}ontology/{path.relative_to(rooms.ontology).with_suffix('').as_posix()}")
        quads += (Quad(q.subject, q.predicate, q.object, graph) for q in _parsed(rooms, path, RdfFormat.TURTLE))
    for path in sorted((rooms.ontology / "mappings").glob(f"*{SUFFIX}")):
        quads += read_mappings(rooms, path)
    for path in sorted(rooms.curated.rglob("*.trig")):
        quads += _parsed(rooms, path, RdfFormat.TRIG)
    return [*quads, *read_questions(rooms)]


def _parsed(rooms: Rooms, path: Path, form: RdfFormat) -> list[Quad]:
    """The quads of one file, without blank nodes (they could not be cited)."""
    try:
        quads = list(parse(path=str(path), format=form))
    except SyntaxError as error:
        raise BuildRefused(
            Words(
                f"{rooms.shown(path)}, linje {error.lineno}: filen kan ikke læses ({error.msg}).",
                f"{rooms.shown(path)}, line {error.lineno}: the file cannot be read ({error.msg}).",
            )
        ) from error
    except (OSError, ValueError) as error:
        raise BuildRefused(
            Words(f"{rooms.shown(path)} kan ikke læses: {error}", f"{rooms.shown(path)} cannot be read: {error}")
        ) from error
    for quad in quads:
        _check_literal(rooms, path, quad)
        if isinstance(quad.subject, BlankNode) or isinstance(quad.object, BlankNode):
            raise BuildRefused(
                Words(
                    f"{rooms.shown(path)}: en node uden IRI ved {quad.predicate.value}; giv den en.",
                    f"{rooms.shown(path)}: a node without an IRI at {quad.predicate.value}; give it one.",
                )
            )
    return quads


def _check_literal(rooms: Rooms, path: Path, quad: Quad) -> None:
    """Refuse a date that is none and a number that is none: the store would keep both as they are."""
    value = quad.object
    if not isinstance(value, Literal) or value.datatype.value not in _FORMS:
        return
    try:
        _FORMS[value.datatype.value](value.value)
    except (ValueError, ArithmeticError, KeyError) as error:
        text = path.read_text(encoding="utf-8").splitlines()
        line = next((n for n, content in enumerate(text, 1) if value.value in content), None)
        place = f"{rooms.shown(path)}, {{}} {line}"
        raise BuildRefused(
            Words(
                f"{place.format('linje')}: »{value.value}« er ikke en gyldig værdi for {local(quad.predicate.value)}.",
                f"{place.format('line')}: '{value.value}' is no valid value for {local(quad.predicate.value)}.",
            )
        ) from error


def refuse_unreadable(rooms: Rooms, path: Path, error: Exception) -> BuildRefused:
    """The refusal of a shape, rule or mapping file that cannot be read."""
    line = getattr(error, "lineno", None) or getattr(error, "lines", None)
    place = rooms.shown(path)
    reason = " ".join(str(error).split())[:300]
    return BuildRefused(
        Words(
            f"{place}" + (f", linje {line}" if line else "") + f": filen kan ikke læses ({reason}).",
            f"{place}" + (f", line {line}" if line else "") + f": the file cannot be read ({reason}).",
        )
    )


def read_mappings(rooms: Rooms, path: Path) -> Iterator[Quad]:
    """The mappings of one SSSOM file: a SKOS triple each, and a node that keeps what the row says beside it.

    Raises:
        BuildRefused: the file has no licence, or a row says what may not be said; names file and line.
    """
    mappings = read_mapping_set(rooms, path)
    graph = NamedNode(f"{GRAPH}mappings/{mappings.name}")
    for row in mappings.rows:
        yield Quad(row.subject, row.predicate, row.object, graph)
        yield Quad(row.object, NOTATION, Literal(row.code), graph)
        yield Quad(row.object, IDENTIFIER, Literal(row.cells["object_id"]), graph)
        node = mappings.iri(row)
        yield from (Quad(node, predicate, term, graph) for predicate, term in _facts(mappings, row))


def _facts(mappings: MappingSet, row: MappingRow) -> Iterator[tuple[NamedNode, NamedNode | Literal]]:
    """What the node of a row says, in the terms SSSOM has in RDF."""
    yield TYPE, ens("Mapping")
    yield NamedNode(OWL + "annotatedSource"), row.subject
    yield NamedNode(OWL + "annotatedProperty"), row.predicate
    yield NamedNode(OWL + "annotatedTarget"), row.object
    yield NamedNode(SSSOM + "mapping_justification"), row.justification
    yield NamedNode(DCTERMS + "license"), NamedNode(mappings.licence)
    yield ens("scheme"), code("scheme", mappings.name)
    yield ens("match"), code("match", row.match)
    yield NOTATION, Literal(row.code)
    yield IDENTIFIER, Literal(row.cells["object_id"])
    if confidence := row.cells.get("confidence"):
        yield NamedNode(SSSOM + "confidence"), Literal(confidence, datatype=NamedNode(XSD + "decimal"))
    if version := mappings.version(row):
        yield NamedNode(SSSOM + "object_source_version"), Literal(version)
    for name in ("object_label", "curation_rule_text"):
        if text := row.cells.get(name):
            yield NamedNode(SSSOM + name), Literal(text)
    if comment := row.cells.get("comment"):
        yield NamedNode(RDFS + "comment"), Literal(comment)
    for name, day in zip(("inForceFrom", "inForceTo"), mappings.in_force(row), strict=True):
        if day:
            yield ens(name), Literal(day, datatype=NamedNode(XSD + "date"))


def where(rooms: Rooms, iri: str) -> tuple[str, int] | None:
    """File and line where an IRI first occurs, in the curated files first, then in the ontology.

    A question, its parameters and its caveats stand in the header of its own file.
    """
    if asked := question_file(rooms, iri):
        return rooms.shown(asked), 1
    paths = [*sorted(rooms.curated.rglob("*.trig")), *sorted(rooms.ontology.rglob("*.ttl"))]
    declared = re.compile(rf"(?:{_spellings(iri)})\s+a\s")
    mentioned = re.compile(rf"(?:{_spellings(iri)})(?![\w-])")
    for pattern in (declared, mentioned):
        for path in paths:
            for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
                if pattern.search(line):
                    return rooms.shown(path), number
    return None


def _spellings(iri: str) -> str:
    """The ways a file may spell an IRI: in full, or by the prefix of its kind."""
    spellings = [re.escape(f"<{iri}>")]
    short = local_part(iri)
    if short and "/" in short:
        kind, _, slug = short.partition("/")
        prefix = {"drug-class": "class"}.get(kind, kind)
        spellings.append(rf"(?<![\w-]){re.escape(prefix)}:{re.escape(slug)}")
    return "|".join(spellings)
