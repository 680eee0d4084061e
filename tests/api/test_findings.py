"""A finding has an address: a row leads to it, and it leads to the statements it rests on."""

import pytest
from fastapi.testclient import TestClient

from ensartet.names import path_of

from ..conftest import Ask


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
