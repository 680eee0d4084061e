"""`/sparql`: the SPARQL 1.1 protocol, queries only, over the edition; every query in an engine that can be killed."""

import asyncio
import json
from collections.abc import Awaitable, Mapping
from typing import Any
from urllib.parse import parse_qs

import pyoxigraph
from fastapi import APIRouter, Request
from fastapi.responses import Response
from pyoxigraph import Literal, NamedNode, RdfFormat, Triple

from ensartet.editions import Edition
from ensartet.errors import (
    BadValue,
    EnsartetError,
    NotAcceptable,
    QueryRefused,
    QueryStopped,
    TooMuch,
    UnsupportedMedia,
)
from ensartet.names import LANGS, RDF, XSD, Words
from ensartet.questions import all_questions
from ensartet.rooms import Rooms
from ensartet.sparql.guard import MOST_BYTES, Seen, guard
from ensartet.sparql.pool import Asked
from ensartet.vocabulary import PREFIXES

from .budget import Allowance, Budget
from .dumps import described_dumps
from .editions import Editions, Served
from .pages import Pages
from .requests import lang_of, preferred, wants_html

SD = "http://www.w3.org/ns/sparql-service-description#"
VOID = "http://rdfs.org/ns/void#"
FORMATS = "http://www.w3.org/ns/formats/"
HTML = ("text/html",)
PROBLEM: Mapping[str, Any] = {"application/problem+json": {}, "text/html": {}}
RESULTS: Mapping[str, tuple[str, ...]] = {
    "application/sparql-results+json": ("application/sparql-results+json", "application/json"),
    "application/sparql-results+xml": ("application/sparql-results+xml", "application/xml", "text/xml"),
    "text/csv": ("text/csv",),
    "text/tab-separated-values": ("text/tab-separated-values",),
}
GRAPHS: Mapping[str, tuple[str, ...]] = {
    "text/turtle": ("text/turtle", "application/x-turtle"),
    "application/n-triples": ("application/n-triples", "text/plain"),
    "application/ld+json": ("application/ld+json", "application/json"),
    "application/rdf+xml": ("application/rdf+xml",),
}
_DESCRIPTIONS = {
    "text/turtle": RdfFormat.TURTLE,
    "application/n-triples": RdfFormat.N_TRIPLES,
    "application/ld+json": RdfFormat.JSON_LD,
    "application/rdf+xml": RdfFormat.RDF_XML,
}
_FEATURES = ("UnionDefaultGraph",)
_RESULT_FORMATS = (
    "SPARQL_Results_JSON",
    "SPARQL_Results_XML",
    "SPARQL_Results_CSV",
    "SPARQL_Results_TSV",
    "Turtle",
    "N-Triples",
    "JSON-LD",
    "RDF_XML",
)
KNOWN_AT_WORDS = Words(
    "Parameteren known_at (YYYY-MM-DD) spørger grafen, som den kunne kendes den dag; "
    "uden den spørges den nyeste udgave. "
    "Dagen rykkes ned til den seneste offentliggørelse, som står i svarets hoved X-Ensartet-Known-At. "
    "En dag før den første kilde er en fejl, ikke et tomt svar.",
    "The parameter known_at (YYYY-MM-DD) asks the graph as far as it could be known by that day; without it the newest "
    "edition is asked. The day snaps down to the latest publication, which the answer's header X-Ensartet-Known-At "
    "names. A day before the first source is an error, not an empty answer.",
)
_FORM = "application/x-www-form-urlencoded"
_QUERY = "application/sparql-query"
_PARAMETERS = ("query", "default-graph-uri", "named-graph-uri", "known_at", "lang")
SHOWN_ROWS = 1000
_WATCH = 0.1
EDITION, KNOWN_AT = "X-Ensartet-Edition", "X-Ensartet-Known-At"
_OPEN = {"Vary": "Accept", "Access-Control-Allow-Origin": "*"}


