"""An escalation that a source states becomes a row; until one does, the answer says what is and is not known."""

from dataclasses import replace
from pathlib import Path

import pytest

from ensartet.answers import answer
from ensartet.checks import check_shapes
from ensartet.editions import Edition
from ensartet.questions import find_question
from ensartet.rooms import Rooms

from .test_checks import broken

STATED = (Path(__file__).parents[1] / "shapes" / "examples" / "Escalation.ru").read_text(encoding="utf-8")


@pytest.mark.parametrize(("hedge", "known"), [("none", "yes"), ("apparently", "unknown")])
def test_an_escalation_that_a_source_states_is_a_row(hedge: str, known: str, edition: Edition, rooms: Rooms) -> None:
    store = broken(edition, STATED.replace("hedge\\/none", f"hedge\\/{hedge}"))
    assert check_shapes(rooms, store.quads()) == []
    with_one, question = replace(edition, store=store), find_question(rooms, "escalations")
    found = answer(with_one, question, {"as_of": ["2026-05-10"]}).content
    (row,) = found["rows"]
    shown = {name: row[name] for name in ("kind", "drug", "line_min", "region_scope", "state", "raised_on", "answer")}
    assert shown == {
        "kind": "escalation",
        "drug": "daratumumab",
        "line_min": 2,
        "region_scope": "several-unnamed",
        "state": "raised",
        "raised_on": "2026-03",
        "answer": known,
    }
    assert [entry["state"] for entry in found["completeness"]] == ["known-otherwise"]
    for dates in ({"since": ["2026-04-01"]}, {"as_of": ["2026-03-15"]}, {"known_at": ["2026-04-01"]}):
        assert answer(with_one, question, dates).rows == []
