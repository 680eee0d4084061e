"""Whether query files keep to what every engine answers alike and where parameters bind: before anything is asked.

The places were measured on three engines over thirteen shapes: a parameter bound by the VALUES block is right in the
outermost group, directly in an OPTIONAL of it, and in a FILTER directly in (NOT) EXISTS; inside GRAPH, a sub-SELECT,
a branch of UNION or deeper rows vanish without a word, and inside MINUS nothing is subtracted. rdflib's parser reads
the files; its engine is never asked.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from .headers import read_header
from .names import XSD, Words
from .rooms import Rooms

KINDS = ("asked", "findings", "checks", "derive")
DATES = frozenset({"as_of", "known_at"})
RELATED = frozenset({"drug", "disease", "line_min"})
# what differs between two askings of the same data
NOT_REPEATABLE = frozenset({"NOW", "RAND", "UUID", "STRUUID", "BNODE", "Aggregate_Sample"})
SAFE_PLACES = ((), ("optional",), ("exists",), ("optional", "exists"))


class Slip(NamedTuple):
    """What is wrong in a query file: the rule, the file as people know it, the line (1-based), what to do."""

    rule: str
    file: str
    line: int
    message: Words


class Found(NamedTuple):
    """What a rule found: a pattern of the place in the text, what to do, and a pattern of what stands before it."""

    place: str
    message: Words
    after: str = ""


@dataclass(frozen=True)
class Query:
    """One file: its kind (the folder), header and text."""

    kind: str
    header: Mapping[str, Any]
    text: str

    @cached_property
    def bare(self) -> str:
        """The text without comments, line by line; `#` inside an IRI or a text stays."""
        return "\n".join(_COMMENT.sub(lambda match: match["kept"] or "", line) for line in self.text.splitlines())

    @cached_property
    def tree(self) -> Any:
        """The query as rdflib's parser reads it."""
        from rdflib.plugins.sparql.parser import parseQuery

        return parseQuery(self.text)[1]

    @cached_property
    def algebra(self) -> Any:
        """The same as algebra, in which prefixed names are IRIs and paths are paths."""
        from rdflib.plugins.sparql.algebra import translateQuery
        from rdflib.plugins.sparql.parser import parseQuery

        return translateQuery(parseQuery(self.text)).algebra  # parsed again: the translation changes what it is given

    @property
    def parameters(self) -> frozenset[str]:
        """The variables that its VALUES block must bind."""
        named = frozenset(self.header.get("parameters") or ()) | DATES
        return named - RELATED | {"stated_use"} if self.header.get("relates") else named

    @property
    def block(self) -> frozenset[str]:
        """The variables that its VALUES block does bind, where it stands first in the outermost group."""
        parts = self.tree.where.part or []
        first = parts[0] if parts and parts[0].name == "InlineData" else None
        return frozenset(map(str, first.var)) if first is not None else frozenset()


# a comment, after what may hold a "#" itself: an IRI, a text
_COMMENT = re.compile(r"""(?P<kept><[^<>\s]*>|"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')|\#.*""")
Rule = Callable[[Query], Iterator[Found]]


def lint(rooms: Rooms) -> list[Slip]:
    """The slips of every query file, by file and line."""
    return [
        slip for kind in KINDS for path in sorted((rooms.queries / kind).glob("*.rq")) for slip in slips(rooms, path)
    ]


def slips(rooms: Rooms, path: Path) -> list[Slip]:
    """The slips of one file; one that cannot be read has that slip alone."""
    file = rooms.shown(path)
    try:
        header, text = read_header(path)
        query = Query(path.parent.name, header, text)
        _readable(query)
    except (OSError, ValueError, yaml.YAMLError, SyntaxError) as error:
        reason = " ".join(str(error).split())[:200]
        line = getattr(error, "lineno", None) or 1
        words = Words(
            f"Filen kan ikke læses som forespørgsel: {reason}", f"The file cannot be read as a query: {reason}"
        )
        return [Slip("readable", file, line, words)]
    found = [(name, one) for name, rule in RULES.items() for one in rule(query)]
    return sorted(Slip(name, file, _line(query, one), one.message) for name, one in found)


