"""The web application: pages and API over one edition."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, Response
from fastapi.staticfiles import StaticFiles
from starlette.exceptions import HTTPException
from starlette.middleware.base import RequestResponseEndpoint

from ensartet import __version__
from ensartet.editions import Edition
from ensartet.errors import BadValue, EnsartetError, TooOften, UnknownThing
from ensartet.names import Lang, Words
from ensartet.rooms import Rooms
from ensartet.sparql.pool import Engines, Limits
from ensartet.vocabulary import PREFIXES

from . import coverage, dumps, editions, evidence, front, health, mappings, questions, reference, sparql, things
from .budget import Allowance
from .conditional import Conditional, fixed_part
from .pages import STATIC, Pages
from .requests import lang_of, wants_html

SAFE_HEADERS = {
    "Content-Security-Policy": "; ".join(
        [
            "default-src 'self'",
            "object-src 'none'",
            "base-uri 'none'",
            "form-action 'self'",
            "frame-ancestors 'none'",
        ]
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
}


def create_app(
    edition: Edition,
    rooms: Rooms,
    limits: Limits = Limits(),  # noqa: B008 -- frozen
    allowance: Allowance | None = Allowance(),  # noqa: B008 -- frozen
) -> FastAPI:
    """The application that answers from `edition`.

    Args:
        limits: what one free SPARQL query may take.
        allowance: what each client may use of them in a minute; None for no limit.
    """
    serving = editions.Editions(edition, lambda content: Engines(content, PREFIXES, limits))

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        yield
        serving.close()

    app = FastAPI(
        lifespan=lifespan,
        title="ensartet",
        version=__version__,
        summary="How Denmark's regions take medicines into use: questions with evidence, dates and what is not known.",
        docs_url=None,
        redoc_url=None,
    )
    pages = Pages(edition, rooms)
    app.mount("/static", StaticFiles(directory=STATIC), name="static")
    app.include_router(front.routes(pages))
    app.include_router(health.routes(edition))
    app.include_router(editions.routes(edition))
    app.include_router(dumps.routes(edition, pages))
    app.include_router(coverage.routes(edition, rooms, pages))
    app.include_router(questions.routes(edition, rooms, pages))
    app.include_router(mappings.routes(edition, rooms))
    app.include_router(evidence.routes(edition, pages))
    app.include_router(things.routes(edition, pages))
    app.include_router(sparql.routes(sparql.Endpoint(serving, rooms, pages, allowance)))
    app.include_router(reference.routes(app, pages))
    app.add_middleware(Conditional, fixed=fixed_part(edition, rooms))
    _add_error_handlers(app, pages)

    @app.middleware("http")
    async def add_safe_headers(request: Request, call_next: RequestResponseEndpoint) -> Response:
        head = request.method == "HEAD"
        if head:
            request.scope["method"] = "GET"
        response = await call_next(request)
        response.headers.update(SAFE_HEADERS)
        if request.url.path.startswith("/questions/") and "." not in request.url.path:
            response.headers["Vary"] = "Accept"
        return Response(status_code=response.status_code, headers=dict(response.headers)) if head else response

    return app


def _add_error_handlers(app: FastAPI, pages: Pages) -> None:
    """Every error is a problem object, or a page where a page was asked for."""

    def render(request: Request, error: EnsartetError) -> Response:
        lang: Lang = lang_of(request)
        vary = {"Vary": "Accept"}
        if isinstance(error, TooOften):
            vary["Retry-After"] = str(error.retry_after)
        if wants_html(request):
            page = pages.problem(request, error, lang)
            page.headers.update(vary)
            return page
        return JSONResponse(error.problem(lang), error.status, vary, media_type="application/problem+json")

    @app.exception_handler(EnsartetError)
    async def known(request: Request, error: EnsartetError) -> Response:
        return render(request, error)

    @app.exception_handler(HTTPException)
    async def http(request: Request, error: HTTPException) -> Response:
        if error.status_code == 404:
            missing = Words(f"Der er intet på adressen {request.url.path}.", f"There is nothing at {request.url.path}.")
            return render(request, UnknownThing(missing))
        refused = Words(f"{request.method} kan ikke bruges her.", f"{request.method} cannot be used here.")
        problem = {**BadValue(refused).problem(lang_of(request)), "type": "about:blank", "title": str(error.detail)}
        problem["status"] = error.status_code
        return JSONResponse(problem, error.status_code, error.headers, media_type="application/problem+json")

    @app.exception_handler(RequestValidationError)
    async def invalid(request: Request, _: RequestValidationError) -> Response:
        detail = Words("Forespørgslen kan ikke læses.", "The request cannot be read.")
        return render(request, BadValue(detail))
