"""The front page and the list of questions."""

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from .pages import Pages
from .requests import lang_of


def routes(pages: Pages) -> APIRouter:
    """`/` and `/questions`."""
    router = APIRouter(include_in_schema=False)

    @router.get("/", response_class=HTMLResponse)
    def front(request: Request) -> HTMLResponse:
        return pages.render(
            request, "front.html", lang_of(request), themes=pages.themes(), **pages.headline(lang_of(request))
        )

    @router.get("/questions", response_class=HTMLResponse)
    def listing(request: Request) -> HTMLResponse:
        return pages.render(request, "questions.html", lang_of(request), themes=pages.themes())

    return router