def _line(query: Query, found: Found) -> int:
    """The first line on which something found stands, 1 where it stands on none."""
    lines = list(enumerate(query.bare.splitlines(), 1))
    start = next((number for number, line in lines if found.after and re.search(found.after, line)), 0)
    return next((number for number, line in lines[start:] if re.search(found.place, line)), 1)


def _readable(query: Query) -> None:
    """Both parsers read it.

    Raises:
        SyntaxError: Oxigraph does not.
        ValueError: rdflib does not.
    """
    import pyoxigraph
    from pyparsing import ParseException

    try:
        with suppress(RuntimeError):  # a function that is none of the standard's, which a rule says better
            pyoxigraph.Store().query(query.text)
        assert query.tree
    except ParseException as error:
        raise SyntaxError(f"{error.msg} ({error.line.strip()[:60]})", (None, error.lineno, None, None)) from error


# --- rules


def parameter_block(query: Query) -> Iterator[Found]:
    """The VALUES block stands first in the outermost group and names each parameter, and nothing else."""
    if query.kind != "asked":
        return
    block = query.block - {"as_regions_of"}  # only a question about the change of regions itself asks for that day
    if block != query.parameters:
        missing = ", ".join(sorted(query.parameters - block)) or "-"
        more = ", ".join(sorted(block - query.parameters)) or "-"
        yield Found(
            r"\bVALUES\b",
            Words(
                f"Sæt én VALUES-blok først i yderste gruppe med alle parametre; mangler: {missing}; for meget: {more}.",
                f"Put one VALUES block first in the outermost group with all parameters; missing: {missing}; "
                f"too many: {more}.",
            ),
        )


def parameter_place(query: Query) -> Iterator[Found]:
    """Parameters are used where binding them works."""
    if query.kind != "asked":
        return
    names = query.parameters | query.block
    for name, place in sorted(set(_used(query.tree.where, ()))):
        if name in names and place not in SAFE_PLACES:
            where = " > ".join(place)
            yield Found(
                rf"\?{name}\b",
                Words(
                    f"Parameteren ?{name} bruges i {where}; dér forsvinder rækker. Brug den i yderste gruppe, direkte "
                    "i OPTIONAL eller i et FILTER direkte i EXISTS.",
                    f"The parameter ?{name} is used in {where}; rows vanish there. Use it in the outermost group, "
                    "directly in OPTIONAL, or in a FILTER directly in EXISTS.",
                ),
                after=r"\bVALUES\b",
            )


def projection(query: Query) -> Iterator[Found]:
    """A query names what it gives: engines order the columns of `*` each in its own way."""
    if query.kind == "derive":
        return
    first = {"asked": ["statement"], "findings": ["statement"], "checks": ["focus"]}[query.kind]
    if not query.tree.projection:
        yield Found(
            r"\bSELECT\b", Words("Nævn kolonnerne i stedet for SELECT *.", "Name the columns instead of SELECT *.")
        )
    elif [str(one.var or one.evar) for one in query.tree.projection][: len(first)] != first:
        yield Found(
            r"\bSELECT\b", Words(f"Lad ?{first[0]} stå først i SELECT.", f"Let ?{first[0]} stand first in SELECT.")
        )


def order(query: Query) -> Iterator[Found]:
    """A question orders its rows, down to the statement or finding: the same data are the same answer."""
    if query.kind != "asked":
        return
    keys = set(_variables(query.tree.orderby)) if query.tree.orderby else set()
    if not keys & {"statement", "finding"}:
        yield Found(
            r"^ORDER BY" if keys else r"\bSELECT\b",
            Words(
                "Slut med ORDER BY, der ender ved ?statement, så rækkernes orden ligger fast.",
                "End with an ORDER BY down to ?statement, so that the order of the rows is fixed.",
            ),
        )


