"""The search: a page, and the same as JSON."""

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, JSONResponse, Response

from ensartet.editions import Edition
from ensartet.errors import BadValue
from ensartet.rooms import Rooms
from ensartet.search import LONGEST, Found, Hit, Searcher

from .pages import Pages
from .requests import lang_of, preferred, with_parameters

FORMS = {"html": ("text/html",), "json": ("application/json",)}


def routes(edition: Edition, rooms: Rooms, pages: Pages) -> APIRouter:
    """`/search` and `/search.json`."""
    router = APIRouter()
    searcher = Searcher(edition, rooms)

    def found(request: Request) -> Found:
        return searcher.search(request.query_params.get("q", ""), lang_of(request))

    def as_json(request: Request) -> Response:
        return JSONResponse({**found(request).as_object(), "edition": edition.about()})

    router.add_api_route(
        "/search.json",
        as_json,
        operation_id="search",
        summary="What a name, code or word may mean: medicines, diseases, regions, questions",
        description="Near names where none fits; terms that look alike and mean different things are told apart.",
        tags=["Names"],
        response_class=Response,
        responses={
            200: {"content": {"application/json": {}}, "description": "What was found"},
            422: {"content": {"application/problem+json": {}}, "description": "No name can be meant by that"},
        },
        openapi_extra={
            "parameters": [
                {
                    "name": "q",
                    "in": "query",
                    "required": False,
                    "description": "Name, brand, ATC code or words",
                    "schema": {"type": "string", "maxLength": LONGEST},
                    "example": "Darzalex",
                },
                {
                    "name": "lang",
                    "in": "query",
                    "required": False,
                    "schema": {"type": "string", "enum": ["da", "en", ""]},
                }
                | {"description": "Language of labels; empty as if not given"},
            ]
        },
    )

    @router.get("/search", include_in_schema=False, response_class=HTMLResponse)
    def page(request: Request) -> Response:
        if preferred(request, FORMS) == "json":
            response = as_json(request)
            response.headers["Vary"] = "Accept"
            return response
        lang, given = lang_of(request), request.query_params.get("q", "")

        def case_of(hit: Hit) -> str:
            keep = {"lang": ["en"]} if lang == "en" else {}
            return with_parameters("/sag", keep, **{hit.kind: hit.label})

        trouble, result = None, None
        try:
            result = found(request)
        except BadValue as error:
            trouble = error
        return pages.render(
            request,
            "search.html",
            lang,
            trouble.status if trouble else 200,
            q="" if trouble else given.strip(),
            found=result,
            trouble=trouble,
            case_of=case_of,
            alternates=[] if trouble else [(with_parameters("/search.json", {"q": [given]}), "application/json")],
        )

    return router
