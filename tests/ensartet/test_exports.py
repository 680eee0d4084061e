from ensartet.answers import answer
from ensartet.editions import Edition
from ensartet.exports import as_text
from ensartet.questions import find_question
from ensartet.rooms import Rooms


def test_text_says_caveats_before_rows_and_what_is_not_known_after(edition: Edition, rooms: Rooms) -> None:
    text = as_text(answer(edition, find_question(rooms, "off-label-without-application"), {}))
    assert text.index("betyder ikke nej") < text.index("daratumumab") < text.index("[kendt på anden vis]")
    assert "M2604 punkt 6" in text
    assert "Kilder til og med 8. maj 2026" in text


def test_text_of_an_empty_answer_is_not_empty(edition: Edition, rooms: Rooms) -> None:
    question = find_question(rooms, "off-label-without-application")
    text = as_text(answer(edition, question, {"region": ["Sjælland"], "lang": ["en"]}))
    assert "0 rows." in text
    assert "[unknown]" in text