class Endpoint:
    """Answers free SPARQL over the edition of now, or over the one of the day that `known_at` names.

    Args:
        allowance: what each client may use; None for no limit.
    """

    def __init__(self, editions: Editions, rooms: Rooms, pages: Pages, allowance: Allowance | None) -> None:
        self._editions, self._rooms, self._pages = editions, rooms, pages
        self._budget = Budget(allowance)

    async def answer(self, request: Request) -> Response:
        """The answer to a request of the protocol; without a query the service description, or the query page.

        Raises:
            QueryRefused, TooMuch, QueryStopped, EnginesBusy, TooOften, NotAcceptable: as the guard, the engines and the
                budget say.
        """
        client = request.client.host if request.client else ""
        given: dict[str, list[str]] = {}
        try:
            with self._budget.spending(client):
                given |= await _read(request)
                _known_parameters(given)
                if "query" not in given:
                    return self._described(request)
                if len(given["query"]) > 1:
                    raise _refused("Der er givet flere forespørgsler.", "More than one query was given.")
                async with self._editions.using(_known_at(given)) as served:
                    # the longest query takes the scan a tenth of a second, in which others are served
                    seen = await asyncio.to_thread(guard, given["query"][0], served.graphs)
                    return await self._asked(request, given, seen, served)
        except EnsartetError as error:
            if wants_html(request) and len(given.get("query", [])) == 1:  # on the page, the query can be mended
                return self.page(request, given["query"][0], None, error)
            raise

    async def _asked(self, request: Request, given: dict[str, list[str]], seen: Seen, served: Served) -> Response:
        offers = dict(RESULTS if seen.form in ("SELECT", "ASK") else GRAPHS)
        page = preferred(request, {**offers, "page": HTML}) == "page"
        media = next(iter(offers)) if page else preferred(request, offers)
        if media is None:
            raise NotAcceptable(
                Words(f"Svaret kan fås som {', '.join(offers)}.", f"The answer can be had as {', '.join(offers)}.")
            )
        graphs, named = _dataset(given, seen, served)
        query = given["query"][0]
        content = await _unless_gone(request, served.engines.run(Asked(query, media, graphs, named)))
        if page:
            return self.page(request, query, _shown(content, seen), None)
        which = {EDITION: served.edition.manifest.version}
        if served.edition.known_at:
            which[KNOWN_AT] = served.edition.known_at
        return Response(content, media_type=media, headers={**which, **_OPEN})

    def _described(self, request: Request) -> Response:
        form = preferred(request, {**GRAPHS, "page": HTML})
        if form == "page":
            return self.page(request, "", None, None)
        if form is None:
            raise NotAcceptable(
                Words(
                    f"Beskrivelsen kan fås som {', '.join(GRAPHS)}.",
                    f"The description can be had as {', '.join(GRAPHS)}.",
                )
            )
        triples = service_description(self._editions.newest.edition, str(request.url.replace(query="", fragment="")))
        prefixes = {"sd": SD, "void": VOID, "dcterms": PREFIXES["dcterms"], "xsd": XSD}
        content = pyoxigraph.serialize(triples, format=_DESCRIPTIONS[form], prefixes=prefixes)
        return Response(content, media_type=form, headers=_OPEN)

    def page(self, request: Request, query: str, result: dict[str, Any] | None, problem: Any) -> Response:
        """The page with the form, examples from the saved questions, and the result as a table."""
        lang = lang_of(request)
        examples = [
            (question.title.in_lang(lang), question.name, _bare(question.query))
            for question in all_questions(self._rooms).values()
        ]
        response = self._pages.render(
            request,
            "sparql.html",
            lang,
            problem.status if problem else 200,
            query=query,
            result=result,
            problem=problem,
            examples=examples,
            limits=self._editions.newest.engines.limits,
            known_at=request.query_params.get("known_at", ""),
            graphs=sorted(self._editions.newest.graphs),
        )
        response.headers["Vary"] = "Accept"
        return response


