"""What this is for and what it is not, which sources it rests on, how to read, cite and reuse it."""

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from ensartet.answers import answer
from ensartet.editions import Edition
from ensartet.graph import NOTATION
from ensartet.names import Lang, Words, path_of
from ensartet.periods import written_out
from ensartet.questions import find_question
from ensartet.rooms import Rooms

from .matrix import EMPTY, EXPLAINED
from .pages import TITLE, Pages
from .requests import lang_of

_BOUNDS = {"lower-bound": Words("tidligst ", "not before "), "upper-bound": Words("senest ", "not after ")}
CELLS = ("not-mentioned", "region-not-named", "not-loaded", "not-applicable")


def routes(edition: Edition, rooms: Rooms, pages: Pages) -> APIRouter:
    """`/om`."""
    router = APIRouter(include_in_schema=False)

    @router.get("/om", response_class=HTMLResponse)
    def about(request: Request) -> HTMLResponse:
        lang = lang_of(request)
        content = answer(edition, find_question(rooms, "sources"), {"lang": [lang]}).content
        states: dict[str, int] = {}
        for row in content["rows"]:
            states[row["state_label"]] = states.get(row["state_label"], 0) + 1
        return pages.render(
            request,
            "about.html",
            lang,
            documents=_documents(edition, lang),
            states=states,
            cells=[(EMPTY[name].in_lang(lang), EXPLAINED[name].in_lang(lang)) for name in CELLS],
            up_to=written_out(edition.manifest.sources_to, lang),
            version=edition.manifest.version,
            here=str(request.base_url),
        )

    return router


def _documents(edition: Edition, lang: Lang) -> list[tuple[str, str, str, str]]:
    """The documents that are loaded: notation, title, day with how sure it is, and page; the newest first."""
    found = []
    for node in edition.graph.of_class("Document"):
        if "CitedDocument" in node.kinds:
            continue
        day, notation = node.value("publishedOn") or "", node.value(NOTATION) or ""
        bound = _BOUNDS.get(node.code("publishedBasis") or "", Words("", "")).in_lang(lang)
        found.append((day, (notation, node.text(TITLE, lang) or notation, bound + day, path_of(node.iri.value) or "")))
    return [document for _, document in sorted(found, reverse=True)]
