"""Everything with an IRI of ours is found by its path, and its two machine forms say exactly what the graph says."""

import json

import pytest
from pyoxigraph import NamedNode, RdfFormat, Triple, parse

from ensartet.editions import Edition
from ensartet.names import CODE, DEF, GRAPH, path_of
from ensartet.things import Thing, Things


@pytest.fixture(scope="module")
def things(edition: Edition) -> Things:
    return Things(edition.graph)


def read(content: bytes, form: RdfFormat) -> set[Triple]:
    return {quad.triple for quad in parse(input=content, format=form)}


def found(things: Things, path: str) -> Thing:
    thing = things.get(path)
    assert thing is not None, path
    return thing


def test_every_subject_term_code_and_graph_has_a_path(things: Things, edition: Edition) -> None:
    paths = {f"/{path}" for path in things.paths}
    ours = {path for quad in edition.store.quads() if (path := path_of(getattr(quad.subject, "value", "")))}
    graphs = {path_of(graph.value) for graph in edition.store.graphs()}
    assert paths == ours | graphs
    for prefix in (DEF, CODE, GRAPH):
        assert any(path.startswith(path_of(prefix) or "?") for path in paths)


def test_nothing_of_ours_is_mentioned_without_being_described(things: Things, edition: Edition) -> None:
    mentioned = {q.object.value for q in edition.store.quads() if isinstance(q.object, NamedNode)}
    dangling = [iri for iri in mentioned if (path := path_of(iri)) and things.get(path[1:]) is None]
    assert dangling == []


def test_turtle_and_jsonld_read_back_as_the_very_triples(things: Things, edition: Edition) -> None:
    for path in things.paths:
        thing = found(things, path)
        expected = set(thing.triples)
        if not (thing.is_graph or thing.is_ontology):
            assert expected == {Triple(thing.iri, p, o) for p, o in edition.store.about(thing.iri)}
        assert read(things.turtle(thing), RdfFormat.TURTLE) == expected, path
        assert read(things.jsonld(thing), RdfFormat.JSON_LD) == expected, path


def test_the_context_inside_a_document_is_cut_from_the_published_one(things: Things) -> None:
    published = json.loads(things.context.published())["@context"]
    for path in ("id/region/sjaelland", "id/statement/m2604-6-nordjylland", "code/hedge/none", "def/hedge", "def/"):
        document = json.loads(things.jsonld(found(things, path)))
        assert document["@context"].items() <= published.items()
        document["@context"] = published
        whole = json.dumps(document).encode()
        assert read(whole, RdfFormat.JSON_LD) == set(found(things, path).triples)


def test_a_graph_holds_what_its_file_says(things: Things, edition: Edition) -> None:
    graph = found(things, "graph/m2604/base/1")
    assert graph.is_graph
    expected = {q.triple for q in edition.store.quads() if q.graph_name == graph.iri}
    assert set(graph.triples) == expected


def test_the_ontology_comes_whole_and_its_version_leads_to_it(things: Things) -> None:
    ontology = found(things, "def/")
    subjects = {triple.subject.value for triple in ontology.triples if isinstance(triple.subject, NamedNode)}
    assert {f"{DEF}TreatmentUse", f"{DEF}hedge", f"{CODE}hedge/none", DEF} <= subjects
    assert found(things, "def/0.1.0").iri == ontology.iri


def test_the_same_thing_is_the_same_bytes(things: Things, edition: Edition) -> None:
    again = Things(edition.graph)
    for path in ("id/use/daratumumab-al-amyloidosis-l2", "graph/m2604/base/1"):
        assert things.turtle(found(things, path)) == again.turtle(found(again, path))
    lines = things.turtle(found(things, "id/region/sjaelland")).decode().splitlines()
    prefixes = [line for line in lines if line.startswith("@prefix")]
    assert prefixes == sorted(prefixes)
    assert "@prefix region: <https://w3id.org/ensartet/id/region/> ." in prefixes


@pytest.mark.parametrize(
    ("path", "near"),
    [
        ("id/region/sjalland", "/id/region/sjaelland"),
        ("id/regions/sjaelland", "/id/region/sjaelland"),
        ("def/Treatmentuse", "/def/TreatmentUse"),
        ("code/hedge/posibly", "/code/hedge/possibly"),
        ("graph/m2604/base/2", "/graph/m2604/base/1"),
    ],
)
def test_an_unknown_path_comes_with_near_ones(path: str, near: str, things: Things) -> None:
    assert things.get(path) is None
    assert near in [name.label for name in things.unknown(path).near]


@pytest.mark.parametrize(
    "path",
    ["id/../id/region/sjaelland", "id//x", "id/region/", "id/region/<b>", "id/region/æ", "id/" + "a" * 300, "", "x y"],
)
def test_a_path_that_cannot_be_ours_is_not_repeated(path: str, things: Things) -> None:
    assert things.get(path) is None
    problem = things.unknown(path)
    assert problem.near == []
    assert path not in problem.detail.da or path == ""