def limit(query: Query) -> Iterator[Found]:
    """A sub-SELECT that keeps some of its rows says which."""
    for part in _parts(query.tree):
        if part.name in ("SubSelect", "SelectQuery") and part.limitoffset and not part.orderby:
            yield Found(
                r"\b(?:LIMIT|OFFSET)\b",
                Words("LIMIT uden ORDER BY vælger tilfældigt.", "LIMIT without ORDER BY picks any."),
            )


def graph_variable(query: Query) -> Iterator[Found]:
    """Inside GRAPH with a variable stand triples alone, which do not name it.

    The five shapes that Oxigraph reads otherwise than the standard each have more there: MINUS, OPTIONAL, a count in a
    sub-SELECT, the variable again, or VALUES for it.
    """
    from rdflib.term import Variable

    for part in _parts(query.algebra):
        if part.name != "Graph" or not isinstance(part.term, Variable):
            continue
        plain = part.p.name == "BGP" and str(part.term) not in set(_variables(part.p.triples))
        if not plain or str(part.term) in query.block:
            yield Found(
                r"\bGRAPH\s+\?",
                Words(
                    f"Skriv kun tripler i GRAPH ?{part.term}; MINUS, OPTIONAL, VALUES og grafen læses forskelligt.",
                    f"Write triples alone in GRAPH ?{part.term}; MINUS, OPTIONAL, VALUES and the graph itself are "
                    "read differently.",
                ),
            )


def empty_path(query: Query) -> Iterator[Found]:
    """A path of no length starts at something that is there.

    From a constant that the data do not have Oxigraph gives no row, where the standard gives the constant itself: an
    unknown code would look like "no medicines". From a variable that nothing else binds it gives every term there is.
    """
    from rdflib.term import Variable

    for part in _parts(query.algebra):
        for triple in part.triples or () if part.name == "BGP" else ():
            if not _may_be_empty(triple[1]):
                continue
            ends = [end for end in (triple[0], triple[2]) if not isinstance(end, Variable)]
            if ends or not _anchored(query, triple):
                yield Found(
                    r"[*?]\s*[)\s]|[\w)]\*",
                    Words(
                        "En sti uden længde skal begynde ved en variabel, som noget andet i gruppen binder.",
                        "A path of no length must begin at a variable that something else in the group binds.",
                    ),
                )


def repeatable(query: Query) -> Iterator[Found]:
    """Nothing that gives another answer the next time."""
    for part in _parts(query.tree):
        name = part.name.removeprefix("Builtin_")
        if name in NOT_REPEATABLE:
            word = name.removeprefix("Aggregate_").upper()
            yield Found(
                rf"(?i)\b{word}\b",
                Words(f"{word} giver ikke det samme to gange.", f"{word} does not give the same twice."),
            )


def standard(query: Query) -> Iterator[Found]:
    """Nothing but SPARQL 1.1 on the data that are here: no other service or data set, no function of one engine."""
    from rdflib.term import URIRef

    bare = re.sub(r"<[^<>\s]*>", lambda match: "<" + "_" * (len(match[0]) - 2) + ">", query.bare)
    for part in _parts(query.algebra):
        if part.name == "ServiceGraphPattern":
            yield Found(r"(?i)\bSERVICE\b", Words("Spørg ikke andre tjenester.", "Ask no other service."))
        if part.name == "Function" and isinstance(part.iri, URIRef) and not part.iri.startswith(XSD):
            yield Found(
                re.escape(str(part.iri).rpartition("/")[2].rpartition("#")[2]),
                Words(f"Funktionen {part.iri} er ikke SPARQL 1.1.", f"The function {part.iri} is not SPARQL 1.1."),
            )
    if query.tree.datasetClause:
        yield Found(
            r"(?i)\bFROM\b", Words("Udgaven vælger data; brug ikke FROM.", "The edition chooses data; no FROM.")
        )
    if re.search(r":[\w.-]*\\", bare):
        yield Found(
            r":[\w.-]*\\",
            Words(
                "Skriv ikke \\ i et navn, som rdflib læser anderledes; giv kodelisten et præfiks.",
                "Write no \\ in a name, which rdflib reads otherwise; give the code list a prefix.",
            ),
        )


