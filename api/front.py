"""The front page: prepare a case, search, questions by theme, the regions of the day; and the list of questions."""

from dataclasses import dataclass, field

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from ensartet.answers import answer
from ensartet.editions import Edition
from ensartet.errors import BadValue
from ensartet.exports import position
from ensartet.names import LANGS, Lang
from ensartet.periods import parse_day, today
from ensartet.questions import find_question
from ensartet.rooms import Rooms

from .matrix import Matrix, matrix_of
from .pages import Pages
from .requests import lang_of, with_parameters

MATRIX = "region-matrix"
MOST_KEPT = 32


@dataclass(frozen=True)
class Sheet:
    """The matrix of a day with what limits it."""

    matrix: Matrix | None
    position: str
    caveats: list[str]
    whole: str


@dataclass
class Sheets:
    """The matrices of an edition, made once per day and language and kept; the oldest makes room."""

    edition: Edition
    rooms: Rooms
    _kept: dict[tuple[str, Lang], Sheet] = field(default_factory=dict)

    def of(self, day: str, lang: Lang) -> Sheet:
        """The matrix as of an ISO day, over the regions of that day; what earlier regions said stands with theirs."""
        kept = self._kept.get((day, lang))
        if kept is None:
            kept = self._kept[(day, lang)] = self._made(day, lang)
            while len(self._kept) > MOST_KEPT:
                self._kept.pop(next(iter(self._kept)), None)
        return kept

    def _made(self, day: str, lang: Lang) -> Sheet:
        given: dict[str, list[str]] = {"as_of": [day], "as_regions_of": [day], "lang": [lang]}
        answered = answer(self.edition, find_question(self.rooms, MATRIX), given)
        texts = [caveat["text"] for caveat in answered.content["caveats"]]
        whole = with_parameters(f"/questions/{MATRIX}.html", given, lang="en" if lang == "en" else None)
        return Sheet(matrix_of(self.edition, answered), position(answered.content, lang), texts, whole)


def routes(edition: Edition, rooms: Rooms, pages: Pages) -> APIRouter:
    """`/` and `/questions`."""
    router = APIRouter(include_in_schema=False)
    sheets = Sheets(edition, rooms)
    for lang in LANGS:  # ready before the first visitor
        sheets.of(today().isoformat(), lang)

    @router.get("/", response_class=HTMLResponse)
    def front(request: Request) -> HTMLResponse:
        lang, trouble = lang_of(request), None
        typed = request.query_params.get("as_of", "").strip()
        day = today().isoformat()
        if typed:
            try:
                day = parse_day(typed, "as_of").isoformat()
            except BadValue as error:
                trouble = error
        sheet = sheets.of(day, lang)
        return pages.render(
            request,
            "front.html",
            lang,
            trouble.status if trouble else 200,
            themes=pages.themes(),
            suggestions={kind: pages.suggested(kind, lang) for kind in ("drug", "disease")},
            typed={},
            kept={},
            as_of=typed[:20],
            trouble=trouble,
            matrix=sheet.matrix,
            position=sheet.position,
            caveats=sheet.caveats,
            whole=sheet.whole,
        )

    @router.get("/questions", response_class=HTMLResponse)
    def listing(request: Request) -> HTMLResponse:
        return pages.render(request, "questions.html", lang_of(request), themes=pages.themes())

    return router
