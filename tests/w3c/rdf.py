"""Runs the tests of the RDF syntaxes on the parser that reads whatever comes in, in strict mode."""

import pyoxigraph

from .compare import isomorphic
from .manifests import FORMATS, Case

# where the suites say their files lie, which decides what relative IRIs become
BASES = {
    "turtle": "http://www.w3.org/2013/TurtleTests/",
    "trig": "http://www.w3.org/2013/TriGTests/",
    "rdf-xml": "http://www.w3.org/2013/RDFXMLTests/",
}


def parses(case: Case) -> str | None:
    """Why a good file is refused or read as something else, or a bad one let through; None if neither."""
    path = case.action.path
    suite, _, _ = case.name.partition("/")
    folder = next(parent for parent in path.parents if parent.name == suite)
    base = BASES[suite] + path.relative_to(folder).as_posix() if suite in BASES else None
    try:
        quads = list(pyoxigraph.parse(path=path, format=FORMATS[path.suffix], base_iri=base))
    except SyntaxError as error:
        return None if "Negative" in case.kind else str(error)
    if "Negative" in case.kind:
        return "a bad file is let through"
    if case.result is None:
        return None
    wanted = case.result.path
    expected = pyoxigraph.parse(path=wanted, format=FORMATS[wanted.suffix])
    return None if isomorphic(quads, expected) else f"other quads: {quads}"
