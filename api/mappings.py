"""Mappings over HTTP: all of them as one SSSOM table, and what a code of another vocabulary is here."""

from typing import Annotated, Any

from fastapi import APIRouter, Query
from fastapi.responses import JSONResponse, Response

from ensartet.editions import Edition
from ensartet.lookup import look_up
from ensartet.mappings import as_sssom, mapping_sets, spoken_of
from ensartet.names import Lang
from ensartet.parameters import LONGEST_VALUE
from ensartet.rooms import Rooms

TSV = "text/tab-separated-values"
ShareAlike = Annotated[bool, Query(description="With the files under CC BY-SA 4.0; the whole is then under it")]
Curie = Annotated[
    str,
    Query(description="A code with the prefix of its vocabulary", examples=["ATC:L01FC01"], max_length=LONGEST_VALUE),
]
LabelLang = Annotated[Lang, Query(description="Language of labels and texts")]
PROBLEM: dict[str, Any] = {"content": {"application/problem+json": {}}}


def routes(edition: Edition, rooms: Rooms) -> APIRouter:
    """`/mappings.sssom.tsv` and `/lookup`."""
    router = APIRouter()

    @router.get(
        "/mappings.sssom.tsv",
        operation_id="mappings_sssom",
        summary="All mappings as one SSSOM table",
        response_class=Response,
        responses={
            200: {"content": {TSV: {}}, "description": "SSSOM; the licence of each row stands in it"},
            422: {**PROBLEM, "description": "Neither yes nor no"},
        },
    )
    def mappings(share_alike: ShareAlike = False) -> Response:
        taken = spoken_of(mapping_sets(rooms), lambda iri: edition.graph.node(iri).exists)
        return Response(as_sssom(taken, share_alike=share_alike), media_type=TSV)

    @router.get(
        "/lookup",
        operation_id="lookup",
        summary="The things that have a code of another vocabulary",
        response_class=JSONResponse,
        responses={
            404: {**PROBLEM, "description": "Nothing here has the code"},
            422: {**PROBLEM, "description": "Not a code, or its prefix is unknown"},
        },
    )
    def lookup(curie: Curie = "", lang: LabelLang = "da") -> JSONResponse:
        return JSONResponse(look_up(edition, curie.strip(), lang))

    return router