RULES: dict[str, Rule] = {
    "parameter-block": parameter_block,
    "parameter-place": parameter_place,
    "projection": projection,
    "order": order,
    "limit": limit,
    "graph-variable": graph_variable,
    "empty-path": empty_path,
    "repeatable": repeatable,
    "standard": standard,
}


# --- walking


def _parts(tree: Any) -> Iterator[Any]:
    """Every part of a parse tree or algebra, outermost first."""
    from rdflib.plugins.sparql.parserutils import CompValue
    from rdflib.term import Identifier

    if isinstance(tree, CompValue):
        yield tree
        inner: Any = list(tree.values())
    elif isinstance(tree, str | Identifier | dict) or not hasattr(tree, "__iter__"):
        inner = list(tree.values()) if isinstance(tree, dict) else []
    else:
        inner = list(tree)
    for one in inner:
        yield from _parts(one)


def _variables(tree: Any) -> Iterator[str]:
    """Every variable that stands in a part, as often as it does."""
    from rdflib.term import Identifier, Variable

    if isinstance(tree, Variable):
        yield str(tree)
    elif not isinstance(tree, str | Identifier) and hasattr(tree, "__iter__"):
        for one in list(tree.values()) if isinstance(tree, dict) else list(tree):
            yield from _variables(one)


_PLACES = {
    "OptionalGraphPattern": "optional",
    "MinusGraphPattern": "minus",
    "GraphGraphPattern": "graph",
    "SubSelect": "sub-select",
    "Builtin_EXISTS": "exists",
    "Builtin_NOTEXISTS": "exists",
}


def _used(tree: Any, place: tuple[str, ...]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Every variable with the groups around it, outermost first.

    What stands in EXISTS outside a FILTER of its own group is in the place "exists-pattern", where binding is not safe.
    """
    from rdflib.plugins.sparql.parserutils import CompValue
    from rdflib.term import Identifier, Variable

    if isinstance(tree, Variable):
        yield str(tree), place
        return
    if isinstance(tree, CompValue):
        if tree.name in _PLACES:
            place = (*place, _PLACES[tree.name])
        elif tree.name == "GroupOrUnionGraphPattern":
            place = (*place, "union" if len(tree.graph) > 1 else "group") if not _is_select(tree) else place
        elif tree.name in ("TriplesBlock", "Bind") and place[-1:] == ("exists",):
            place = (*place[:-1], "exists-pattern")
        children: Any = list(tree.values())
    elif isinstance(tree, dict):
        children = list(tree.values())
    elif isinstance(tree, str | Identifier) or not hasattr(tree, "__iter__"):
        return
    else:
        children = list(tree)
    for child in children:
        yield from _used(child, place)


def _is_select(group: Any) -> bool:
    """Whether a group in braces is nothing but a sub-SELECT."""
    return len(group.graph) == 1 and group.graph[0].name == "SubSelect"


def _may_be_empty(path: Any) -> bool:
    """Whether a path has a step of no length that could be all of it."""
    from rdflib.paths import InvPath, MulPath, SequencePath

    if isinstance(path, MulPath):
        return bool(path.zero) or _may_be_empty(path.path)
    if isinstance(path, InvPath):
        return _may_be_empty(path.arg)
    inner = [_may_be_empty(one) for one in getattr(path, "args", ())]
    return bool(inner) and (all(inner) if isinstance(path, SequencePath) else any(inner))


def _anchored(query: Query, triple: Any) -> bool:
    """Whether an end of a path stands in a triple or block besides."""
    ends = {str(triple[0]), str(triple[2])}
    others = [one for part in _parts(query.algebra) for one in (part.triples or ()) if part.name == "BGP"]
    held = {name for one in others if one is not triple for name in _variables(one)} | query.block
    return bool(ends & held)