def routes(endpoint: Endpoint) -> APIRouter:
    """`/sparql`."""
    router = APIRouter(tags=["SPARQL"])
    shared: dict[str, Any] = {
        "summary": "SPARQL 1.1 protocol, queries only",
        "response_class": Response,
        "responses": {
            200: {"content": {media: {} for media in (*RESULTS, *GRAPHS, *HTML)}, "description": "The whole result"},
            400: {"content": PROBLEM, "description": "No query, or one that is refused"},
            406: {"content": PROBLEM, "description": "Not in that form"},
            413: {
                "content": PROBLEM,
                "description": "Query or result over a cap, which is named",
            },
            415: {
                "content": PROBLEM,
                "description": "Another media type than those of the protocol",
            },
            422: {"content": PROBLEM, "description": "No day, nothing was known by then, or there is no such language"},
            429: {"content": PROBLEM, "description": "The client's minute is used up"},
            503: {"content": PROBLEM, "description": "Stopped at the deadline, or no engine came free"},
        },
    }
    parameters = [
        {
            "name": "query",
            "in": "query",
            "schema": {"type": "string"},
            "description": "The query; absent: the service description",
            "example": "ASK {?s ?p ?o}",
        },
        {
            "name": "default-graph-uri",
            "in": "query",
            "schema": {"type": "array", "items": {"type": "string"}},
            "description": "Graphs to read as the default graph; absent: all",
        },
        {
            "name": "named-graph-uri",
            "in": "query",
            "schema": {"type": "array", "items": {"type": "string"}},
            "description": "Graphs that GRAPH may name; absent: all",
        },
        {
            "name": "known_at",
            "in": "query",
            "schema": {"type": "string"},
            "description": "Ask the graph as far as it was known by this day; absent: the newest",
            "example": "2026-05-07",
        },
    ]
    body = {
        "content": {
            _QUERY: {"schema": {"type": "string"}},
            _FORM: {"schema": {"type": "object", "properties": {"query": {"type": "string"}}}},
        }
    }

    @router.get("/sparql", operation_id="sparql_get", openapi_extra={"parameters": parameters}, **shared)
    async def get(request: Request) -> Response:
        return await endpoint.answer(request)

    @router.post("/sparql", operation_id="sparql_post", openapi_extra={"requestBody": body}, **shared)
    async def post(request: Request) -> Response:
        return await endpoint.answer(request)

    return router


async def _read(request: Request) -> dict[str, list[str]]:
    """The parameters of a request, from its address or its body (SPARQL 1.1 Protocol, 2.1)."""
    given = {name: request.query_params.getlist(name) for name in request.query_params}
    if request.method != "POST":
        return given
    media = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if media not in (_FORM, _QUERY):
        raise UnsupportedMedia(Words(f"Send {_FORM} eller {_QUERY}.", f"Send {_FORM} or {_QUERY}."))
    text = _decoded(await _body(request))
    if media == _QUERY:
        given.setdefault("query", []).append(text)
        return given
    try:
        form = parse_qs(text, keep_blank_values=True, strict_parsing=bool(text), errors="strict", max_num_fields=100)
    except ValueError as error:
        raise _refused("Formularen kan ikke læses.", "The form cannot be read.") from error
    for name, values in form.items():
        given.setdefault(name, []).extend(values)
    return given


async def _body(request: Request) -> bytes:
    """The body, read no further than a query may be long."""
    content = bytearray()
    async for chunk in request.stream():
        content += chunk
        if len(content) > 3 * MOST_BYTES:  # a form writes a byte as three characters
            raise TooMuch(
                Words(f"Forespørgslen er større end {MOST_BYTES} byte.", f"The query is over {MOST_BYTES} bytes.")
            )
    return bytes(content)


def _decoded(content: bytes) -> str:
    try:
        return content.decode()
    except UnicodeDecodeError as error:
        raise _refused("Forespørgslen er ikke UTF-8.", "The query is not UTF-8.") from error


def _known_parameters(given: Mapping[str, list[str]]) -> None:
    if "update" in given:
        raise _refused("Opdateringer er ikke tilladt her.", "Updates are not allowed here.")
    for name in given:
        if name not in _PARAMETERS:
            known = ", ".join(_PARAMETERS)
            raise _refused(
                f"Der er ingen parameter »{name}«; der er {known}.", f"No parameter '{name}'; there are {known}."
            )


def _known_at(given: Mapping[str, list[str]]) -> str | None:
    """The day asked for; a blank one, as the page's form sends it, is none."""
    days = {day.strip() for day in given.get("known_at", [])} - {""}
    if len(days) > 1:
        raise BadValue(Words("»known_at« kan kun have én værdi.", "'known_at' takes one value."), parameter="known_at")
    return next(iter(days), None)


