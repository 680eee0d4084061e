"""The saved questions as data: what their headers say, as `sh:SPARQLExecutable` resources (decision 0023).

Written from whatever a header has, so that the shapes can say in words what it lacks. Titles, parameters and the query
itself are read by `questions`, which answers; this module only tells of them.
"""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import yaml
from pyoxigraph import Literal, NamedNode, Quad

from .errors import BuildRefused
from .graph import PREF_LABEL, TYPE
from .headers import read_header
from .names import BASE, GRAPH, ID, LANGS, RDFS, XSD, Words, code, ens
from .rooms import Rooms
from .vocabulary import SCHEMA, SH

QUESTIONS = NamedNode(GRAPH + "reference/questions")
ENDPOINT = NamedNode(BASE + "sparql")
FIELDS = frozenset(
    {
        "version",
        "number",
        "title",
        "why",
        "theme",
        "parameters",
        "columns",
        "own_columns",
        "caveat",
        "notes",
        "statements",
        "evidenced",
        "records",
        "matrix",
        "every_region",
        "summary",
        "completeness",
        "owner",
        "checked_by",
        "reviewed_on",
        "example",
        "fold",
        "relates",
    }
)
Fact = tuple[NamedNode, NamedNode | Literal]


def question_iri(name: str) -> NamedNode:
    """The IRI of the question with that name."""
    return NamedNode(f"{ID}question/{name}")


def question_file(rooms: Rooms, iri: str) -> Path | None:
    """The file of the question that an IRI names, or that has the parameter or caveat it names; None for any other."""
    kind = f"{ID}question/"
    path = rooms.queries / "asked" / f"{iri.removeprefix(kind).partition('/')[0]}.rq"
    return path if iri.startswith(kind) and path.is_file() else None


def read_questions(rooms: Rooms) -> Iterator[Quad]:
    """Every question of queries/asked/ as quads of one graph, as far as its header goes.

    Raises:
        BuildRefused: a header cannot be read, or has a field that no header has; names file and field.
    """
    for path in sorted((rooms.queries / "asked").glob("*.rq")):
        try:
            header, text = read_header(path)
        except (OSError, ValueError, yaml.YAMLError) as error:
            words = Words(f"hovedet kan ikke læses ({error})", f"the header cannot be read ({error})")
            raise _refusal(rooms, path, words) from error
        unknown = ", ".join(sorted(set(map(str, header)) - FIELDS))
        if unknown:
            words = Words(f"hovedet har ukendte felter: {unknown}", f"the header has unknown fields: {unknown}")
            raise _refusal(rooms, path, words)
        for subject, facts in _described(path.stem, header, text):
            yield from (Quad(subject, predicate, value, QUESTIONS) for predicate, value in facts)


def _refusal(rooms: Rooms, path: Path, reason: Words) -> BuildRefused:
    return BuildRefused(Words(*(f"{rooms.shown(path)}: {' '.join(text.split())}." for text in reason)))


def _described(name: str, header: Mapping[str, Any], text: str) -> Iterator[tuple[NamedNode, list[Fact]]]:
    """The question, its parameters and its caveats, each with what is said of it."""
    iri = question_iri(name)
    parameters = {NamedNode(f"{iri.value}/parameter/{key}"): (key, spec) for key, spec in _named(header, "parameters")}
    # the caveat that is the question's own is known by the question's name
    own = header.get("caveat")
    caveats = [{"code": name, **own}] if isinstance(own, dict) else []
    caveats += [note for note in header.get("notes") or () if isinstance(note, dict)]
    coded = {NamedNode(f"{iri.value}/caveat/{caveat.get('code', 'uncoded')}"): caveat for caveat in caveats}
    yield (
        iri,
        [
            (TYPE, ens("Question")),
            (TYPE, NamedNode(SH + "SPARQLExecutable")),
            (TYPE, NamedNode(SH + "SPARQLSelectExecutable")),
            (NamedNode(SH + "select"), Literal(text)),
            (NamedNode(SCHEMA + "target"), ENDPOINT),
            *_texts(PREF_LABEL, header.get("title")),
            *_texts(NamedNode(RDFS + "comment"), header.get("title")),
            *_texts(ens("why"), header.get("why")),
            *_texts(NamedNode(SCHEMA + "keywords"), header.get("theme")),
            *_values(ens("queryVersion"), header.get("version"), "integer"),
            *_values(ens("catalogueNumber"), header.get("number"), "integer"),
            *_values(ens("exampleCall"), header.get("example")),
            *_values(ens("reviewedOn"), header.get("reviewed_on"), "date"),
            *((ens("columnName"), Literal(str(column))) for column in header.get("columns") or ()),
            *((ens("parameter"), parameter) for parameter in parameters),
            *((ens("caveat"), caveat) for caveat in coded),
            *((ens(term), code("question-role", str(role))) for term, role in _roles(header)),
        ],
    )
    for parameter, (key, spec) in parameters.items():
        yield (
            parameter,
            [
                (TYPE, ens("QuestionParameter")),
                (ens("parameterName"), Literal(key)),
                *_texts(PREF_LABEL, spec.get("label")),
                *_values(ens("parameterType"), spec.get("type")),
                *_values(ens("exampleValue"), spec.get("example")),
                *_values(ens("required"), bool(spec.get("required", False)), "boolean"),
            ],
        )
    for node, caveat in coded.items():
        yield (
            node,
            [
                (TYPE, ens("QuestionCaveat")),
                *_values(ens("caveatCode"), caveat.get("code")),
                *_texts(ens("caveatText"), caveat),
            ],
        )


def _named(header: Mapping[str, Any], field: str) -> list[tuple[str, dict[str, Any]]]:
    """The entries of a field that holds names with what is said of them."""
    held = header.get(field)
    return [(str(key), spec) for key, spec in held.items() if isinstance(spec, dict)] if isinstance(held, dict) else []


def _roles(header: Mapping[str, Any]) -> list[tuple[str, object]]:
    """Who owns a question, and who checked it, where somebody did."""
    named = (("questionOwner", header.get("owner")), ("checkedBy", header.get("checked_by")))
    return [(term, role) for term, role in named if role]


def _texts(predicate: NamedNode, words: object) -> list[Fact]:
    """A text in the languages that the header has it in."""
    found = words if isinstance(words, dict) else {}
    return [(predicate, Literal(str(found[lang]), language=lang)) for lang in LANGS if found.get(lang)]


def _values(predicate: NamedNode, value: object, datatype: str = "string") -> list[Fact]:
    """A value with its datatype; none where the header has none."""
    if value is None or value == "":
        return []
    written = str(value).lower() if isinstance(value, bool) else str(value)
    return [(predicate, Literal(written, datatype=NamedNode(XSD + datatype)))]
