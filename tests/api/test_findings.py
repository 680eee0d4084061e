"""A finding has an address: a row leads to it, and it leads to the statements it rests on."""

from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from api.app import create_app
from ensartet.editions import Edition
from ensartet.names import path_of
from ensartet.rooms import Rooms

from ..conftest import Ask
from ..queries.altered import altered
from .test_portraits import section

STEPS = (Path(__file__).parents[1] / "shapes" / "examples" / "FindingStep.ru").read_text(encoding="utf-8")


@pytest.fixture
def path(ask: Ask) -> str:
    answer = ask("inconsistencies", drug="teclistamab", kind="within-region-divergence", known_at="2026-05-10")
    (row,) = answer["rows"]
    found = path_of(row["finding"])
    assert found is not None
    return found


def test_a_finding_is_a_page(path: str, client: TestClient) -> None:
    page = client.get(path, headers={"Accept": "text/html"})
    assert page.status_code == 200
    for words in ("Region Midtjylland: afslag 1", "ny: regionen er ikke spurgt", "til orientering"):
        assert words in page.text
    assert "/id/statement/m2604-5-applications" in page.text


@pytest.mark.parametrize(("suffix", "kind"), [(".ttl", "text/turtle"), (".jsonld", "application/ld+json")])
def test_a_finding_is_data(path: str, suffix: str, kind: str, client: TestClient) -> None:
    data = client.get(path + suffix)
    assert data.status_code == 200
    assert data.headers["content-type"].startswith(kind)
    assert "restsOn" in data.text


def test_a_row_leads_to_its_finding(path: str, client: TestClient) -> None:
    assert f'href="{path}"' in client.get("/questions/inconsistencies").text
    assert "the region has not been asked" in client.get("/questions/inconsistencies?lang=en").text


def test_a_finding_shows_the_course_of_its_case(edition: Edition, rooms: Rooms, client: TestClient) -> None:
    address = "/id/finding/outcome-against-practice-0e1193d317a0"
    assert "nogen region er spurgt om fundet. Det er ikke et nej" in section(client, address, "case")
    changed = altered(rooms, edition, STEPS)
    with TestClient(create_app(changed, rooms, allowance=None)) as stepped:
        course = section(stepped, address, "case")
        assert "Afslaget gjaldt kun rækkefølgen." in course
        assert course.index("2026-05-12") < course.index("2026-06-02")
        assert "regionen har givet en bemærkning" in section(stepped, address, "facts")
        step = stepped.get("/id/statement/example-remark").text
        assert "Afslaget gjaldt kun rækkefølgen." in step
        assert "skridt i sagen om et fund" in step.casefold()
