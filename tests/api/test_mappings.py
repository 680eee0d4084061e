"""Mappings over HTTP."""

import pytest
from fastapi.testclient import TestClient

from ensartet.mappings import as_sssom, mapping_sets
from ensartet.rooms import Rooms


@pytest.mark.parametrize("share_alike", [False, True])
def test_all_mappings_as_one_table(share_alike: bool, client: TestClient, rooms: Rooms) -> None:
    response = client.get("/mappings.sssom.tsv", params={"share_alike": share_alike} if share_alike else {})
    assert response.status_code == 200
    assert response.headers["content-type"].split(";")[0] == "text/tab-separated-values"
    assert response.content == as_sssom(mapping_sets(rooms), share_alike=share_alike)


def test_a_code_is_looked_up(client: TestClient) -> None:
    response = client.get("/lookup", params={"curie": "MONDO:0019438", "lang": "en"})
    assert response.status_code == 200
    assert response.json() == {
        "curie": "MONDO:0019438",
        "things": [
            {
                "iri": "https://w3id.org/ensartet/id/disease/al-amyloidosis",
                "label": "AL amyloidosis",
                "kind": "disease",
                "match": "exact",
            }
        ],
    }


@pytest.mark.parametrize(
    ("address", "status", "near"),
    [
        ("/lookup?curie=ATC:L01FC02", 404, "ATC:L01FC01"),
        ("/lookup?curie=ACT:L01FC01", 422, "ATC"),
        ("/lookup?curie=L01FC01", 422, None),
        ("/lookup", 422, None),
        ("/lookup?curie=ATC:L01FC01&lang=xx", 422, None),
    ],
)
def test_what_is_not_found_is_a_problem_object(address: str, status: int, near: str | None, client: TestClient) -> None:
    response = client.get(address, headers={"accept": "*/*"})
    assert response.status_code == status
    assert response.headers["content-type"] == "application/problem+json"
    assert near is None or near in [found["label"] for found in response.json()["near"]]
