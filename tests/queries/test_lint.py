"""Saved questions: headers are whole, and a value cannot leave the place where it is bound. Slips: test_slips.py."""

import pyoxigraph
import pytest
from pyoxigraph import Literal, NamedNode

from ensartet.columns import SHARED, columns_of
from ensartet.questions import PARAMETER_TYPES, Question, all_questions
from ensartet.rooms import installed_rooms

QUESTIONS = all_questions(installed_rooms()).values()
pytestmark = pytest.mark.parametrize("question", [pytest.param(q, id=q.name) for q in QUESTIONS])


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


def test_a_value_cannot_leave_its_place(question: Question) -> None:
    hostile = Literal('e" } ?x ?y ?z #')
    bound = question.bound({parameter.name: [hostile] for parameter in question.parameters})
    assert str(hostile) in bound
    pyoxigraph.Store().query(bound)
    with pytest.raises(ValueError, match="IRI"):
        NamedNode("e> ?x ?y } #")
