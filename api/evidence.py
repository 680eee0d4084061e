"""One passage: where it stands, what rests on it, and its text where the document is loaded."""

import re

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, Response

from ensartet.editions import Edition
from ensartet.errors import UnknownThing
from ensartet.evidence import Locator, read_locator
from ensartet.graph import DESCRIPTION
from ensartet.masking import masked
from ensartet.names import ID, Words, ens

from .pages import Pages
from .requests import lang_of

CONTEXT = 400


def routes(edition: Edition, pages: Pages) -> APIRouter:
    """`/evidence/<id>`."""
    router = APIRouter(include_in_schema=False)

    @router.get("/evidence/{slug}", response_class=HTMLResponse)
    def evidence(request: Request, slug: str) -> Response:
        lang = lang_of(request)
        locator = _find(edition, slug)
        nodes = [
            edition.graph.node(s) for s in edition.store.subjects(ens("evidence"), edition.graph.node(locator.iri).iri)
        ]
        statements = [(node.iri.value, node.text(DESCRIPTION, lang)) for node in nodes]
        return pages.render(
            request,
            "evidence.html",
            lang,
            locator=locator,
            evidence=locator.as_object(edition.corpus, lang),
            section=pages.code_label("section", locator.section, lang),
            document=pages.document_title(locator, lang),
            passage=in_context(edition, locator, "[navn]" if lang == "da" else "[name]"),
            statements=statements,
        )

    return router


def _find(edition: Edition, slug: str) -> Locator:
    # items are numbered as printed, so that a slug may have dots ("4.2")
    if re.fullmatch(r"[A-Za-z0-9.-]+", slug):
        node = edition.graph.node(f"{ID}evidence/{slug}")
        if "Evidence" in node.kinds:
            return read_locator(edition.graph, node.iri)
    raise UnknownThing(Words(f"Der er intet kildested »{slug}«.", f"There is no passage '{slug}'."))


def in_context(edition: Edition, locator: Locator, word: str) -> tuple[str, str, str] | None:
    """Text before, the passage, text after; None where the text is not loaded.

    The context is the rest of the paragraph. Names of persons are masked in all three.
    """
    text = edition.corpus.text(locator)
    if text is None or locator.start is None or locator.end is None:
        return None
    before = text[max(0, locator.start - CONTEXT) : locator.start]
    after = text[locator.end : locator.end + CONTEXT]
    paragraph = (before.split("\n\n")[-1], text[locator.start : locator.end], after.split("\n\n")[0])
    first, passage, last = (masked(piece, text, word) for piece in paragraph)
    return first, passage, last
