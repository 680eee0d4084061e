"""The codes are those of the contract, data and shapes use no others, and the ontology says what it is."""

import re

import pytest
from pyoxigraph import NamedNode

from ensartet.editions import Edition
from ensartet.names import CODE, DEF, OWL, SKOS, local
from ensartet.rooms import Rooms

# docs/contract: the codes that programs rely on
CONTRACT = {
    "adoption-state": "implemented partly-implemented planned not-implemented unknown",
    "answer": "yes no unknown",
    "application-practice": "with without both unknown",
    "basis": "stated derived machine-read",
    "cell": "stated not-mentioned region-not-named not-loaded not-applicable",
    "comparability": "comparable limited not-comparable cannot-tell",
    "completeness-about": "applications practice status authorisation adoption list",
    "completeness-state": "confirmed not-found not-stated unknown not-loaded known-otherwise",
    "date-precision": "day month year not-before",
    "dispensing-group": "A B BEGR NB-S",
    "extent": "single several widespread unknown",
    "favourable-as": "approved recommended recommended-or-partly mixed",
    "finding-kind": "opposite-outcomes outcome-against-practice within-region-divergence use-where-application-due "
    "against-council adopted-in-some-regions ruled-out-reason equal-wording adult-child-gap label-disagreement "
    "counts-do-not-add-up source-contradiction rates-differ",
    "finding-state": "new sent remarked agreed-difference no-difference raised resolved",
    "follow-up-state": "open proposed closed",
    "force": "binding advisory support not-stated",
    "hedge": "none apparently possibly potentially not-aware",
    "label-status": "on-label off-label unlicensed undetermined not-assessed not-stated",
    "line-basis": "stated derived",
    "list-entry-state": "active inactive applied-not-admitted",
    "outcome": "approved recommended partially-recommended refused not-recommended withdrawn pending lapsed referred "
    "noted endorsed not-endorsed postponed",
    "outcome-group": "favourable unfavourable none",
    "polarity": "affirmed negated",
    "published-basis": "stated lower-bound",
    "reason": "under-assessment sparse-effect side-effects price data-basis alternatives-exist other not-stated",
    "region-scope": "named several-unnamed other-regions national",
    "section": "header summary presentation proposal decision addition text",
    "severity": "warning notice info",
    "source-state": "loaded dated known-missing not-loaded",
    "status": "recommended not-recommended partially-recommended under-assessment under-reassessment postponed "
    "not-assessed superseded not-stated",
}


@pytest.mark.parametrize("scheme", CONTRACT)
def test_every_code_of_the_contract_is_there(scheme: str, edition: Edition) -> None:
    """Codes may be added, none changed or removed."""
    codes = edition.store.subjects(NamedNode(SKOS + "inScheme"), NamedNode(CODE + scheme))
    missing = set(CONTRACT[scheme].split()) - {local(code.value) for code in codes}
    assert not missing, f"ontology/lists/{scheme}.ttl lacks {sorted(missing)}, which the contract has"


def test_every_code_in_use_is_in_its_list(edition: Edition) -> None:
    in_scheme = NamedNode(SKOS + "inScheme")
    used = {
        quad.object
        for quad in edition.store.quads()
        if isinstance(quad.object, NamedNode) and quad.object.value.startswith(CODE) and quad.predicate != in_scheme
    }
    unknown = [iri.value for iri in used if not edition.graph.node(iri).node(in_scheme)]
    assert unknown == []


def test_shapes_mention_only_codes_that_exist(rooms: Rooms, edition: Edition) -> None:
    for path in rooms.shapes.glob("*.ttl"):
        for scheme, notation in re.findall(r"code:([\w-]+)\\/([\w-]+)", path.read_text(encoding="utf-8")):
            assert edition.graph.node(f"{CODE}{scheme}/{notation}").exists, (path.name, scheme, notation)


def test_the_ontology_has_a_version_a_licence_and_a_prefix(edition: Edition) -> None:
    node = edition.graph.node(DEF)
    assert node.node(NamedNode(OWL + "versionIRI"))
    assert node.node(NamedNode("http://purl.org/dc/terms/license"))
    assert node.value(NamedNode("http://purl.org/vocab/vann/preferredNamespacePrefix")) == "ens"
