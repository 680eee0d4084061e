"""Reading the files people edit into quads, and finding the line where an IRI stands."""

import re
from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

import yaml
from pyoxigraph import BlankNode, Literal, NamedNode, Quad, RdfFormat, parse

from .errors import BuildRefused
from .names import GRAPH, SKOS, XSD, Words, local, local_part
from .rooms import Rooms

_FORMS: dict[str, Callable[[str], object]] = {
    XSD + "date": date.fromisoformat,
    XSD + "integer": int,
    XSD + "decimal": Decimal,
    XSD + "boolean": {"true": True, "false": False}.__getitem__,
}
NOTE = NamedNode(SKOS + "notation")


def read_quads(rooms: Rooms) -> list[Quad]:
    """All quads of the ontology, the mappings and the curated statements, each part in its own graph.

    Raises:
        BuildRefused: a file cannot be read; the message names file and line.
    """
    quads: list[Quad] = []
    for path in sorted(rooms.ontology.rglob("*.ttl")):
        graph = NamedNode(f"{GRAPH}ontology/{path.relative_to(rooms.ontology).with_suffix('').as_posix()}")
        quads += (Quad(q.subject, q.predicate, q.object, graph) for q in _parsed(rooms, path, RdfFormat.TURTLE))
    for path in sorted((rooms.ontology / "mappings").glob("*.sssom.tsv")):
        quads += read_mappings(rooms, path)
    for path in sorted(rooms.curated.rglob("*.trig")):
        quads += _parsed(rooms, path, RdfFormat.TRIG)
    return quads


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
    """The mappings of one SSSOM file as SKOS mapping triples, and the notation of each code.

    Raises:
        BuildRefused: a row lacks a column or uses an undeclared prefix.
    """
    lines = path.read_text(encoding="utf-8").splitlines()
    header = yaml.safe_load("\n".join(line[1:] for line in lines if line.startswith("#")))
    body = [(n, line.split("\t")) for n, line in enumerate(lines, 1) if line and not line.startswith("#")]
    if not body or not isinstance(header, dict):
        raise refuse_unreadable(rooms, path, ValueError("no header or no rows"))
    names, graph = body[0][1], NamedNode(f"{GRAPH}mappings/{path.name.removesuffix('.sssom.tsv')}")

    def iri(curie: str) -> NamedNode:
        prefix, _, rest = curie.partition(":")
        return NamedNode(header["curie_map"][prefix] + rest)

    for number, cells in body[1:]:
        try:
            row = dict(zip(names, cells, strict=True))
            subject, predicate, target = (iri(row[name]) for name in ("subject_id", "predicate_id", "object_id"))
        except (ValueError, KeyError) as error:
            raise BuildRefused(
                Words(
                    f"{rooms.shown(path)}, linje {number}: rækken kan ikke læses ({error}).",
                    f"{rooms.shown(path)}, line {number}: the row cannot be read ({error}).",
                )
            ) from error
        yield Quad(subject, predicate, target, graph)
        yield Quad(target, NOTE, Literal(local(target.value)), graph)


def where(rooms: Rooms, iri: str) -> tuple[str, int] | None:
    """File and line where an IRI first occurs, in the curated files first, then in the ontology."""
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
