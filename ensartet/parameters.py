"""Understanding what was asked: names resolved, dates read, codes recognised in Danish and English."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from math import prod
from typing import Any

from pyoxigraph import Literal, NamedNode

from .editions import Edition
from .errors import BadValue, TooMuch, UnknownName, UnknownParameter
from .graph import ALT_LABEL, LABEL, NOTATION, PREF_LABEL, Graph
from .names import CODE, LANGS, RDFS, SKOS, XSD, Lang, Words, ens, kebab, local
from .periods import parse_day, today
from .questions import COMMON_PARAMETERS, DATES, SOURCE, Parameter, Question, near_names
from .resolve import Resolved, Resolver, folded
from .territory import became

XSD_DATE = NamedNode(XSD + "date")
SUBCLASS = NamedNode(RDFS + "subClassOf")
IN_SCHEME = NamedNode(SKOS + "inScheme")
ENVELOPE = ("lang", "limit", "offset", "sort")
MOST_COMBINATIONS = 1000
MOST_MONTHS = 240
LONGEST_TEXT = 200
LINES = ("line_min", "line_max")
# longer than any name, IRI or heading; nearness to what is known takes time for every character
LONGEST_VALUE = 1000
SOURCE_GROUPS = f"{CODE}source-group/"
Given = Mapping[str, Sequence[str]]


@dataclass
class Understood:
    """The parameters of one request, understood.

    Attributes:
        edition: what the question is asked of: the whole edition, or the sources it is limited to.
        sort: the column to sort by, with a hyphen in front for downwards; None for the declared order.
        bound: what the query is bound to, by parameter.
        echo: the parameters object of the answer.
        resolved: the names understood, by parameter.
    """

    edition: Edition
    lang: Lang
    as_of: str = ""
    known_at: str = ""
    regions_of: str | None = None
    limit: int | None = None
    offset: int = 0
    sort: str | None = None
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
    _short_enough(given)
    understood = Understood(edition, read_lang(", ".join(dict.fromkeys(given.get("lang", ["da"])))))
    if SOURCE in question.parameters:
        _limit_to_sources(given.get(SOURCE.name, []), understood)
        edition = understood.edition
    understood.limit = _whole("limit", given)
    understood.offset = _whole("offset", given) or 0
    understood.sort = given.get("sort", [None])[-1]
    _read_dates(edition, question, given, understood)
    resolver = edition.resolver
    for parameter in question.parameters:
        if parameter in COMMON_PARAMETERS:
            continue
        values = given.get(parameter.name, [])
        _one_value(parameter, values)
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
    _lines_in_order(understood)
    _keep_bounds(understood)
    return understood


def _limit_to_sources(values: Sequence[str], understood: Understood) -> None:
    """Ask only the sources named; the names are those of the whole edition."""
    whole = understood.edition
    labels = [_read_source(whole.graph, whole.resolver, SOURCE, value, understood) for value in values]
    understood.echo[SOURCE.name] = _echo(values, labels)
    sources = [term for term in understood.bound.pop(SOURCE.name, []) if isinstance(term, NamedNode)]
    if values:
        understood.edition = whole.limited_to(sources)


def _lines_in_order(understood: Understood) -> None:
    """Refuse lines that end before they begin: no use has one, and an empty answer would read as "none"."""
    low, high = (int(bound[0].value) if (bound := understood.bound.get(name)) else None for name in LINES)
    if low is not None and high is not None and high < low:
        raise BadValue(
            Words(
                f"Behandlingslinjen kan ikke gå fra {low} til {high}; »til« er mindst »fra«.",
                f"Lines of therapy cannot go from {low} to {high}; 'to' is at least 'from'.",
            ),
            parameter=LINES[0],
        )


def _keep_bounds(understood: Understood) -> None:
    """Refuse more combinations than a query can take; the engine cannot be stopped."""
    combinations = prod(len(values) for values in understood.bound.values())
    if combinations > MOST_COMBINATIONS:
        raise TooMuch(
            Words(
                f"Der er givet {combinations} kombinationer af værdier; højst {MOST_COMBINATIONS} ad gangen.",
                f"{combinations} combinations of values were given; at most {MOST_COMBINATIONS} at a time.",
            )
        )


def _known_names(question: Question, given: Given) -> None:
    known = [parameter.name for parameter in question.parameters] + list(ENVELOPE)
    for name in given:
        if name not in known:
            raise UnknownParameter(
                Words(
                    f"»{question.name}« har ingen parameter »{name}«. Den har: {', '.join(known)}.",
                    f"'{question.name}' has no parameter '{name}'. It has: {', '.join(known)}.",
                ),
                parameter=name,
                near=near_names(name, known),
            )


def _short_enough(given: Given) -> None:
    for name, values in given.items():
        if any(len(value) > LONGEST_VALUE for value in values):
            raise BadValue(
                Words(
                    f"»{name}« kan højst være på {LONGEST_VALUE} tegn.",
                    f"'{name}' takes {LONGEST_VALUE} characters at most.",
                ),
                parameter=name,
            )


def read_lang(text: str) -> Lang:
    """A language of the pages and answers.

    Raises:
        BadValue: there is no such language here.
    """
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
    values = given.get(name, [])
    if not values:
        return None
    text = values[-1]
    if len(set(values)) > 1:
        raise BadValue(
            Words(f"»{name}« kan kun have én værdi.", f"'{name}' takes one value."),
            parameter=name,
        )
    if not (text.isascii() and text.isdigit() and len(text) < 10):
        raise BadValue(
            Words(f"»{text}« er ikke et helt tal fra 0.", f"'{text}' is not a whole number from 0."),
            parameter=name,
        )
    return int(text)


def _read_dates(edition: Edition, question: Question, given: Given, understood: Understood) -> None:
    """The three dates every question has; `as_of` is left unbound for records unless it is given."""
    days = {}
    for parameter in DATES:
        values = given.get(parameter.name, [])
        _one_value(parameter, values)
        day = parse_day(values[-1], parameter.name).isoformat() if values else None
        days[parameter.name] = day
        understood.echo[parameter.name] = _echo(values, [(None, day)] if day else [])
    understood.as_of = days["as_of"] or today().isoformat()
    understood.known_at = days["known_at"] or edition.manifest.sources_to
    understood.regions_of = days["as_regions_of"]
    if understood.regions_of:
        understood.bound["as_regions_of"] = [Literal(understood.regions_of, datatype=XSD_DATE)]
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
    if parameter.type == "region" and understood.regions_of:
        carried = became(graph, resolved.iri, understood.regions_of)
        resolved = replace(resolved, values=(resolved.iri, *carried))
    understood.resolved.setdefault(parameter.name, []).append(resolved)
    bound = understood.bound.setdefault(parameter.name, [])
    wanted = resolved.things if parameter.things else resolved.values
    if parameter.whole:
        wanted = tuple(iri for iri in wanted if iri.value not in resolved.component)
    bound += [iri for iri in wanted if iri not in bound]
    if not bound:  # known, but nothing has it: bind what can match nothing, never everything
        bound.append(resolved.iri)
    return resolved.iri, graph.label(resolved.iri, understood.lang)


def _read_date(_: Graph, __: Resolver, parameter: Parameter, value: str, understood: Understood) -> Label:
    day = parse_day(value, parameter.name).isoformat()
    understood.bound[parameter.name] = [Literal(day, datatype=XSD_DATE)]
    return None, day


def _one_value(parameter: Parameter, values: Sequence[str]) -> None:
    """Refuse a second value where only one makes sense: the last must not win in silence."""
    if not parameter.multiple and len(set(values)) > 1:
        raise BadValue(
            Words(
                f"»{parameter.name}« ({parameter.label.da}) kan kun have én værdi; der er givet {', '.join(values)}.",
                f"'{parameter.name}' ({parameter.label.en}) takes one value; given were {', '.join(values)}.",
            ),
            parameter=parameter.name,
        )


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


def _read_months(_: Graph, __: Resolver, parameter: Parameter, value: str, understood: Understood) -> Label:
    if not (value.isascii() and value.isdigit() and 1 <= int(value) <= MOST_MONTHS):
        raise BadValue(
            Words(
                f"»{value}« er ikke et antal måneder; skriv et helt tal fra 1 til {MOST_MONTHS}.",
                f"'{value}' is not a number of months; write a whole number from 1 to {MOST_MONTHS}.",
            ),
            parameter=parameter.name,
        )
    understood.bound[parameter.name] = [Literal(int(value))]
    return None, str(int(value))


def _read_text(_: Graph, __: Resolver, parameter: Parameter, value: str, understood: Understood) -> Label:
    """Words the query looks for as they stand: a register that is not loaded offers none to choose from."""
    if len(value) > LONGEST_TEXT:
        raise BadValue(
            Words(
                f"»{parameter.name}« ({parameter.label.da}) kan højst være på {LONGEST_TEXT} tegn.",
                f"'{parameter.name}' ({parameter.label.en}) takes {LONGEST_TEXT} characters at most.",
            ),
            parameter=parameter.name,
        )
    understood.bound[parameter.name] = [Literal(value.casefold())]
    return None, value


def _read_words(offered: "Offered") -> "Reader":
    """A reader of words that must occur in what the graph offers; unknown words are no silence of the sources."""

    def read(graph: Graph, _: Resolver, parameter: Parameter, value: str, understood: Understood) -> Label:
        known = offered(graph)
        fits = (lambda text: folded(value) in folded(text)) if parameter.type == "population" else value.__eq__
        if not any(fits(text) for text in known):
            raise UnknownName(
                Words(
                    f"Ingen indlæst kilde har »{value}« som {parameter.label.da}.",
                    f"No loaded source has '{value}' as {parameter.label.en}.",
                ),
                parameter=parameter.name,
                near=near_names(value, known),
            )
        bound = understood.bound.setdefault(parameter.name, [])
        if Literal(value) not in bound:
            bound.append(Literal(value))
        return None, value

    return read


def population_words(graph: Graph) -> list[str]:
    """The words of the patient groups, in both languages."""
    return sorted({text for node in graph.of_class("Population") for text in node.texts(PREF_LABEL)})


def printed_items(graph: Graph) -> list[str]:
    """The items as printed, of all evidence."""
    return sorted({node.value("item") or "" for node in graph.of_class("Evidence")})


def _read_choice(choices: "Choices") -> "Reader":
    def read(graph: Graph, _: Resolver, parameter: Parameter, value: str, understood: Understood) -> Label:
        offered = choices(graph, parameter)
        names = {folded(name): iri for iri, spellings in offered.items() for name in (iri.value, *spellings)}
        iri = names.get(folded(value))
        if iri is None:
            shown = [spellings[0] for spellings in offered.values()]
            raise UnknownName(
                Words(
                    f"»{value}« er ikke en mulighed for »{parameter.name}«. Mulige: {', '.join(shown)}.",
                    f"'{value}' is not a choice for '{parameter.name}'. Possible: {', '.join(shown)}.",
                ),
                parameter=parameter.name,
                near=near_names(folded(value), shown),
            )
        bound = understood.bound.setdefault(parameter.name, [])
        if iri not in bound:
            bound.append(iri)
        node = graph.node(iri)
        return iri, node.text(PREF_LABEL, understood.lang) or node.text(LABEL, understood.lang) or offered[iri][0]

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


def _labelled(*classes: str) -> "Choices":
    """Things of these classes by their labels."""

    def choices(graph: Graph, _: Parameter) -> dict[NamedNode, list[str]]:
        nodes = [node for name in classes for node in graph.of_class(name)]
        return {node.iri: [*node.texts(PREF_LABEL), *node.texts(ALT_LABEL)] for node in nodes}

    return choices


def guideline_choices(graph: Graph, _: Parameter) -> dict[NamedNode, list[str]]:
    """Guidelines by their slug and their labels."""
    nodes = graph.of_class("Guideline")
    return {node.iri: [local(node.iri.value), *node.texts(PREF_LABEL)] for node in nodes}


def _read_year(_: Graph, __: Resolver, parameter: Parameter, value: str, understood: Understood) -> Label:
    if not re.fullmatch(r"[12]\d{3}", value):
        raise BadValue(
            Words(f"»{value}« er ikke et årstal; skriv fire cifre.", f"'{value}' is not a year; write four digits."),
            parameter=parameter.name,
        )
    understood.bound[parameter.name] = [Literal(int(value))]
    return None, value


def _read_source(graph: Graph, resolver: Resolver, parameter: Parameter, value: str, understood: Understood) -> Label:
    """A source or a group of sources; a group is bound as its documents."""
    iri, label = _read_choice(source_choices)(graph, resolver, parameter, value, understood)
    bound = understood.bound[parameter.name]
    meant = [one for term in bound for one in (documents_of(graph, term) if isinstance(term, NamedNode) else [])]
    understood.bound[parameter.name] = list(dict.fromkeys(meant))
    return iri, label


def documents_of(graph: Graph, source: NamedNode) -> list[NamedNode]:
    """The documents of a group of sources; a document or part is itself."""
    if not source.value.startswith(SOURCE_GROUPS):
        return [source]
    cited = local(source.value) == "outside"
    return [node.iri for node in graph.of_class("Document") if ("CitedDocument" in node.kinds) is cited]


def source_choices(graph: Graph, parameter: Parameter) -> dict[NamedNode, list[str]]:
    """Documents by their code, the parts that have one of their own, and the groups of sources."""
    found = {node.iri: [node.value(NOTATION) or ""] for node in graph.of_class("Document")}
    codes = {names[0] for names in found.values()}
    for group in graph.store.subjects(IN_SCHEME, NamedNode(SOURCE_GROUPS.rstrip("/"))):
        found[group] = [local(group.value), *graph.node(group).texts(PREF_LABEL)]
    for part in graph.of_class("DocumentPart"):
        notation = part.value(NOTATION) or ""
        if notation not in codes:
            found[part.iri] = [notation]
    return {iri: names for iri, names in found.items() if not parameter.values or names[0] in parameter.values}


Choices = Callable[[Graph, Parameter], dict[NamedNode, list[str]]]
Offered = Callable[[Graph], list[str]]
Reader = Callable[[Graph, Resolver, Parameter, str, Understood], Label]
CHOICES: dict[str, Choices] = {
    "code": code_choices,
    "kind": kind_choices,
    "source": source_choices,
    "body": _labelled("Organisation", "Region"),
    "guideline": guideline_choices,
}
_READERS: dict[str, Reader] = {
    "date": _read_date,
    "line": _read_line,
    "months": _read_months,
    "text": _read_text,
    "population": _read_words(population_words),
    "item": _read_words(printed_items),
    "year": _read_year,
    **{name: _read_choice(choices) for name, choices in CHOICES.items()},
    "source": _read_source,
}
