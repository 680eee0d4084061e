"""The ontology breaks no rule, and every rule finds what a broken file plants, with a message that says what to do."""

import re
from dataclasses import replace
from pathlib import Path

import pytest
from pyoxigraph import RdfFormat, parse

from ensartet.questions import read_question
from ensartet.rooms import Rooms, installed_rooms

from .lint import MENTION, RULES, Ontology, read

BROKEN = sorted((Path(__file__).parent / "broken").glob("*.*"))
BUNDLED = read(installed_rooms())


def with_broken(path: Path) -> tuple[Ontology, str]:
    """The ontology with what a broken file adds, and the message that must come of it.

    A .ttl is added to the end of the module (or the code lists) its first line names; a .rq is one more query.
    """
    text = path.read_text(encoding="utf-8")
    ontology = replace(
        BUNDLED,
        modules={module: list(quads) for module, quads in BUNDLED.modules.items()},
        lists=list(BUNDLED.lists),
        uses=dict(BUNDLED.uses),
        questions=list(BUNDLED.questions),
    )
    expected = re.search(r"^# expect: (.*)$", text, re.MULTILINE)
    assert expected is not None, "say in a line '# expect: …' what the rule must say"
    if path.suffix == ".ttl":
        module = re.search(r"^# module: (.*)$", text, re.MULTILINE)
        assert module is not None, "say in a line '# module: …' where the triples are added"
        quads = ontology.lists if module[1] == "lists" else ontology.modules.setdefault(module[1], [])
        quads += parse(path=str(path), format=RdfFormat.TURTLE)
    else:
        ontology.uses[path.name] = set(MENTION.findall(text))
        if "#+ title" in text:
            ontology.questions.append(read_question(path))
    return ontology, expected[1]


@pytest.mark.parametrize("rule", RULES)
def test_the_ontology_breaks_no_rule(rule: str) -> None:
    found = list(RULES[rule](BUNDLED))
    assert not found, "\n".join(found)


def test_every_rule_has_a_broken_file_and_every_file_a_rule() -> None:
    assert {path.name.partition(".")[0] for path in BROKEN} == set(RULES)


@pytest.mark.parametrize("path", [pytest.param(path, id=path.name) for path in BROKEN])
def test_a_broken_file_is_found_and_the_message_says_what_to_do(path: Path) -> None:
    ontology, expected = with_broken(path)
    found = list(RULES[path.name.partition(".")[0]](ontology))
    assert any(expected in message for message in found), found


def test_every_row_of_the_forbidden_words_is_a_pattern_and_says_what_instead(rooms: Rooms) -> None:
    assert BUNDLED.forbidden
    for row in BUNDLED.forbidden:
        assert row["lang"] in ("da", "en")
        assert row["instead"], row
        assert row["why"], row
        re.compile(row["word"])
        re.compile(row["where"])


def test_a_plain_word_is_in_use_and_is_no_word_of_the_glossary() -> None:
    """A word nobody uses is removed, and one that the glossary has governed since too."""
    stripped = replace(BUNDLED, plain={"da": set(), "en": set()})
    needed = {found[1] for m in RULES["known-words"](stripped) if (found := re.search(r"the line '(.*)' to", m))}
    listed = {f"{lang}<tab>{word}" for lang, words in BUNDLED.plain.items() for word in words}
    assert listed <= needed, sorted(listed - needed)
