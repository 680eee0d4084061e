"""Which sources the answers rest on, which are known and missing, and what the system cannot know."""

from dataclasses import dataclass

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, RedirectResponse
from pyoxigraph import NamedNode

from ensartet.answers import answer
from ensartet.editions import Edition
from ensartet.evidence import TITLE
from ensartet.graph import NOTATION, Graph, Node
from ensartet.names import DCTERMS, Lang, Words, code, ens, path_of
from ensartet.periods import written_out
from ensartet.questions import find_question
from ensartet.rooms import Rooms
from ensartet.sorting import danish_key

from .described import Describer
from .pages import Pages
from .portraits import missing_from
from .requests import lang_of, with_parameters

IS_PART_OF = NamedNode(DCTERMS + "isPartOf")
STATES = ("known-missing", "not-loaded", "dated", "loaded", "cited")
CANNOT_KNOW = (
    Words(
        "Det, der ikke er offentliggjort, eller som står i bilag og referater, der ikke er indlæst.",
        "What is not published, or stands in annexes and minutes that are not loaded.",
    ),
    Words(
        "Hvilke regioner en kilde mener, når den kun siger »flere regioner«.",
        "Which regions a source means when it only says 'several regions'.",
    ),
    Words(
        "Om noget sker i en region, som ingen kilde nævner. Tavshed er ikke et nej.",
        "Whether something happens in a region that no source names. Silence is not a no.",
    ),
    Words(
        "Hvad der er sket efter den nyeste kilde. Siden viser aldrig dagens dato som kildernes dato.",
        "What has happened since the newest source. The page never shows today's date as that of the sources.",
    ),
    Words(
        "Hvad en enkelt patient får eller bør have. Der er ingen oplysninger om patienter.",
        "What a single patient gets or should have. There is no information on patients.",
    ),
)


@dataclass(frozen=True)
class Loaded:
    """A document with what is loaded from it: how many statements, and its day as precise as it is known."""

    notation: str
    title: str
    href: str
    known: str
    statements: int
    questions: str
    cited: bool
    parts: list["Part"]
    missing: int


@dataclass(frozen=True)
class Part:
    """A part of a document that came apart, with how many statements rest on it."""

    title: str
    href: str
    known: str
    statements: int


def routes(edition: Edition, rooms: Rooms, pages: Pages) -> APIRouter:
    """`/coverage`, and `/daekning` for those who write Danish."""
    router = APIRouter(include_in_schema=False)

    @router.get("/coverage", response_class=HTMLResponse)
    def coverage(request: Request) -> HTMLResponse:
        lang = lang_of(request)
        content = answer(edition, find_question(rooms, "sources"), {"lang": [lang]}).content
        groups = [
            (state, edition.graph.label(code("source-state", state), lang), of_state)
            for state in STATES
            if (of_state := [row for row in content["rows"] if row["state"] == state])
        ]
        return pages.render(
            request,
            "coverage.html",
            lang,
            loaded=_loaded(edition, lang),
            groups=groups,
            caveats=content["caveats"],
            up_to=written_out(edition.manifest.sources_to, lang),
            cannot_know=[words.in_lang(lang) for words in CANNOT_KNOW],
        )

    @router.get("/daekning")
    def danish(request: Request) -> RedirectResponse:
        return RedirectResponse("/coverage?lang=en" if lang_of(request) == "en" else "/coverage", 308)

    return router


def _resting_on(graph: Graph, part: NamedNode) -> set[NamedNode]:
    """The statements that rest on a passage of a part."""
    passages = graph.store.subjects(ens("part"), part)
    found = {iri for passage in passages for iri in graph.store.subjects(ens("evidence"), passage)}
    return {iri for iri in found if graph.node(iri).nodes("assertedBy")}


def _known(node: Node, lang: Lang) -> str:
    """The day a document or part became known, as precise as that is."""
    day, basis = node.value("publishedOn"), node.code("publishedBasis")
    if not day:
        return Words("ikke oplyst", "not stated").in_lang(lang)
    bounds = {"lower-bound": Words("tidligst ", "not before "), "upper-bound": Words("senest ", "not after ")}
    return bounds.get(basis or "", Words("", "")).in_lang(lang) + day


def _loaded(edition: Edition, lang: Lang) -> list[Loaded]:
    """Every document, the newest first."""
    graph, keep = edition.graph, "?lang=en" if lang == "en" else ""
    describer = Describer(edition, lang)
    found = []
    for node in graph.of_class("Document"):
        parts = list(graph.store.subjects(IS_PART_OF, node.iri))
        notation = node.value(NOTATION) or ""
        given = {"source": [notation]}
        resting = {part: _resting_on(graph, part) for part in [node.iri, *parts]}
        found.append(
            Loaded(
                notation,
                node.text(TITLE, lang) or notation,
                (path_of(node.iri.value) or "") + keep,
                _known(node, lang),
                len(set().union(*resting.values())),
                with_parameters("/questions/statements.html", given, lang="en" if lang == "en" else None),
                "CitedDocument" in node.kinds,
                [
                    Part(
                        describer.name(part),
                        (path_of(part.value) or "") + keep,
                        _known(graph.node(part), lang),
                        len(resting[part]),
                    )
                    for part in parts
                    if len(parts) > 1
                ],
                len(missing_from(graph, node.iri)),
            )
        )
    for one in found:
        one.parts.sort(key=lambda part: (part.known[-10:], part.href))
    found.sort(key=lambda one: danish_key(one.notation))
    return sorted(found, key=lambda one: one.known[-10:], reverse=True)
