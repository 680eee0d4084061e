"""Every shape speaks Danish and English, and every constraint fires when what it asks for is broken."""

from pathlib import Path

import pytest
import rdflib
from rdflib.namespace import SH

from ensartet.checks import check_shapes
from ensartet.editions import Edition
from ensartet.names import local
from ensartet.rooms import Rooms, installed_rooms

from ..queries.test_checks import broken

BROKEN = Path(__file__).parent / "broken"
EXAMPLES = sorted((Path(__file__).parent / "examples").glob("*.ru"))
ENS = "https://w3id.org/ensartet/def/"


def shapes() -> rdflib.Graph:
    graph = rdflib.Graph()
    for path in installed_rooms().shapes.glob("*.ttl"):
        graph.parse(path)
    return graph


def examples() -> list[str]:
    """Updates that add an example of every class that the bundled data have none of."""
    return [path.read_text(encoding="utf-8") for path in EXAMPLES]


def required() -> list[tuple[str, str, str]]:
    """Rule, class and path of every property shape that asks for at least one value of a class's instances."""
    graph = shapes()
    found = []
    for node in graph.subjects(SH.targetClass, None):
        for shape in graph.objects(node, SH.property):
            count, path = graph.value(shape, SH.minCount), graph.value(shape, SH.path)
            named = isinstance(shape, rdflib.URIRef) and isinstance(path, rdflib.URIRef)
            if count is not None and int(str(count)) > 0 and named:
                found.append((local(str(shape)), str(graph.value(node, SH.targetClass)), str(path)))
    return sorted(found)


def test_every_constraint_has_a_severity_and_says_in_both_languages_what_to_do() -> None:
    graph = shapes()
    constraints = set(graph.subjects(SH.message, None))
    assert len(constraints) > 40
    for shape in constraints | set(graph.subjects(rdflib.RDF.type, SH.PropertyShape)):
        assert graph.value(shape, SH.severity) is not None, shape
        assert {getattr(text, "language", None) for text in graph.objects(shape, SH.message)} == {"da", "en"}, shape


def test_the_bundled_data_conform(rooms: Rooms, edition: Edition) -> None:
    assert check_shapes(rooms, edition.store.quads()) == []


def test_the_examples_of_classes_without_data_conform(rooms: Rooms, edition: Edition) -> None:
    assert check_shapes(rooms, broken(edition, *examples()).quads()) == []


def test_every_class_with_a_shape_has_data_or_an_example(edition: Edition) -> None:
    shaped = {local(str(name)) for name in shapes().objects(None, SH.targetClass)}
    empty = {name for name in shaped if not edition.graph.of_class(name)} - {"Statement"}
    without = sorted(empty - {path.stem for path in EXAMPLES})
    assert not without, f"no data and no example: add tests/shapes/examples/<Class>.ru for {without}"


def test_all_required_values_are_missed_when_they_are_gone(rooms: Rooms, edition: Edition) -> None:
    """One graph without any required value: every rule that asks for one must fire."""
    paths = " ".join(f"<{path}>" for path in sorted({path for _, _, path in required()}))
    update = f"DELETE {{ GRAPH ?g {{ ?s ?p ?o }} }} WHERE {{ VALUES ?p {{ {paths} }} GRAPH ?g {{ ?s ?p ?o }} }}"
    fired = {problem.rule for problem in check_shapes(rooms, broken(edition, *examples(), update).quads())}
    assert {rule for rule, _, _ in required()} <= fired


@pytest.mark.parametrize("path", [pytest.param(path, id=path.stem) for path in sorted(BROKEN.glob("*.ru"))])
def test_a_broken_example_fires_its_rule(path: Path, rooms: Rooms, edition: Edition) -> None:
    update = path.read_text(encoding="utf-8")
    problems = check_shapes(rooms, broken(edition, *examples(), update).quads(), path.stem)
    assert path.stem in {problem.rule for problem in problems}, problems
