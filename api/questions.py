"""Every saved question as a page, JSON, CSV and JSON-LD, at one address each; operations come from the headers."""

from collections.abc import Callable
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import Response

from ensartet.answers import Answer, answer
from ensartet.editions import Edition
from ensartet.errors import EnsartetError, UnknownThing
from ensartet.forms import CSVW, DIALECTS, FORMS, Form, Place, forms_of, in_dialect
from ensartet.names import Words
from ensartet.questions import Parameter, Question, all_questions, find_question
from ensartet.rooms import Rooms

from .pages import Pages
from .reading import PAGE_LIMIT, absolute, paged
from .requests import parameters, preferred, with_parameters

HTTP_LIMIT = 1000
LICENCE_ADDRESS = "https://creativecommons.org/publicdomain/zero/1.0/"
ACCEPTED = {"html": ["text/html"]} | {suffix: [form.media.split(";")[0]] for suffix, form in FORMS.items()}


def routes(edition: Edition, rooms: Rooms, pages: Pages) -> APIRouter:
    """`/questions/NAME`, `.html` and the suffixes of every form."""
    router = APIRouter()

    def rendered(request: Request, question: Question, form: str) -> Response:
        if form == "html":
            given = parameters(request)
            if question.required and not set(given) - {"lang"}:
                return pages.question_form(request, question)
            if given.get("columns", ["all"])[-1] == "all":  # how a page looks is no parameter of the question
                given.pop("columns", None)
            try:
                answered = answer(edition, question, paged(given), PAGE_LIMIT)
            except EnsartetError as error:
                return pages.question_problem(request, question, error)
            return pages.question(request, answered)
        given = parameters(request)
        chosen = in_dialect(FORMS[form], given.pop("dialect", [""])[-1] if form == "csv" else "")
        return _export(request, answer(edition, question, given, HTTP_LIMIT), chosen)

    def unsuffixed(request: Request, question: Question) -> Response:
        offers = {form: ACCEPTED[form] for form in ("html", "json", "csv", *forms_of(question.name))}
        return rendered(request, question, preferred(request, offers) or "json")

    for name, question in all_questions(rooms).items():
        for form in forms_of(name):
            _add(router, f"/questions/{name}.{form}", question, form, rendered)

    @router.get("/questions/{name}", include_in_schema=False)
    def page(request: Request, name: str) -> Response:
        stem, dot, form = name.rpartition(".")
        if dot and form == "html":
            return rendered(request, find_question(rooms, stem), form)
        if dot and form in forms_of(stem):  # of a question there is no operation for: it is not known
            find_question(rooms, stem)
        if dot and stem in all_questions(rooms):
            forms = ", ".join(f".{known}" for known in ("html", *forms_of(stem)))
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
        operation_id=f"{question.name.replace('-', '_')}_{form.replace('-', '_').replace('.', '_')}",
        summary=f"{question.title.en} ({question.title.da})",
        description=f"{question.why.en}\n\nCaveat: {question.caveat.en}",
        tags=[question.theme.en],
        response_class=Response,
        responses={
            200: {"content": {FORMS[form].media.split(";")[0]: {}}, "description": "The answer"},
            422: {
                "content": {"application/problem+json": {}},
                "description": "A parameter cannot be understood",
            },
        },
        openapi_extra={"parameters": [*map(_described, question.parameters), *_envelope(), *_dialect(form)]},
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


def _dialect(form: str) -> list[dict[str, Any]]:
    if form != "csv":
        return []
    schema = {"type": "string", "enum": [*DIALECTS]}
    text = (
        "excel-da: for Excel with Danish settings (semicolons, byte order mark, headings in words); "
        "csvw: with a last column that says why a cell is empty, as the CSV description has it"
    )
    return [{"name": "dialect", "in": "query", "required": False, "description": text, "schema": schema}]


def _export(request: Request, answered: Answer, form: Form) -> Response:
    """The answer in a form, with how to cite it, its terms, and what describes its columns and limits."""
    name, given = answered.question.name, parameters(request)
    content = answered.content
    pinning = {"as_of": content["as_of"], "known_at": content["known_at"], "lang": answered.lang}
    pinned = absolute(request, with_parameters(request.url.path, given, **pinning))
    headers = {"X-Total-Count": str(content["total"])}
    links = [f'<{LICENCE_ADDRESS}>; rel="license"', f'<{pinned}>; rel="canonical"']
    if form.saved:
        headers["Content-Disposition"] = f'attachment; filename="{name}.{form.suffix}"'
    if form.suffix == "csv":
        # a CSV holds rows only: what limits them stands at the JSON of the same address
        plain = {parameter: values for parameter, values in given.items() if parameter != "dialect"}
        links.insert(0, f'<{with_parameters(f"/questions/{name}.json", plain)}>; rel="describedby"')
        described = with_parameters(f"/questions/{name}.csv-metadata.json", plain)
        links.append(f'<{described}>; rel="describedby"; type="application/csvm+json"')
    headers["Link"] = ", ".join(links)
    address = pinned
    if form.suffix == "csv-metadata.json":  # it describes the table, not itself
        table = with_parameters(f"/questions/{name}.csv", given, **pinning, dialect=CSVW)
        address = absolute(request, table)
    place = Place(address, str(request.base_url).rstrip("/"))
    return Response(form.render(answered, place), media_type=form.media, headers=headers)
