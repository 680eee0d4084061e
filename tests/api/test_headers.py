"""The security headers are on everything the application says, whatever it says."""

from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient

from api.app import SAFE_HEADERS, create_app
from ensartet.editions import Edition
from ensartet.rooms import Rooms

EVERYTHING = [
    ("GET", "/", 200),
    ("HEAD", "/", 200),
    ("GET", "/questions", 200),
    ("GET", "/questions/", 307),
    ("GET", "/questions/sources.html", 200),
    ("GET", "/questions/sources.json", 200),
    ("GET", "/questions/sources.csv", 200),
    ("GET", "/questions/sources.jsonld", 200),
    ("GET", "/questions/sources.json?limit=x", 422),
    ("GET", "/questions/nothing", 404),
    ("GET", "/static/ensartet.css", 200),
    ("HEAD", "/static/ensartet.css", 200),
    ("GET", "/static/nothing.css", 404),
    ("POST", "/static/ensartet.css", 405),
    ("OPTIONS", "/", 405),
    ("GET", "/sparql", 200),
    ("GET", "/sparql?query=ASK%20%7B%7D", 200),
    ("GET", "/sparql?query=nonsense", 400),
    ("GET", "/sparql?query=ASK%20%7B", 400),
    ("POST", "/sparql", 415),
    ("GET", "/lookup?curie=x", 422),
    ("GET", "/mappings.sssom.tsv", 200),
    ("GET", "/context.jsonld", 200),
    ("GET", "/def/", 200),
    ("GET", "/def.ttl", 200),
    ("GET", "/id/region/nordjylland.ttl", 200),
    ("GET", "/healthz", 200),
    ("GET", "/openapi.json", 200),
    ("GET", "/reference", 200),
    ("GET", "/nowhere", 404),
    ("GET", "/?lang=xx", 422),
    ("GET", f"/?{'a' * 64_500}", 414),
    ("GET", "/broken", 500),
]


@pytest.fixture(scope="module")
def breaking(edition: Edition, rooms: Rooms) -> Iterator[TestClient]:
    """The application, with one address at which it breaks."""
    app = create_app(edition, rooms, allowance=None)

    @app.get("/broken")
    def broken() -> None:
        raise RuntimeError("secret of the server")

    with TestClient(app, follow_redirects=False, raise_server_exceptions=False) as client:
        yield client


@pytest.mark.parametrize(("method", "path", "status"), EVERYTHING)
@pytest.mark.parametrize("accept", ["text/html", "*/*"])
def test_every_answer_is_safe_in_a_browser(
    method: str, path: str, status: int, accept: str, breaking: TestClient
) -> None:
    response = breaking.request(method, path, headers={"accept": accept})
    assert response.status_code == status, response.text[:200]
    assert {name: response.headers.get(name) for name in SAFE_HEADERS} == SAFE_HEADERS
    assert "server" not in response.headers
    assert "set-cookie" not in response.headers


def test_a_fault_tells_nothing_of_the_inside(breaking: TestClient) -> None:
    response = breaking.get("/broken?lang=en")
    assert response.headers["content-type"] == "application/problem+json"
    assert "secret" not in response.text
    assert response.json()["title"] == "Fault in the service"


def test_the_policy_allows_nothing_from_elsewhere_and_nothing_inline() -> None:
    policy = SAFE_HEADERS["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "unsafe" not in policy
    assert "http" not in policy
    assert "*" not in policy
