"""The addresses the browser visits: from routes, questions, things and the front page's links; new pages come along."""

import re
from collections.abc import Iterator, Sequence
from urllib.parse import urlencode

from fastapi import FastAPI
from fastapi.testclient import TestClient

from ensartet.editions import Edition
from ensartet.questions import all_questions
from ensartet.rooms import Rooms
from ensartet.things import Things

PROBLEMS = (
    "/nowhere",
    "/id/region/sjalland",
    "/questions/nothing",
    "/questions/applications.html?drug=darzalx",
    "/questions/applications.html?durg=osimertinib",
    "/questions/case-overview.html?drug=daratumumab",
    "/questions/off-label-without-application.html?region=Sjælland",
)
# values for pages that are asked like a question; an address that no route answers is not visited
ASKED = (
    "/search?q=dara",
    "/search?q=osimertinb",
    "/search?q=zzzzzz",
    "/case?drug=daratumumab&disease=AL-amyloidose",
    "/case?drug=teclistamab&disease=myelomatose",
    "/sparql?query=SELECT+%2A+%7B+%3Fregion+a+%3Chttps%3A%2F%2Fw3id.org%2Fensartet%2Fdef%2FRegion%3E+%7D",
    "/sparql?query=SELECT+%2A+%7B",
)
HTML = {"accept": "text/html"}


def every_address(app: FastAPI, edition: Edition, rooms: Rooms, client: TestClient) -> list[str]:
    """One address of every page, problem pages included; of things one of each kind, of questions form and example."""
    found: dict[str, None] = {}
    found |= dict.fromkeys(path for path in _paths(app.router.routes) if _is_page(client, path))
    found |= dict.fromkeys(path for path in ASKED if _is_page(client, path))
    # an example has the same parts as the whole answer and far fewer rows
    for name, question in all_questions(rooms).items():
        if question.required:
            found[f"/questions/{name}.html"] = None
        found[f"/questions/{name}.html?{urlencode(question.example_values, doseq=True)}"] = None
    found |= dict.fromkeys(_one_of_each_kind(edition))
    questions = tuple(f"/questions/{name}" for name in all_questions(rooms))
    found |= dict.fromkeys(
        link
        for link in re.findall(r'href="(/[^"]*)"', client.get("/", headers=HTML).text)
        if not link.startswith(("/static/", "/evidence/", "/id/", *questions))
        and "lang=" not in link
        and _is_page(client, link)
    )
    evidence = next(path for path in Things(edition.graph).paths if path.startswith("id/evidence/m2604-"))
    found |= dict.fromkeys([f"/evidence/{evidence.rsplit('/', 1)[1]}", *PROBLEMS])
    # an address with its form written out is the same page
    return [path for path in found if not (path.endswith(".html") and f"{path.removesuffix('.html')}/" in found)]


def _paths(routes: Sequence[object]) -> Iterator[str]:
    """The addresses without parameters that answer GET, of the application and the routers in it."""
    for route in routes:
        within = getattr(route, "original_router", None)
        if within is not None:
            yield from _paths(within.routes)
        path = str(getattr(route, "path", ""))
        if path and "{" not in path and "GET" in (getattr(route, "methods", None) or ()):
            yield path


def _is_page(client: TestClient, path: str) -> bool:
    response = client.get(path, headers=HTML)
    return response.status_code != 404 and response.headers["content-type"].startswith("text/html")


def _one_of_each_kind(edition: Edition) -> Iterator[str]:
    seen: set[str] = set()
    for path in Things(edition.graph).paths:
        first, *rest = path.split("/")
        kind = f"{first}/{rest[0]}" if first in ("id", "graph") else f"{first} {len(rest)}"
        if first == "def" and rest[0][:1].isupper():
            kind = "class"
        if kind not in seen:
            seen.add(kind)
            yield f"/{path}"


def in_lang(path: str, lang: str) -> str:
    """The address in a language."""
    return f"{path}{'&' if '?' in path else '?'}lang={lang}"