def _dataset(given: dict[str, list[str]], seen: Seen, served: Served) -> tuple[list[str] | None, list[str] | None]:
    """The graphs to read: those of the protocol before those of the query (SPARQL 1.1 Protocol, 2.1.4)."""
    graphs, named = given.get("default-graph-uri", []), given.get("named-graph-uri", [])
    for iri in [*graphs, *named]:
        if iri not in served.graphs:
            raise _refused(f"Grafen <{iri}> findes ikke her.", f"There is no graph <{iri}> here.")
    if not graphs and not named:
        graphs, named = seen.graphs, seen.named_graphs
    return (graphs, named) if graphs or named else (None, None)


async def _unless_gone(request: Request, running: Awaitable[bytes]) -> bytes:
    """The result; when the client leaves, what runs is cancelled, which kills its engine."""
    task = asyncio.ensure_future(running)
    try:
        while not (await asyncio.wait([task], timeout=_WATCH))[0]:
            if await request.is_disconnected():
                raise QueryStopped(Words("Klienten er gået.", "The client has left."))
        return task.result()
    finally:
        task.cancel()


def _shown(content: bytes, seen: Seen) -> dict[str, Any]:
    """What the page shows of a result: a table of at most SHOWN_ROWS rows, an answer, or triples as Turtle."""
    if seen.form in ("CONSTRUCT", "DESCRIBE"):
        return {"turtle": content.decode()}
    result = json.loads(content)
    if "boolean" in result:
        return {"answer": result["boolean"]}
    rows = result["results"]["bindings"]
    return {"names": result["head"]["vars"], "rows": rows[:SHOWN_ROWS], "total": len(rows)}


def _bare(query: str) -> str:
    """A saved query without its header."""
    return "\n".join(line for line in query.splitlines() if not line.startswith("#+")).strip()


def service_description(edition: Edition, address: str) -> list[Triple]:
    """What the endpoint is, in the terms of SPARQL 1.1 Service Description and VoID.

    Args:
        address: the address the endpoint was asked at.
    """
    service, dataset, default = (
        NamedNode(address),
        NamedNode(f"{address}#dataset"),
        NamedNode(f"{address}#default-graph"),
    )
    kind = NamedNode(RDF + "type")

    def whole(number: int) -> Literal:
        return Literal(str(number), datatype=NamedNode(XSD + "integer"))

    triples = [
        Triple(service, kind, NamedNode(SD + "Service")),
        Triple(service, NamedNode(SD + "endpoint"), service),
        Triple(service, NamedNode(SD + "supportedLanguage"), NamedNode(SD + "SPARQL11Query")),
        *(Triple(service, NamedNode(SD + "feature"), NamedNode(SD + feature)) for feature in _FEATURES),
        *(Triple(service, NamedNode(SD + "resultFormat"), NamedNode(FORMATS + name)) for name in _RESULT_FORMATS),
        Triple(service, NamedNode(SD + "defaultDataset"), dataset),
        *(
            Triple(service, NamedNode(PREFIXES["dcterms"] + "description"), Literal(text, language=lang))
            for lang, text in zip(LANGS, KNOWN_AT_WORDS, strict=True)
        ),
        *described_dumps(edition, dataset, address.removesuffix("/sparql")),
        Triple(dataset, kind, NamedNode(SD + "Dataset")),
        Triple(dataset, kind, NamedNode(VOID + "Dataset")),
        Triple(dataset, NamedNode(VOID + "sparqlEndpoint"), service),
        Triple(dataset, NamedNode(VOID + "triples"), whole(edition.manifest.quads)),
        Triple(dataset, NamedNode(PREFIXES["dcterms"] + "hasVersion"), Literal(edition.manifest.version)),
        Triple(
            dataset,
            NamedNode(PREFIXES["dcterms"] + "modified"),
            Literal(edition.manifest.sources_to, datatype=NamedNode(XSD + "date")),
        ),
        Triple(dataset, NamedNode(SD + "defaultGraph"), default),
        Triple(default, kind, NamedNode(SD + "Graph")),
    ]
    for graph in edition.store.graphs():
        named = NamedNode(f"{address}#graph-{graph.value.rpartition('/graph/')[2].replace('/', '-')}")
        triples += [
            Triple(dataset, NamedNode(SD + "namedGraph"), named),
            Triple(named, kind, NamedNode(SD + "NamedGraph")),
            Triple(named, NamedNode(SD + "name"), graph),
        ]
    return triples


def _refused(da: str, en: str) -> QueryRefused:
    return QueryRefused(Words(da, en))
