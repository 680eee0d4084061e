"""`/dumps/`: the whole edition to take away, with digests, manifest and licence; streamed."""

from typing import Annotated

from fastapi import APIRouter, Path, Request
from fastapi.responses import HTMLResponse, JSONResponse, RedirectResponse, Response, StreamingResponse
from pyoxigraph import Literal, NamedNode, Triple

from ensartet.dumps import MEDIA, Dumps
from ensartet.editions import Edition
from ensartet.errors import UnknownThing
from ensartet.mappings import CC0
from ensartet.names import DCTERMS, Words

from .pages import Pages
from .requests import lang_of, parameters, with_parameters

VOID = "http://rdfs.org/ns/void#"
OPEN = {"Access-Control-Allow-Origin": "*"}


def routes(edition: Edition, pages: Pages) -> APIRouter:
    """`/dumps/`, its manifest and digests, and the files."""
    router = APIRouter(tags=["Dumps"])
    dumps = Dumps(edition)

    @router.get("/dumps", include_in_schema=False)
    def without_slash(request: Request) -> Response:
        return RedirectResponse(with_parameters("/dumps/", parameters(request)), 308)

    @router.get("/dumps/", response_class=HTMLResponse, include_in_schema=False)
    def index(request: Request) -> Response:
        return pages.render(
            request,
            "dumps.html",
            lang_of(request),
            files=list(dumps.files.values()),
            edition=edition.described(),
            kinds=edition.graphs_by_kind,
            licence=CC0,
            others=dumps.manifest()["graphs_under_other_licences"],
        )

    @router.get("/dumps/manifest.json", operation_id="dumps_manifest", summary="The edition's files, with digests")
    def manifest() -> JSONResponse:
        return JSONResponse(dumps.manifest(), headers=OPEN)

    @router.get(
        "/dumps/SHA256SUMS",
        operation_id="dumps_checksums",
        summary="The digests of the files, for sha256sum --check",
        response_class=Response,
        responses={200: {"content": {"text/plain": {}}, "description": "One line a file"}},
    )
    def checksums() -> Response:
        return Response(dumps.checksums, media_type="text/plain; charset=utf-8", headers=OPEN)

    @router.get(
        "/dumps/{name}",
        operation_id="dumps_file",
        summary="A file of the edition; the manifest names them",
        response_class=Response,
        responses={
            200: {"content": {media: {} for media in MEDIA.values()}, "description": "The whole edition"},
            404: {
                "content": {"application/problem+json": {}, "text/html": {}},
                "description": "No file of the edition that is served",
            },
        },
    )
    def file(name: Annotated[str, Path(description="The name of a file in the manifest")]) -> Response:
        if name not in dumps.names:
            version = edition.manifest.version
            raise UnknownThing(
                Words(
                    f"Filen findes ikke. Her ligger kun filerne af udgave {version}; se /dumps/.",
                    f"There is no such file. Only those of edition {version} are here; see /dumps/.",
                )
            )
        found = dumps.files[name]
        headers = {
            "Content-Length": str(found.size),
            "Content-Disposition": f'attachment; filename="{found.name}"',
            "Repr-Digest": f"sha-256=:{found.digest}:",
            **OPEN,
        }
        return StreamingResponse(found.chunks(), media_type=found.media, headers=headers)

    return router


def described_dumps(edition: Edition, dataset: NamedNode, host: str) -> list[Triple]:
    """The files and the licence in the terms of VoID, for a description of the dataset.

    Args:
        host: the address of the service, without a final slash.
    """
    return [
        Triple(dataset, NamedNode(DCTERMS + "license"), NamedNode(CC0)),
        Triple(dataset, NamedNode(DCTERMS + "identifier"), Literal(edition.manifest.sha256)),
        *(
            Triple(dataset, NamedNode(VOID + "dataDump"), NamedNode(f"{host}/dumps/{name}"))
            for name in Dumps(edition).names
        ),
    ]
