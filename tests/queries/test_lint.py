"""Saved questions keep to the safe places: headers are whole, parameters are bound where binding works."""

import re
from collections.abc import Iterator
from typing import Any

import pyoxigraph
import pytest
from pyoxigraph import Literal, NamedNode
from rdflib.paths import InvPath, MulPath, SequencePath
from rdflib.plugins.sparql.algebra import translateQuery
from rdflib.plugins.sparql.parser import parseQuery
from rdflib.plugins.sparql.parserutils import CompValue
from rdflib.term import Variable

from ensartet.columns import SHARED, columns_of
from ensartet.questions import PARAMETER_TYPES, SOURCE, Question, all_questions
from ensartet.rooms import installed_rooms

QUESTIONS = all_questions(installed_rooms()).values()
pytestmark = pytest.mark.parametrize("question", [pytest.param(q, id=q.name) for q in QUESTIONS])


def body(question: Question) -> str:
    """The query without comments and header."""
    return "\n".join(re.sub(r"(^|\s)#.*$", "", line) for line in question.query.splitlines())


def opened_groups(text: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Every variable with the kinds of the groups around it."""
    stack: list[str] = []
    for match in re.finditer(r"\{|\}|\?\w+", text):
        token = match[0]
        if token == "{":
            before = re.search(r"(\w+)\s*(?:\?\w+|<[^>]*>|\([^)]*\))?\s*$", text[: match.start()])
            stack.append(before[1].upper() if before else "GROUP")
        elif token == "}":
            stack.pop()
        else:
            yield token[1:], tuple(stack)


def asked_of_the_query(question: Question) -> set[str]:
    """The parameters the query is bound to: not the regions rows are shown on, nor the sources the edition has."""
    asked = {p.name for p in question.parameters if p != SOURCE} - {"as_regions_of"}
    return asked - {"drug", "disease", "line_min"} | {"stated_use"} if question.relates else asked


def test_header_is_whole(question: Question) -> None:
    assert question.title.da
    assert question.title.en
    assert question.caveat.da
    assert question.caveat.en
    assert question.owner
    assert {parameter.type for parameter in question.parameters} <= set(PARAMETER_TYPES)
    names = [column.name for column in columns_of(question)]
    assert len(names) == len(set(names))
    again = {name for name in question.own_columns if name in SHARED}
    # what may be a state, a status or a kind depends on what the rows are; the code list is then the question's own
    assert again <= {"state", "status", "kind", "change"}, "a shared column is not declared again"
    assert all(question.own_columns[name]["scheme"] for name in again - {"change"})


def test_the_parameter_block_stands_first_and_names_every_parameter(question: Question) -> None:
    block = re.search(r"WHERE\s*\{\s*VALUES\s*\(([^)]*)\)", body(question))
    assert block is not None
    in_block = {name.lstrip("?") for name in block[1].split()}
    # rows are carried to other regions after the query; only a question about the change itself asks for the day
    assert in_block - {"as_regions_of"} == asked_of_the_query(question)


def test_parameters_stand_only_where_binding_works(question: Question) -> None:
    names = asked_of_the_query(question)
    for variable, groups in opened_groups(body(question)):
        if variable in names:
            assert groups in ((), ("WHERE",), ("WHERE", "OPTIONAL")), (variable, groups)


def test_projection_and_order_are_explicit(question: Question) -> None:
    assert re.search(r"^SELECT DISTINCT \?statement", question.query, re.MULTILINE)
    assert re.search(r"^ORDER BY ", question.query, re.MULTILINE)


def test_the_file_is_a_query_as_it_stands(question: Question) -> None:
    pyoxigraph.Store().query(question.query)


def test_a_value_cannot_leave_its_place(question: Question) -> None:
    hostile = Literal('e" } ?x ?y ?z #')
    bound = question.bound({parameter.name: [hostile] for parameter in question.parameters})
    assert str(hostile) in bound
    pyoxigraph.Store().query(bound)
    with pytest.raises(ValueError, match="IRI"):
        NamedNode("e> ?x ?y } #")


def test_graphs_and_paths_are_none_that_the_engine_reads_otherwise(question: Question) -> None:
    """What the engine answers otherwise than the standard says: a variable graph, a path of no length from a constant.

    Of the five known shapes of `GRAPH ?g` each needs a variable graph, so none is allowed. `<a> p* ?x` gives no row
    where nothing speaks of `<a>`: an unknown code would look like "no medicines" instead of like itself.
    """
    seen: list[str] = []

    def walk(part: Any) -> None:
        if isinstance(part, CompValue) and part.name == "Graph" and isinstance(part["term"], Variable):
            seen.append(f"GRAPH {part['term'].n3()}")
        if isinstance(part, tuple) and len(part) == 3 and _may_be_empty(part[1]):
            seen.extend(f"path from {end}" for end in (part[0], part[2]) if not isinstance(end, Variable))
        if isinstance(part, dict):
            for inner in part.values():
                walk(inner)
        elif isinstance(part, (list, tuple, set)):
            for inner in part:
                walk(inner)

    walk(translateQuery(parseQuery(question.query)).algebra)
    assert seen == []


def _may_be_empty(path: Any) -> bool:
    """Whether a path has a step of no length that could be all of it."""
    if isinstance(path, MulPath):
        return bool(path.zero) or _may_be_empty(path.path)
    if isinstance(path, InvPath):
        return _may_be_empty(path.arg)
    inner = [_may_be_empty(one) for one in getattr(path, "args", ())]
    return bool(inner) and (all(inner) if isinstance(path, SequencePath) else any(inner))
