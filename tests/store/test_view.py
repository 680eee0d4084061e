"""The rdflib-shaped view answers from Oxigraph, and what would fall back to rdflib's engine is noticed."""

import pytest
import rdflib
from pyoxigraph import NamedNode, Quad

from ensartet.store.oxigraph import OxigraphStore
from ensartet.store.view import as_dataset

A, P, G = (NamedNode(f"http://x/{name}") for name in "apg")
QUERY = "SELECT ?s { ?s ?p ?o }"


def test_a_query_given_as_text_is_answered_by_oxigraph_over_the_union() -> None:
    dataset = as_dataset(OxigraphStore([Quad(A, P, A, G)]))
    assert dataset.query(QUERY).bindings == [{rdflib.Variable("s"): rdflib.URIRef("http://x/a")}]
    assert len(dataset) == 1


def test_the_view_is_a_copy() -> None:
    store = OxigraphStore([Quad(A, P, A, G)])
    graph = as_dataset(store).graph(rdflib.URIRef("http://x/g"))
    graph.add((rdflib.URIRef("http://x/b"), rdflib.URIRef("http://x/p"), rdflib.Literal(1)))
    assert len(graph) == 2
    assert len(store) == 1


def test_a_prepared_query_falls_back_to_rdflib_and_is_noticed() -> None:
    from rdflib.plugins.sparql import prepareQuery

    with pytest.raises(AssertionError, match="evaluator"):
        list(as_dataset(OxigraphStore([])).query(prepareQuery(QUERY)))
    with pytest.raises(AssertionError, match="evaluator"):
        list(rdflib.Graph().query(QUERY))
