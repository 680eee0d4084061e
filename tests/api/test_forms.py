"""The forms of an answer over HTTP: names, links, dialects, and what does not exist."""

import io
import re

import pytest
from fastapi.testclient import TestClient
from openpyxl import load_workbook

ADDRESS = "/questions/applications"
CASE = "/questions/case-overview.docx?drug=daratumumab&disease=AL-amyloidose"


def test_excel_comes_first_and_opens(client: TestClient) -> None:
    page = client.get(f"{ADDRESS}.html?drug=osimertinib").text
    downloads = re.findall(r'<li><a href="([^"]*)"[^>]*>([^<]*)</a>', page.partition('class="downloads"')[2])
    assert downloads[0] == (f"{ADDRESS}.xlsx?drug=osimertinib", "Excel")
    assert (f"{ADDRESS}.csv?drug=osimertinib&amp;dialect=excel-da", "CSV (dansk Excel)") in downloads
    response = client.get(f"{ADDRESS}.xlsx?drug=osimertinib")
    assert response.headers["content-type"] == "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    assert response.headers["content-disposition"] == 'attachment; filename="applications.xlsx"'
    about = load_workbook(io.BytesIO(response.content))["Om"]
    assert any(
        str(row[1].value).startswith("http://testserver/questions/applications.xlsx?") for row in about.iter_rows()
    )


def test_a_case_is_an_agenda_item_and_nothing_else_is(client: TestClient) -> None:
    response = client.get(CASE)
    assert response.headers["content-type"].endswith("wordprocessingml.document")
    assert "Dagsordenspunkt (Word)" in client.get(CASE.replace(".docx", ".html")).text
    refused = client.get(f"{ADDRESS}.docx")
    assert refused.status_code == 404
    assert ".xlsx" in refused.json()["detail"]


@pytest.mark.parametrize("form", ["csv", "json", "jsonld", "xlsx", "csv-metadata.json"])
def test_every_form_links_to_its_terms_and_its_lasting_address(form: str, client: TestClient) -> None:
    links = client.get(f"{ADDRESS}.{form}?drug=osimertinib").headers["link"]
    assert '<https://creativecommons.org/publicdomain/zero/1.0/>; rel="license"' in links
    lasting = re.search(r'<([^>]*)>; rel="canonical"', links)
    assert lasting
    assert "known_at=" in lasting[1]
    assert client.get(lasting[1]).status_code == 200


def test_a_csv_is_described(client: TestClient) -> None:
    links = client.get(f"{ADDRESS}.csv?drug=osimertinib&dialect=csvw").headers["link"]
    described = re.search(r'<([^>]*)>; rel="describedby"; type="application/csvm\+json"', links)
    assert described
    metadata = client.get(described[1]).json()
    table = client.get(metadata["url"]).text
    assert table.splitlines()[0].split(",") == [column["name"] for column in metadata["tableSchema"]["columns"]]


def test_an_unknown_dialect_is_refused_in_words(client: TestClient) -> None:
    response = client.get(f"{ADDRESS}.csv?dialect=excel-klingon")
    assert response.status_code == 422
    assert "excel-da" in response.json()["detail"]
    assert response.json()["parameter"] == "dialect"
