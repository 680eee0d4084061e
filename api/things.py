"""Every IRI of ours at its own path: a page, Turtle or JSON-LD, by suffix or by what is accepted."""

from collections.abc import Callable, Mapping
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import Response

from ensartet.editions import Edition
from ensartet.errors import NotAcceptable
from ensartet.names import Words
from ensartet.things import Thing, Things

from .described import LISTED, Describer
from .pages import Pages
from .portraits import Portraits
from .requests import lang_of, preferred

FORMS: Mapping[str, tuple[str, ...]] = {
    "html": ("text/html",),
    "ttl": ("text/turtle",),
    "jsonld": ("application/ld+json", "application/json"),
}
DATA = {"ttl": "text/turtle; charset=utf-8", "jsonld": "application/ld+json"}
# data are for everybody's programs, those that run in a browser too
OPEN = {"Access-Control-Allow-Origin": "*"}
PROBLEM: Mapping[str, Any] = {"application/problem+json": {}, "text/html": {}}
ADDRESSES = {
    "/def/": ("ontology", "The ontology: all terms and code lists"),
    "/def/{term}": ("term", "A term of the ontology"),
    "/id/{kind}/{slug:path}": ("thing", "A thing: a statement, use, medicine, disease, region, source, passage ..."),
    "/code/{scheme}": ("code_list", "A code list"),
    "/code/{scheme}/{notation}": ("code", "A code of a list"),
    "/graph/{name:path}": ("graph", "A graph: what one part of a source, or one file of the ontology, says"),
}
PARTS = {
    "term": "Name of a term (TreatmentUse)",
    "kind": "Kind of thing (region)",
    "slug": "The thing (sjaelland)",
    "scheme": "Name of a code list (hedge)",
    "notation": "A code of the list (possibly)",
    "name": "Path of a graph (m2604/base/1)",
}


def routes(edition: Edition, pages: Pages) -> APIRouter:
    """`/def/`, `/id/`, `/code/`, `/graph/` and `/context.jsonld`."""
    router = APIRouter(tags=["Identifiers"])
    things = Things(edition.graph)

    def described(request: Request) -> Response:
        thing, form = _asked(things, request.url.path)
        if form:
            return rendered(request, thing, form)
        response = rendered(request, thing, _negotiated(request))
        response.headers["Vary"] = "Accept"
        return response

    def rendered(request: Request, thing: Thing, form: str) -> Response:
        headers = {"Link": ", ".join(_links(thing))}
        if form == "html":
            page = _page(request, pages, Describer(edition, lang_of(request)), thing)
            page.headers.update(headers)
            return page
        content = things.turtle(thing) if form == "ttl" else things.jsonld(thing)
        return Response(content, media_type=DATA[form], headers=headers | OPEN)

    @router.get("/context.jsonld", operation_id="context", summary="The JSON-LD context", response_class=Response)
    def context() -> Response:
        return Response(things.context.published(), media_type=DATA["jsonld"], headers=OPEN)

    for path, (name, summary) in ADDRESSES.items():
        _add(router, path, name, summary, described)
    for form in FORMS:
        router.add_api_route(f"/def.{form}", described, include_in_schema=False, response_class=Response)
    return router


def _add(router: APIRouter, path: str, name: str, summary: str, described: Callable[[Request], Response]) -> None:
    """One address, with its place in the reference."""
    parameters = [
        {"name": name, "in": "path", "required": True, "description": text, "schema": {"type": "string"}}
        for name, text in PARTS.items()
        if f"{{{name}" in path
    ]
    router.add_api_route(
        path,
        described,
        methods=["GET"],
        operation_id=name,
        summary=summary,
        description="As a page, Turtle or JSON-LD: by `Accept`, or with `.html`, `.ttl` or `.jsonld` at the end.",
        response_class=Response,
        responses={
            200: {"content": {types[0]: {} for types in FORMS.values()}, "description": "What is said of it"},
            404: {"content": PROBLEM, "description": "Nothing has that address"},
            406: {"content": PROBLEM, "description": "None of the forms is accepted"},
            422: {"content": PROBLEM, "description": "There is no such language"},
        },
        openapi_extra={"parameters": parameters},
    )


def _asked(things: Things, path: str) -> tuple[Thing, str | None]:
    """The thing at a path and the form its suffix asks for.

    A slug may have dots, so a suffix is one only where nothing has the whole path as its address.

    Raises:
        UnknownThing: nothing is there.
    """
    path = path.removeprefix("/")
    thing = things.get(path)
    if thing:
        return thing, None
    stem, dot, suffix = path.rpartition(".")
    if not dot or suffix not in FORMS:
        raise things.unknown(path)
    stem = "def/" if stem == "def" else stem
    thing = things.get(stem)
    if thing is None:
        raise things.unknown(stem)
    return thing, suffix


def _negotiated(request: Request) -> str:
    form = preferred(request, FORMS)
    if form is None:
        types = ", ".join(types[0] for types in FORMS.values())
        raise NotAcceptable(Words(f"Adressen findes som {types}.", f"The address is to be had as {types}."))
    return form


def _addresses(thing: Thing) -> dict[str, str]:
    """The address of each form."""
    stem = thing.path.rstrip("/")
    return {form: f"{stem}.{form}" for form in FORMS}


def _links(thing: Thing) -> list[str]:
    """The other forms as RFC 8288 links."""
    return [f'<{href}>; rel="alternate"; type="{FORMS[form][0]}"' for form, href in _addresses(thing).items()]


def _page(request: Request, pages: Pages, describer: Describer, thing: Thing) -> Response:
    forms = _addresses(thing)
    shared: dict[str, Any] = {
        "iri": thing.iri.value,
        "name": describer.name(thing.iri),
        "forms": forms,
        "alternates": [(forms[form], FORMS[form][0]) for form in DATA],
        "triples": len(thing.triples),
        "properties": describer.properties(thing.iri),
        "listed": LISTED,
    }
    lang = lang_of(request)
    if thing.is_ontology:
        lists, version = describer.code_lists(), describer.version()
        modules = describer.modules()
        return pages.render(request, "ontology.html", lang, modules=modules, lists=lists, version=version, **shared)
    questions = [question for of_theme in pages.themes().values() for question in of_theme]
    return pages.render(
        request,
        "thing.html",
        lang,
        portrait=[] if thing.is_graph else Portraits(pages.edition, questions, lang).of(thing.iri),
        kinds=describer.kinds(thing.iri),
        lead=describer.lead(thing.iri),
        said_in=describer.said_in(thing.iri),
        pointing=describer.held(thing) if thing.is_graph else describer.pointing(thing.iri),
        is_graph=thing.is_graph,
        **shared,
    )
