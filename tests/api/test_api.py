"""Addresses, forms, errors and headers over HTTP."""

import csv
import io
from typing import Any

import pytest
from fastapi.testclient import TestClient

from ensartet.questions import all_questions
from ensartet.rooms import installed_rooms

from ..conftest import Ask, needed

QUESTIONS = list(all_questions(installed_rooms()))


@pytest.mark.parametrize("name", QUESTIONS)
def test_json_is_the_same_answer_as_the_command_line(name: str, client: TestClient, ask: Ask) -> None:
    response = client.get(f"/questions/{name}.json", params={**needed(name), "as_of": "2026-05-10"})
    assert response.headers["content-type"] == "application/json"
    assert response.json() == ask(name, **needed(name), as_of="2026-05-10")


@pytest.mark.parametrize("name", QUESTIONS)
def test_csv_has_the_columns_of_the_answer(name: str, client: TestClient) -> None:
    answer = client.get(f"/questions/{name}.json", params=needed(name)).json()
    response = client.get(f"/questions/{name}.csv", params=needed(name))
    assert response.headers["content-type"] == "text/csv; charset=utf-8"
    assert response.headers["x-total-count"] == str(answer["total"])
    rows = list(csv.reader(io.StringIO(response.text, newline="")))
    assert rows[0] == [column["name"] for column in answer["columns"]]
    assert len(rows) - 1 == len(answer["rows"])


@pytest.mark.parametrize("name", QUESTIONS)
def test_jsonld_is_the_same_answer_under_the_same_limits(name: str, client: TestClient) -> None:
    parameters = {**needed(name), "as_of": "2026-05-10", "lang": "en", "limit": "2"}
    plain = client.get(f"/questions/{name}.json", params=parameters).json()
    response = client.get(f"/questions/{name}.jsonld", params=parameters)
    assert response.headers["content-type"] == "application/ld+json"
    linked = response.json()
    assert isinstance(linked.pop("@context"), dict)
    assert [row.pop("@id", None) for row in linked["rows"]] == [row["statement_iri"] for row in plain["rows"]]
    for row in linked["rows"]:
        row.pop("@context", None)
    assert linked == plain


def test_jsonld_refuses_what_json_refuses(client: TestClient) -> None:
    response = client.get("/questions/applications.jsonld?drug=daratumumap")
    assert response.status_code == 422
    assert response.headers["content-type"] == "application/problem+json"


def test_a_question_without_what_it_needs_says_what_that_is(client: TestClient) -> None:
    problem = client.get("/questions/case-overview.json?drug=daratumumab")
    assert problem.status_code == 422
    assert problem.json()["parameter"] == "disease"


def test_a_question_page_names_its_other_forms(client: TestClient) -> None:
    page = client.get("/questions/applications?drug=osimertinib").text
    for form, media in (("csv", "text/csv"), ("json", "application/json"), ("jsonld", "application/ld+json")):
        address = f"/questions/applications.{form}?drug=osimertinib"
        assert f'<link rel="alternate" type="{media}" href="{address}">' in page
        assert f'<a href="{address}"' in page


def test_without_suffix_the_form_follows_accept(client: TestClient) -> None:
    address = "/questions/sources"
    assert client.get(address).headers["content-type"].startswith("text/html")
    assert client.get(address, headers={"accept": "text/html"}).headers["content-type"].startswith("text/html")
    as_json = client.get(address, headers={"accept": "application/json"})
    assert as_json.headers["content-type"] == "application/json"
    assert as_json.headers["vary"] == "Accept"
    for media in ("text/csv", "application/ld+json"):
        assert client.get(address, headers={"accept": media}).headers["content-type"].startswith(media)


@pytest.mark.parametrize(
    ("address", "status", "near"),
    [
        ("/questions/applications.json?drug=daratumumap", 422, "daratumumab"),
        ("/questions/applications.json?region=Sjaland", 422, "Region Sjælland"),
        ("/questions/applications.csv?durg=x", 422, "drug"),
        ("/questions/applications.json?as_of=31-02-2026", 422, None),
        ("/questions/aplications.json", 404, "applications"),
        ("/questions/applications.xml", 404, None),
        ("/evidence/nothing.json", 404, None),
    ],
)
def test_errors_are_problem_objects(address: str, status: int, near: str | None, client: TestClient) -> None:
    response = client.get(address, headers={"accept": "application/json"})
    assert response.status_code == status
    assert response.headers["content-type"] == "application/problem+json"
    problem: dict[str, Any] = response.json()
    assert set(problem) == {"type", "title", "status", "detail", "parameter", "near"}
    if near:
        assert near in [found["label"] for found in problem["near"]]


def test_a_form_that_does_not_exist_names_those_that_do(client: TestClient) -> None:
    response = client.get("/questions/applications.pdf", headers={"accept": "application/json"})
    assert ".html, .xlsx, .csv" in response.json()["detail"]


def test_head_has_the_headers_and_no_body(client: TestClient) -> None:
    head, get = client.head("/questions/sources.csv"), client.get("/questions/sources.csv")
    assert (head.status_code, head.content) == (200, b"")
    assert head.headers["x-total-count"] == get.headers["x-total-count"]


def test_a_method_that_cannot_be_used_is_a_problem_object(client: TestClient) -> None:
    response = client.post("/questions/sources.json")
    assert response.status_code == 405
    assert set(response.json()) == {"type", "title", "status", "detail", "parameter", "near"}


def test_errors_follow_the_language(client: TestClient) -> None:
    address = "/questions/applications.json?drug=daratumumap"
    assert client.get(address).json()["title"] == "Ukendt navn"
    assert client.get(f"{address}&lang=en").json()["title"] == "Unknown name"


def test_the_limit_over_http_can_be_read_off_the_answer(client: TestClient) -> None:
    answer = client.get("/questions/statements.json?limit=3").json()
    assert (len(answer["rows"]), answer["truncated"]) == (3, True)


def test_healthz_names_the_edition(client: TestClient) -> None:
    health = client.get("/healthz").json()
    assert health["status"] == "ok"
    assert health["edition"]["sources_to"] == "2026-05-08"


def test_openapi_has_one_typed_operation_per_question_and_form(client: TestClient) -> None:
    paths = client.get("/openapi.json").json()["paths"]
    for name in QUESTIONS:
        operation = paths[f"/questions/{name}.json"]["get"]
        assert operation["operationId"] == f"{name.replace('-', '_')}_json"
        assert {"as_of", "known_at", "as_regions_of", "lang"} <= {p["name"] for p in operation["parameters"]}
        assert f"/questions/{name}.csv" in paths
        linked = paths[f"/questions/{name}.jsonld"]["get"]
        assert linked["operationId"] == f"{name.replace('-', '_')}_jsonld"
        assert linked["parameters"] == operation["parameters"]


@pytest.mark.parametrize("address", ["/", "/questions", "/reference", "/healthz", "/questions/sources", "/nothing"])
def test_every_answer_forbids_what_comes_from_elsewhere(address: str, client: TestClient) -> None:
    response = client.get(address)
    assert response.headers["content-security-policy"].startswith("default-src 'self'")
    assert response.headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize("path", ["../app.py", "%2e%2e/app.py", "..%2f..%2fpyproject.toml"])
def test_static_files_stay_in_their_folder(path: str, client: TestClient) -> None:
    assert client.get(f"/static/{path}").status_code == 404
