"""Every saved question as a page, JSON, CSV and JSON-LD, at one address each; operations come from the headers."""

from collections.abc import Callable
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import Response

from ensartet.answers import Answer, answer
from ensartet.editions import Edition
from ensartet.errors import EnsartetError, UnknownThing
from ensartet.exports import as_csv, as_json
from ensartet.graph import Graph
from ensartet.linked import as_jsonld
from ensartet.names import Words
from ensartet.questions import Parameter, Question, all_questions, find_question
from ensartet.rooms import Rooms

from .pages import Pages
from .reading import PAGE_LIMIT
from .requests import parameters, preferred, with_parameters

HTTP_LIMIT = 1000
MEDIA = {"json": "application/json", "csv": "text/csv; charset=utf-8", "jsonld": "application/ld+json"}
ACCEPTED = {"html": ["text/html"]} | {f: [m.split(";")[0]] for f, m in MEDIA.items()}
RENDER: dict[str, Callable[[Answer, Graph], bytes]] = {
    "json": lambda answered, _: as_json(answered),
    "csv": lambda answered, _: as_csv(answered),
    "jsonld": as_jsonld,
}


def routes(edition: Edition, rooms: Rooms, pages: Pages) -> APIRouter:
    """`/questions/NAME`, `.html`, `.json`, `.csv`, `.jsonld`."""
    router = APIRouter()

    def rendered(request: Request, question: Question, form: str) -> Response:
        if form == "html":
            given = parameters(request)
            if question.required and not set(given) - {"lang"}:
                return pages.question_form(request, question)
            if given.get("columns", ["all"])[-1] == "all":  # how a page looks is no parameter of the question
                given.pop("columns", None)
            try:
                answered = answer(edition, question, given, PAGE_LIMIT)
            except EnsartetError as error:
                return pages.question_problem(request, question, error)
            return pages.question(request, answered)
        answered = answer(edition, question, parameters(request), HTTP_LIMIT)
        return _export(request, answered, form, answered.edition.graph)

    def unsuffixed(request: Request, question: Question) -> Response:
        return rendered(request, question, preferred(request, ACCEPTED) or "json")

    for name, question in all_questions(rooms).items():
        for form in RENDER:
            _add(router, f"/questions/{name}.{form}", question, form, rendered)

    @router.get("/questions/{name}", include_in_schema=False)
    def page(request: Request, name: str) -> Response:
        stem, dot, form = name.rpartition(".")
        if dot and form in ("html", *RENDER):
            return rendered(request, find_question(rooms, stem), form)
        if dot and stem in all_questions(rooms):
            forms = ", ".join(f".{known}" for known in ("html", *RENDER))
            raise UnknownThing(
                Words(
                    f"Svaret findes ikke som .{form}; brug {forms}.", f"There is no .{form} of the answer; use {forms}."
                )
            )
        return unsuffixed(request, find_question(rooms, name))

    return router


def _add(
    router: APIRouter,
    path: str,
    question: Question,
    form: str,
    rendered: Callable[[Request, Question, str], Response],
) -> None:
    """One typed operation, with a stable operationId."""

    def operation(request: Request) -> Response:
        return rendered(request, question, form)

    router.add_api_route(
        path,
        operation,
        methods=["GET"],
        operation_id=f"{question.name.replace('-', '_')}_{form}",
        summary=f"{question.title.en} ({question.title.da})",
        description=f"{question.why.en}\n\nCaveat: {question.caveat.en}",
        tags=[question.theme.en],
        response_class=Response,
        responses={
            200: {"content": {MEDIA[form].split(";")[0]: {}}, "description": "The answer"},
            422: {
                "content": {"application/problem+json": {}},
                "description": "A parameter cannot be understood",
            },
        },
        openapi_extra={"parameters": [*map(_described, question.parameters), *_envelope()]},
    )


def _described(parameter: Parameter) -> dict[str, Any]:
    kind: dict[str, Any] = {"type": "string"}
    if parameter.values:
        kind["enum"] = list(parameter.values)
    schema = {"type": "array", "items": kind} if parameter.multiple else kind
    described = {
        "name": parameter.name,
        "in": "query",
        "required": parameter.required,
        "description": f"{parameter.label.en} ({parameter.label.da}); {parameter.type}",
        "schema": schema,
    }
    if parameter.example:
        described["example"] = [parameter.example] if parameter.multiple else parameter.example
    return described


def _envelope() -> list[dict[str, Any]]:
    def one(name: str, text: str, schema: dict[str, Any]) -> dict[str, Any]:
        return {"name": name, "in": "query", "required": False, "description": text, "schema": schema}

    return [
        one("lang", "Language of labels and texts", {"type": "string", "enum": ["da", "en"], "default": "da"}),
        one("limit", f"Most rows; {HTTP_LIMIT} if absent", {"type": "integer", "minimum": 0}),
        one("offset", "Rows to skip", {"type": "integer", "minimum": 0}),
        one("sort", "Column to sort by, `-column` downwards; rows without a value last", {"type": "string"}),
    ]


def _export(request: Request, answered: Answer, form: str, graph: Graph) -> Response:
    name = answered.question.name
    headers = {}
    if form == "csv":
        headers["Content-Disposition"] = f'attachment; filename="{name}.csv"'
        # a CSV holds rows only: what limits them stands at the JSON of the same address
        whole = with_parameters(f"/questions/{name}.json", parameters(request))
        headers["Link"] = f'<{whole}>; rel="describedby"'
        headers["X-Total-Count"] = str(answered.content["total"])
    return Response(RENDER[form](answered, graph), media_type=MEDIA[form], headers=headers)
