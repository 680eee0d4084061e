"""Whether the service answers, and from which edition."""

from fastapi import APIRouter

from ensartet.editions import Edition


def routes(edition: Edition) -> APIRouter:
    """`/healthz`."""
    router = APIRouter()

    @router.get("/healthz", operation_id="healthz", summary="Alive, and the edition served")
    def healthz() -> dict[str, object]:
        return {"status": "ok", "edition": edition.about(), "stale": edition.stale is not None}

    return router
