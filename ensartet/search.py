"""Searching for what people write: medicines, diseases, regions and questions, and words that are easily confused."""

import csv
import re
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from functools import cached_property
from typing import Any

from pyoxigraph import NamedNode

from .editions import Edition
from .errors import BadValue
from .graph import LABEL
from .names import LANGS, Lang, Words, ens, kebab, path_of
from .questions import Question, all_questions
from .resolve import KINDS, WORD_FOR, folded
from .rooms import Rooms

LONGEST = 200
MOST = 25
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")
_SINGLE = re.compile(r"\b(?:enkelt|single|individual|named patient)", re.IGNORECASE)
_ORDER = {"exact": 0, "part": 1, "near": 2}


@dataclass(frozen=True)
class Hit:
    """Something found.

    Attributes:
        kind: "drug", "disease", "region" or "question".
        type: the class of the thing ("substance"), or "question".
        how: "exact", "part" or "near".
        spoken_of: whether a loaded statement is about it; None for a question.
    """

    kind: str
    type: str
    label: str
    address: str
    how: str
    iri: str | None = None
    type_label: str = ""
    detail: str = ""
    spoken_of: bool | None = None


@dataclass(frozen=True)
class Lookalike:
    """A term that begins like others and means something else; `question` answers it, None where nothing is held."""

    term: str
    meaning: str
    question: str | None
    title: str


@dataclass
class Found:
    """What a search found: `hits` in order of kind and closeness, `left_out` beyond the most that are listed."""

    given: str
    hits: list[Hit] = field(default_factory=list)
    near: list[Hit] = field(default_factory=list)
    lookalikes: list[Lookalike] = field(default_factory=list)
    left_out: int = 0

    def as_object(self) -> dict[str, Any]:
        """The result as JSON."""
        return {
            "q": self.given,
            "hits": [asdict(hit) for hit in self.hits],
            "near": [asdict(hit) for hit in self.near],
            "lookalikes": [asdict(one) for one in self.lookalikes],
            "left_out": self.left_out,
        }


def plain(given: str, parameter: str) -> str:
    """What somebody typed, trimmed.

    Raises:
        BadValue: it is longer than `LONGEST` characters or has control characters.
    """
    if _CONTROL.search(given.strip()):
        raise BadValue(
            Words(
                "Teksten har tegn, der ikke kan skrives eller vises. Skriv navnet igen.",
                "The text has characters that can be neither written nor shown. Write the name again.",
            ),
            parameter=parameter,
        )
    if len(given.strip()) > LONGEST:
        raise BadValue(
            Words(
                f"Teksten er på {len(given.strip())} tegn; højst {LONGEST}. Skriv et navn eller en kode.",
                f"The text has {len(given.strip())} characters; at most {LONGEST}. Write a name or a code.",
            ),
            parameter=parameter,
        )
    return given.strip()


class Searcher:
    """Searches one edition and the saved questions."""

    def __init__(self, edition: Edition, rooms: Rooms) -> None:
        self._edition, self._rooms = edition, rooms

    def search(self, given: str, lang: Lang) -> Found:
        """What `given` may mean, with labels in `lang`; near names only where no name fits.

        Raises:
            BadValue: nobody can have meant that as a name.
        """
        found = Found(plain(given, "q"))
        if not found.given:
            return found
        hits = [*self._things(found.given, lang), *self._questions(found.given, lang)]
        found.hits, found.left_out = hits[:MOST], max(0, len(hits) - MOST)
        if not any(hit.kind != "question" for hit in hits):
            found.near = list(self._near(found.given, lang))[:MOST]
        if _SINGLE.search(found.given):
            found.lookalikes = [self._lookalike(row, lang) for row in self._lookalikes]
        return found

    def _things(self, given: str, lang: Lang) -> list[Hit]:
        found = [
            self._hit(kind, match.iri, match.how, lang, match.name)
            for kind in KINDS
            for match in self._edition.resolver.matches(kind, given)
        ]
        return sorted(found, key=lambda hit: _ORDER[hit.how])

    def _near(self, given: str, lang: Lang) -> Iterator[Hit]:
        for kind in KINDS:
            for near in self._edition.resolver.near(kind, given):
                if near.iri:
                    yield self._hit(kind, NamedNode(near.iri), "near", lang)

    def _hit(self, kind: str, iri: NamedNode, how: str, lang: Lang, name: str = "") -> Hit:
        graph = self._edition.graph
        node = graph.node(iri)
        kinds = node.kinds & {*KINDS[kind]}
        type_ = min(kinds, key=KINDS[kind].index, default=kind)
        label = graph.label(iri, lang)
        return Hit(
            kind,
            kebab(type_),
            label,
            path_of(iri.value) or "",
            how,
            iri.value,
            graph.node(ens(type_)).text(LABEL, lang) or WORD_FOR[kind].in_lang(lang),
            "" if any(name in folded(graph.label(iri, one)) for one in LANGS) else name,
            self.spoken_of(kind, iri),
        )

    def spoken_of(self, kind: str, iri: NamedNode) -> bool:
        """Whether any loaded statement is about a thing; for a medicine also about a treatment that has it."""
        if iri.value not in self._spoken:
            edition = self._edition
            if kind == "region":
                self._spoken[iri.value] = bool(edition.store.subjects(ens("region"), iri))
            else:
                resolved = edition.resolver.resolve(kind, iri.value, edition.manifest.sources_to, kind)
                self._spoken[iri.value] = edition.has_statement(resolved)
        return self._spoken[iri.value]

    @cached_property
    def _spoken(self) -> dict[str, bool]:
        return {}

    def _questions(self, given: str, lang: Lang) -> list[Hit]:
        """Questions with every word in their title or name, then those with every word anywhere in what they say."""
        words = re.findall(r"\w+", folded(given))
        titles, texts = [], []
        for question in all_questions(self._rooms).values():
            title = folded(f"{question.title.da} {question.title.en} {question.name}")
            text = folded(f"{title} {question.why.da} {question.why.en} {question.theme.da} {question.theme.en}")
            if words and all(re.search(rf"\b{re.escape(word)}", title) for word in words):
                titles.append(self._question(question, "part", lang))
            elif words and all(re.search(rf"\b{re.escape(word)}", text) for word in words):
                texts.append(self._question(question, "part", lang))
        return titles + texts

    @staticmethod
    def _question(question: Question, how: str, lang: Lang) -> Hit:
        return Hit(
            "question",
            "question",
            question.title.in_lang(lang),
            f"/questions/{question.name}",
            how,
            type_label="spørgsmål" if lang == "da" else "question",
            detail=question.why.in_lang(lang),
        )

    def _lookalike(self, row: dict[str, str], lang: Lang) -> Lookalike:
        question = all_questions(self._rooms).get(row["question"])
        return Lookalike(
            row[f"term_{lang}"],
            row[f"means_{lang}"],
            question.name if question else None,
            question.title.in_lang(lang) if question else "",
        )

    @cached_property
    def _lookalikes(self) -> list[dict[str, str]]:
        """The terms of ontology/lookalikes.tsv: their words, what they mean, and the question that answers them."""
        with (self._rooms.ontology / "lookalikes.tsv").open(encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
