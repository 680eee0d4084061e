"""Understanding what was asked: names resolved, dates read, codes recognised in Danish and English."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from pyoxigraph import Literal, NamedNode
from rapidfuzz import fuzz, process

from .editions import Edition
from .errors import BadValue, Near, UnknownName, UnknownParameter
from .graph import LABEL, NOTATION, PREF_LABEL, Graph
from .names import CODE, LANGS, RDFS, SKOS, XSD, Lang, Words, ens, kebab, local
from .periods import parse_day, today
from .questions import COMMON_PARAMETERS, Parameter, Question
from .resolve import Resolved, Resolver, folded

XSD_DATE = NamedNode(XSD + "date")
SUBCLASS = NamedNode(RDFS + "subClassOf")
IN_SCHEME = NamedNode(SKOS + "inScheme")
ENVELOPE = ("lang", "limit", "offset")
Given = Mapping[str, Sequence[str]]


@dataclass
class Understood:
    """The parameters of one request, understood.

    Attributes:
        bound: what the query is bound to, by parameter.
        echo: the parameters object of the answer.
        resolved: the names understood, by parameter.
    """

    lang: Lang
    as_of: str = ""
    known_at: str = ""
    regions_of: str | None = None
    limit: int | None = None
    offset: int = 0
    bound: dict[str, list[NamedNode | Literal]] = field(default_factory=dict)
    echo: dict[str, dict[str, Any]] = field(default_factory=dict)
    resolved: dict[str, list[Resolved]] = field(default_factory=dict)


def understand(edition: Edition, question: Question, given: Given) -> Understood:
    """Read the parameters of a request. Values that are absent or blank count as not given.

    Raises:
        UnknownParameter: the question has no such parameter.
        UnknownName, BadValue: a value cannot be understood.
    """
    given = {name: [v.strip() for v in values if v.strip()] for name, values in given.items()}
    given = {name: values for name, values in given.items() if values}
    _known_names(question, given)
    understood = Understood(lang=_lang(given.get("lang", ["da"])[-1]))
    understood.limit = _whole("limit", given)
    understood.offset = _whole("offset", given) or 0
    _read_dates(edition, question, given, understood)
    resolver = edition.resolver
    for parameter in question.parameters:
        if parameter in COMMON_PARAMETERS:
            continue
        values = given.get(parameter.name, [])
        if parameter.required and not values:
            raise BadValue(
                Words(
                    f"Spørgsmålet kræver »{parameter.name}« ({parameter.label.da}).",
                    f"The question needs '{parameter.name}' ({parameter.label.en}).",
                ),
                parameter=parameter.name,
            )
        read = _READERS.get(parameter.type, _read_name)
        labels = [read(edition.graph, resolver, parameter, value, understood) for value in values]
        understood.echo[parameter.name] = _echo(values, labels)
    return understood


def _known_names(question: Question, given: Given) -> None:
    known = [parameter.name for parameter in question.parameters] + list(ENVELOPE)
    for name in given:
        if name not in known:
            found = process.extract(name, known, scorer=fuzz.WRatio, limit=3)
            raise UnknownParameter(
                Words(
                    f"»{question.name}« har ingen parameter »{name}«. Den har: {', '.join(known)}.",
                    f"'{question.name}' has no parameter '{name}'. It has: {', '.join(known)}.",
                ),
                parameter=name,
                near=[Near(label, None, round(score)) for label, score, _ in found],
            )


def _lang(text: str) -> Lang:
    for lang in LANGS:
        if text == lang:
            return lang
    raise BadValue(
        Words(
            f"Sproget »{text}« findes ikke her; vælg da eller en.",
            f"No language '{text}' here; choose da or en.",
        ),
        parameter="lang",
    )


def _whole(name: str, given: Given) -> int | None:
    text = given.get(name, [""])[-1]
    if not text:
        return None
    if not (text.isascii() and text.isdigit() and len(text) < 10):
        raise BadValue(
            Words(f"»{text}« er ikke et helt tal fra 0.", f"'{text}' is not a whole number from 0."),
            parameter=name,
        )
    return int(text)


def _read_dates(edition: Edition, question: Question, given: Given, understood: Understood) -> None:
    """The three dates every question has; `as_of` is left unbound for records unless it is given."""
    days = {}
    for parameter in COMMON_PARAMETERS:
        values = given.get(parameter.name, [])
        day = parse_day(values[-1], parameter.name).isoformat() if values else None
        days[parameter.name] = day
        understood.echo[parameter.name] = _echo(values, [(None, day)] if day else [])
    understood.as_of = days["as_of"] or today().isoformat()
    understood.known_at = days["known_at"] or edition.manifest.sources_to
    understood.regions_of = days["as_regions_of"]
    understood.bound["known_at"] = [Literal(understood.known_at, datatype=XSD_DATE)]
    if days["as_of"] or not question.records:
        understood.bound["as_of"] = [Literal(understood.as_of, datatype=XSD_DATE)]


Label = tuple[NamedNode | None, str | None]


def _echo(values: Sequence[str], labels: Sequence[Label]) -> dict[str, Any]:
    return {
        "given": None if not values else values[0] if len(values) == 1 else list(values),
        "resolved": [{"iri": iri.value if iri else None, "label": label} for iri, label in labels],
    }


def _read_name(graph: Graph, resolver: Resolver, parameter: Parameter, value: str, understood: Understood) -> Label:
    resolved = resolver.resolve(parameter.type, value, understood.known_at, parameter.name)
    understood.resolved.setdefault(parameter.name, []).append(resolved)
    bound = understood.bound.setdefault(parameter.name, [])
    wanted = resolved.things if parameter.things else resolved.values
    bound += [iri for iri in wanted if iri not in bound]
    if not bound:  # known, but nothing has it: bind what can match nothing, never everything
        bound.append(resolved.iri)
    return resolved.iri, graph.label(resolved.iri, understood.lang)


def _read_date(_: Graph, __: Resolver, parameter: Parameter, value: str, understood: Understood) -> Label:
    day = parse_day(value, parameter.name).isoformat()
    understood.bound[parameter.name] = [Literal(day, datatype=XSD_DATE)]
    return None, day


def _read_line(_: Graph, __: Resolver, parameter: Parameter, value: str, understood: Understood) -> Label:
    match = re.fullmatch(r"(\d{1,2})(\.? ?(linje|line))?", value.casefold())
    if match is None or not 1 <= int(match[1]) <= 20:
        raise BadValue(
            Words(
                f"»{value}« er ikke en behandlingslinje; skriv et tal fra 1 til 20.",
                f"'{value}' is not a line of therapy; write a number from 1 to 20.",
            ),
            parameter=parameter.name,
        )
    understood.bound[parameter.name] = [Literal(int(match[1]))]
    return None, match[1]


def _read_string(_: Graph, __: Resolver, parameter: Parameter, value: str, understood: Understood) -> Label:
    understood.bound.setdefault(parameter.name, []).append(Literal(value))
    return None, value


def _read_choice(choices: "Choices") -> "Reader":
    def read(graph: Graph, _: Resolver, parameter: Parameter, value: str, understood: Understood) -> Label:
        offered = choices(graph, parameter)
        names = {folded(name): iri for iri, spellings in offered.items() for name in (iri.value, *spellings)}
        iri = names.get(folded(value))
        if iri is None:
            shown = [spellings[0] for spellings in offered.values()]
            found = process.extract(folded(value), shown, scorer=fuzz.WRatio, limit=3)
            raise UnknownName(
                Words(
                    f"»{value}« er ikke en mulighed for »{parameter.name}«. Mulige: {', '.join(shown)}.",
                    f"'{value}' is not a choice for '{parameter.name}'. Possible: {', '.join(shown)}.",
                ),
                parameter=parameter.name,
                near=[Near(label, None, round(score)) for label, score, _ in found],
            )
        understood.bound.setdefault(parameter.name, []).append(iri)
        return iri, offered[iri][0]

    return read


def code_choices(graph: Graph, parameter: Parameter) -> dict[NamedNode, list[str]]:
    """The codes a parameter may take, with their notation and words."""
    iris = graph.store.subjects(IN_SCHEME, NamedNode(CODE + parameter.scheme))
    allowed = parameter.values or tuple(local(iri.value) for iri in iris)
    return {iri: [local(iri.value), *graph.node(iri).texts(PREF_LABEL)] for iri in iris if local(iri.value) in allowed}


def kind_choices(graph: Graph, parameter: Parameter) -> dict[NamedNode, list[str]]:
    """The kinds of statement, with their code and words."""
    iris = graph.store.subjects(SUBCLASS, ens("Statement"))
    found = {iri: [kebab(local(iri.value)), *graph.node(iri).texts(LABEL)] for iri in iris}
    return {iri: names for iri, names in found.items() if not parameter.values or names[0] in parameter.values}


def source_choices(graph: Graph, _: Parameter) -> dict[NamedNode, list[str]]:
    """Documents by their code, and the parts that have one of their own."""
    found = {node.iri: [node.value(NOTATION) or ""] for node in graph.of_class("Document")}
    codes = {names[0] for names in found.values()}
    for part in graph.of_class("DocumentPart"):
        notation = part.value(NOTATION) or ""
        if notation not in codes:
            found[part.iri] = [notation]
    return found


Choices = Callable[[Graph, Parameter], dict[NamedNode, list[str]]]
Reader = Callable[[Graph, Resolver, Parameter, str, Understood], Label]
CHOICES: dict[str, Choices] = {"code": code_choices, "kind": kind_choices, "source": source_choices}
_READERS: dict[str, Reader] = {
    "date": _read_date,
    "line": _read_line,
    "string": _read_string,
    **{name: _read_choice(choices) for name, choices in CHOICES.items()},
}
