"""Saved questions: their headers, their parameters, and binding values to them as terms."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from itertools import product
from pathlib import Path
from typing import Any

import yaml
from pyoxigraph import Literal, NamedNode
from rapidfuzz import fuzz, process

from .errors import BuildRefused, Near, UnknownQuestion
from .headers import read_header
from .names import Words
from .rooms import Rooms

PARAMETER_TYPES = (
    "drug",
    "disease",
    "region",
    "date",
    "code",
    "kind",
    "source",
    "line",
    "population",
    "item",
    "body",
    "guideline",
    "months",
    "text",
    "year",
)
ONE_VALUE = ("date", "line", "months", "text", "year")
_BLOCK = re.compile(r"VALUES\s*\((?P<names>[^)]*)\)\s*\{.*?\n?\s*\)\s*\}", re.DOTALL)


@dataclass(frozen=True)
class Parameter:
    """One parameter of a question, from its header.

    Attributes:
        type: one of PARAMETER_TYPES.
        scheme: for a code, the code list its values come from.
        values: for a code or kind, the values the header allows; empty for all.
        things: for a drug or disease, whether the query wants the thing itself and not what is about it.
        whole: for a drug, whether treatments in which it is one of several components are left out.
    """

    name: str
    type: str
    label: Words
    required: bool = False
    multiple: bool = True
    example: str | None = None
    scheme: str = ""
    values: tuple[str, ...] = ()
    things: bool = False
    whole: bool = False


@dataclass(frozen=True)
class Completeness:
    """Which statements bear on how complete a question's answer is, from its header.

    Attributes:
        about: kinds of completeness statement.
        related: classes whose statements answer "known otherwise" where the question has no row.
        denied: class whose negated statements confirm that there is no row.
        each_region: the state of a region valid on the date that has neither row nor entry; empty for none.
        cases: the Council status of the cases that statements without a use must be about; empty for none.
        unloaded: what to say while no statement of the question's classes is loaded; None where that says nothing.
        known: slugs of statements that tell of the register nobody has loaded; each is "known otherwise".
        until: the parameter up to whose day sources are asked for; empty where none is.
        silence: what an answer without rows says in words of its own, whatever else is known; None for the usual words.
        products: whether what is said of the products loaded bears on it; it does not on what sources call a use.
    """

    about: tuple[str, ...] = ()
    related: tuple[str, ...] = ()
    denied: str = ""
    each_region: str = ""
    cases: str = ""
    unloaded: Words | None = None
    known: tuple[str, ...] = ()
    until: str = ""
    silence: Words | None = None
    products: bool = False


@dataclass(frozen=True)
class Question:
    """A saved question: a header and a SELECT query whose first VALUES block holds the parameters.

    Attributes:
        number: its place in the catalogue of questions.
        notes: further caveats that always hold, each with its code.
        statements: the classes its rows speak of.
        evidenced: whether rows rest on passages; mappings do not (decision 0008).
        records: whether rows are records, filtered by `as_of` only where it is given.
        every_region: whether each use has one row per region, also where nothing is said of the region.
        relates: whether it is about the uses that may have something in common with the one asked about: the query is
            bound to `?stated_use` and `?relation`, which stand for `drug`, `disease` and `line_min`.
        fold: what makes one row of all solutions ("agreement"); empty for a row per solution.
        owner: the role that is responsible for it, a code of the list question-role.
        checked_by: the role that reviewed it, likewise; None if none did.
        reviewed_on: the day it was reviewed (ISO), None if it was not.
    """

    name: str
    version: int
    number: int
    title: Words
    why: Words
    theme: Words
    caveat: Words
    notes: tuple[tuple[str, Words], ...]
    parameters: tuple[Parameter, ...]
    columns: tuple[str, ...]
    own_columns: Mapping[str, Mapping[str, Any]]
    statements: tuple[str, ...]
    evidenced: bool
    records: bool
    matrix: bool
    every_region: bool
    summary: tuple[str, ...]
    completeness: Completeness
    owner: str
    checked_by: str | None
    reviewed_on: str | None
    example: str
    query: str = field(repr=False)
    fold: str = ""
    relates: bool = False

    @property
    def required(self) -> tuple[Parameter, ...]:
        """The parameters without which it cannot be answered."""
        return tuple(parameter for parameter in self.parameters if parameter.required)

    @property
    def example_values(self) -> dict[str, list[str]]:
        """The parameters of its example."""
        pairs = (pair.partition("=") for pair in self.example.split("&"))
        return {name: [value] for name, _, value in pairs}

    @cached_property
    def projected(self) -> frozenset[str]:
        """The variables its SELECT clause names."""
        clause = re.search(r"^SELECT\s+(?:DISTINCT\s+)?(.*?)WHERE", self.query, re.MULTILINE | re.DOTALL)
        return frozenset(re.findall(r"\?(\w+)", clause[1])) if clause else frozenset()

    def bound(
        self,
        values: Mapping[str, Sequence[NamedNode | Literal]],
        together: Sequence[Mapping[str, NamedNode]] | None = None,
    ) -> str:
        """The query with its parameters bound: every combination of values is one row of the VALUES block.

        Terms are serialised by the RDF library; a parameter without a value is UNDEF.

        Args:
            together: values of several parameters that belong together, each combined with all the rest; where there
                are none, nothing matches. None where the question has no such parameters.
        """
        match = _BLOCK.search(self.query)
        if match is None:
            raise ValueError(f"{self.name} has no VALUES block")
        names = [name.lstrip("?") for name in match["names"].split()]
        rows = "\n".join(
            f"    ( {' '.join(row)} )"
            for fixed in ([{}] if together is None else together)
            for row in product(*(_choices(name, fixed, values) for name in names))
        )
        block = f"VALUES ({match['names']}) {{\n{rows}\n  }}"
        return self.query[: match.start()] + block + self.query[match.end() :]


def _choices(
    name: str, fixed: Mapping[str, NamedNode], values: Mapping[str, Sequence[NamedNode | Literal]]
) -> list[str]:
    """What a parameter is bound to, written as in a query."""
    terms = [fixed[name]] if name in fixed else values.get(name, ())
    return [str(term) for term in terms] or ["UNDEF"]


DATES = (
    Parameter("as_of", "date", Words("forhold på dato", "position on date"), multiple=False, example="2026-05-10"),
    Parameter(
        "known_at",
        "date",
        Words("kilder offentliggjort senest", "sources published by"),
        multiple=False,
        example="2026-05-10",
    ),
    Parameter(
        "as_regions_of",
        "date",
        Words("regioner, som de er på dato", "regions as they stand on"),
        multiple=False,
        example="2027-01-01",
    ),
)
SOURCE = Parameter("source", "source", Words("kun fra kilden", "only from source"), example="M2604")
COMMON_PARAMETERS = (*DATES, SOURCE)


def read_question(path: Path) -> Question:
    """The question in a `.rq` file.

    Raises:
        BuildRefused: its header cannot be read, or lacks something without which it cannot be asked; names the file.
    """
    place = f"{path.parent.parent.name}/{path.parent.name}/{path.name}"
    try:
        return _read(path)
    except KeyError as error:
        raise BuildRefused(
            Words(f"{place}: hovedet mangler {error.args[0]}.", f"{place}: the header lacks {error.args[0]}.")
        ) from error
    except (OSError, TypeError, ValueError, AttributeError, yaml.YAMLError) as error:
        reason = " ".join(str(error).split())
        raise BuildRefused(
            Words(f"{place}: hovedet kan ikke læses ({reason}).", f"{place}: the header cannot be read ({reason}).")
        ) from error


def _read(path: Path) -> Question:
    header, text = read_header(path)
    words = {name: Words(**header[name]) for name in ("title", "why", "theme", "caveat")}
    parameters = tuple(
        Parameter(
            name=name,
            type=spec["type"],
            label=Words(**spec["label"]),
            required=spec.get("required", False),
            multiple=spec["type"] not in ONE_VALUE,
            example=spec.get("example"),
            scheme=spec.get("scheme", ""),
            values=tuple(spec.get("values", ())),
            things=spec.get("things", False),
            whole=spec.get("whole", False),
        )
        for name, spec in (header.get("parameters") or {}).items()
    )
    completeness = header.get("completeness") or {}
    return Question(
        name=path.stem,
        version=header["version"],
        number=header["number"],
        notes=tuple((note["code"], Words(note["da"], note["en"])) for note in header.get("notes", ())),
        parameters=parameters + _common(parameters),
        columns=tuple(header["columns"]),
        own_columns=header.get("own_columns") or {},
        statements=tuple(header["statements"]),
        evidenced=header.get("evidenced", True),
        records=header.get("records", False),
        matrix=header.get("matrix", False),
        every_region=header.get("every_region", False),
        summary=tuple(header.get("summary") or ()),
        completeness=Completeness(
            about=tuple(completeness.get("about", ())),
            related=tuple(completeness.get("related", ())),
            denied=completeness.get("denied", ""),
            each_region=completeness.get("each_region", ""),
            cases=completeness.get("cases", ""),
            unloaded=Words(**completeness["unloaded"]) if "unloaded" in completeness else None,
            known=tuple(completeness.get("known", ())),
            until=completeness.get("until", ""),
            silence=Words(**completeness["silence"]) if "silence" in completeness else None,
            products=completeness.get("products", False),
        ),
        owner=header["owner"],
        checked_by=header.get("checked_by"),
        reviewed_on=str(day) if (day := header.get("reviewed_on")) else None,
        example=header["example"],
        query=text,
        fold=header.get("fold", ""),
        relates=header.get("relates", False),
        **words,
    )


def _common(own: tuple[Parameter, ...]) -> tuple[Parameter, ...]:
    """The parameters every question has, but for those it declares itself."""
    return tuple(common for common in COMMON_PARAMETERS if common.name not in {parameter.name for parameter in own})


@lru_cache(maxsize=4)
def all_questions(rooms: Rooms) -> dict[str, Question]:
    """Every question in queries/asked/, by name, in the order of the catalogue."""
    questions = [read_question(path) for path in sorted((rooms.queries / "asked").glob("*.rq"))]
    return {question.name: question for question in sorted(questions, key=lambda q: q.number)}


def find_question(rooms: Rooms, name: str) -> Question:
    """The question of that name.

    Raises:
        UnknownQuestion: there is none; with near names.
    """
    questions = all_questions(rooms)
    if name in questions:
        return questions[name]
    raise UnknownQuestion(
        Words(f"Der er intet spørgsmål med navnet »{name}«.", f"There is no question named '{name}'."),
        near=near_names(name, list(questions)),
    )


def near_names(given: str, names: Sequence[str]) -> list[Near]:
    """The three names closest to one that nobody knows, closest first."""
    found = process.extract(given, names, scorer=_nearness, limit=3)
    return [Near(name, None, round(score)) for name, score, _ in found]


def _nearness(given: str, name: str, **_: object) -> float:
    """0 to 100: near as a whole and in part, so that a short code is nearer its like than a long one it begins."""
    return (fuzz.WRatio(given, name) + fuzz.ratio(given, name)) / 2
