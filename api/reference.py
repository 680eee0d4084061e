"""The API reference: a page rendered here from openapi.json, with nothing loaded from elsewhere."""

from typing import Any

from fastapi import APIRouter, FastAPI, Request
from fastapi.responses import HTMLResponse

from .pages import Pages
from .requests import lang_of


def routes(app: FastAPI, pages: Pages) -> APIRouter:
    """`/reference`."""
    router = APIRouter(include_in_schema=False)

    @router.get("/reference", response_class=HTMLResponse)
    def reference(request: Request) -> HTMLResponse:
        return pages.render(request, "reference.html", lang_of(request), operations=operations(app.openapi()))

    return router


def operations(document: dict[str, Any]) -> list[dict[str, Any]]:
    """Path, method and description of every operation of an OpenAPI document, in its order."""
    return [
        {"parameters": [], **operation, "path": path, "method": method.upper()}
        for path, methods in document["paths"].items()
        for method, operation in methods.items()
    ]
