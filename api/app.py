"""The web application: pages and API over one edition."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

from fastapi import Depends, FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, Response
from fastapi.staticfiles import StaticFiles
from starlette.exceptions import HTTPException

from ensartet import __version__
from ensartet.editions import Edition
from ensartet.errors import BadValue, EnginesBusy, EnsartetError, ServerFault, TooOften, UnknownThing
from ensartet.names import Lang, Words
from ensartet.rooms import Rooms
from ensartet.sparql.pool import Engines, Limits
from ensartet.vocabulary import PREFIXES

from . import (
    about,
    case,
    coverage,
    dumps,
    editions,
    evidence,
    front,
    health,
    mappings,
    questions,
    reference,
    search,
    sparql,
    things,
)
from .bounds import Bounds, SafeHeaders
from .budget import Allowance
from .conditional import Conditional, fixed_part
from .pages import STATIC, Pages
from .requests import lang_is_known, lang_of, wants_html

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
        dependencies=[Depends(lang_is_known)],
    )
    pages = Pages(edition, rooms)
    app.mount("/static", StaticFiles(directory=STATIC), name="static")
    app.include_router(front.routes(edition, rooms, pages))
    app.include_router(case.routes(edition, rooms, pages))
    app.include_router(search.routes(edition, rooms, pages))
    app.include_router(about.routes(edition, rooms, pages))
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
    app.add_middleware(Bounds, render=_add_error_handlers(app, pages))

    app.add_middleware(SafeHeaders, headers=SAFE_HEADERS, more=_negotiated)
    return app


def _negotiated(path: str) -> dict[str, str]:
    """What caches must know of a path with more than one form."""
    return {"Vary": "Accept"} if path.startswith("/questions/") and "." not in path else {}


def _add_error_handlers(app: FastAPI, pages: Pages) -> Callable[[Request, EnsartetError], Response]:
    """Every error is a problem object, or a page where a page was asked for; gives what makes them."""

    def render(request: Request, error: EnsartetError) -> Response:
        lang: Lang = lang_of(request)
        vary = {"Vary": "Accept"}
        if isinstance(error, (TooOften, EnginesBusy)):
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

    @app.exception_handler(Exception)
    async def fault(request: Request, _: Exception) -> Response:
        detail = Words(
            "Svaret kunne ikke laves. Fejlen er skrevet i loggen.", "No answer could be made; the log has why."
        )
        error = ServerFault(detail)  # answered outside every middleware, and logged by the server
        headers = {"Vary": "Accept", **SAFE_HEADERS}
        return JSONResponse(error.problem(lang_of(request)), 500, headers, media_type="application/problem+json")

    return render
