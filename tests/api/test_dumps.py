"""`/dumps/`: the whole edition, with digests that are right, on a page and by VoID."""

import gzip
import hashlib

from fastapi.testclient import TestClient
from pyoxigraph import RdfFormat, parse

from ensartet.build import canonical
from ensartet.editions import Edition
from ensartet.store.oxigraph import OxigraphStore

CC0 = "https://creativecommons.org/publicdomain/zero/1.0/"


def test_every_file_has_its_digest_and_reads_back_to_the_content_hash(client: TestClient, edition: Edition) -> None:
    manifest = client.get("/dumps/manifest.json").json()
    lines = (line.split("  ") for line in client.get("/dumps/SHA256SUMS").text.splitlines())
    sums = {name: digest for digest, name in lines}
    assert manifest["edition"] == client.get("/edition").json()
    assert len(manifest["files"]) == 4
    for file in manifest["files"]:
        response = client.get(f"/dumps/{file['name']}")
        assert response.headers["content-type"] == file["media_type"]
        assert int(response.headers["content-length"]) == len(response.content) == file["bytes"]
        assert hashlib.sha256(response.content).hexdigest() == file["sha256"] == sums[file["name"]]
        assert file["name"] in response.headers["content-disposition"]
        plain = file["name"].removesuffix(".gz")
        content = gzip.decompress(response.content) if plain != file["name"] else response.content
        form = RdfFormat.N_QUADS if plain.endswith(".nq") else RdfFormat.TRIG
        again = canonical(OxigraphStore(parse(input=content, format=form)))
        assert hashlib.sha256(again).hexdigest() == edition.manifest.sha256 == manifest["edition"]["sha256"]
        if plain.endswith(".nq"):
            assert hashlib.sha256(content).hexdigest() == edition.manifest.sha256
        tag = response.headers["etag"]
        assert client.get(f"/dumps/{file['name']}", headers={"if-none-match": tag}).status_code == 304


def test_the_manifest_says_under_what_licence_each_graph_is(client: TestClient) -> None:
    manifest = client.get("/dumps/manifest.json").json()
    assert manifest["licence"] == CC0
    others = manifest["graphs_under_other_licences"]
    assert list(others) == ["https://creativecommons.org/licenses/by-sa/4.0/"]
    assert all("/graph/mappings/" in graph for graphs in others.values() for graph in graphs)


def test_the_page_lists_the_files_in_both_languages(client: TestClient, edition: Edition) -> None:
    for lang, words in (("da", "Hent hele udgaven"), ("en", "Take the whole edition")):
        page = client.get(f"/dumps/?lang={lang}").text
        assert f"<h1>{words}</h1>" in page
        assert edition.manifest.sha256 in page
        for file in client.get("/dumps/manifest.json").json()["files"]:
            assert f'href="/dumps/{file["name"]}"' in page
            assert file["sha256"] in page
    assert client.get("/dumps?lang=en", follow_redirects=False).headers["location"] == "/dumps/?lang=en"
    assert 'href="/dumps/"' in client.get("/").text


def test_a_file_of_another_edition_is_not_here(client: TestClient) -> None:
    for name in ("ensartet-public-000000000000.nq", "ensartet-internal-000000000000.nq", "..%2Fgraph.nq"):
        response = client.get(f"/dumps/{name}", headers={"accept": "application/json"})
        assert response.status_code == 404


def test_the_description_of_the_dataset_links_to_the_files(client: TestClient) -> None:
    text = client.get("/sparql", headers={"accept": "application/n-triples"}).text
    void = "<http://rdfs.org/ns/void#dataDump>"
    dumps = [line.split()[2].strip("<>") for line in text.splitlines() if void in line]
    assert len(dumps) == 4
    for address in dumps:
        assert client.head(address).status_code == 200
    assert f"<http://purl.org/dc/terms/license> <{CC0}>" in text
    assert "known_at" in text
