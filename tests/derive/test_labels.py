"""Label status, derived: the five answers, the axes that decide, days, and the rule in SPARQL as the oracle."""

from collections.abc import Callable

import pyoxigraph
import pytest
from pyoxigraph import NamedNode

from ensartet.derive.authorised import LABELS
from ensartet.derive.axes import UNRESTRICTED, Concepts, Lines, Mode, Treatment
from ensartet.derive.coverage import Use
from ensartet.derive.labels import Indication, LabelStatus, Rule, assess
from ensartet.editions import Edition
from ensartet.graph import Node
from ensartet.names import ens, local
from ensartet.rooms import Rooms

from ..queries.altered import altered

KNOWN = Concepts(
    broader={"smouldering": frozenset(), "exon-19": frozenset({"mutated"})},
    apart=(frozenset({"myeloma", "amyloidosis"}), frozenset({"oral", "subcutaneous"})),
)
DARA = Treatment(frozenset({"dara"}), Mode.CLOSED)
LICENSED = Indication("i", Use("licensed", DARA, "myeloma", Lines(2), route="subcutaneous", silence=UNRESTRICTED))


def use(**differing: object) -> Use:
    fields: dict[str, object] = {"treatment": DARA, "disease": "myeloma", "lines": Lines(2), "route": "subcutaneous"}
    return Use("asked", **{**fields, **differing})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("asked", "whole", "status", "rule", "failing", "undecided"),
    [
        (use(), True, LabelStatus.ON_LABEL, Rule.COVERED, (), ()),
        (use(lines=Lines(3, 4)), False, LabelStatus.ON_LABEL, Rule.COVERED, (), ()),
        (use(population={"age": frozenset({"adult"})}), True, LabelStatus.ON_LABEL, Rule.COVERED, (), ()),
        (use(route="oral"), True, LabelStatus.OFF_LABEL, Rule.OUTSIDE_ALL, ("route",), ()),
        (use(route="oral"), False, LabelStatus.UNDETERMINED, Rule.NOT_ALL_LOADED, ("route",), ()),
        (use(route=None), True, LabelStatus.UNDETERMINED, Rule.CANNOT_TELL, (), ("route",)),
        (use(dose="16 mg/kg"), True, LabelStatus.UNDETERMINED, Rule.CANNOT_TELL, (), ("dose",)),
        (use(lines=Lines(1, 1)), True, LabelStatus.OFF_LABEL, Rule.OUTSIDE_ALL, ("line",), ()),
        (use(lines=Lines(1)), True, LabelStatus.UNDETERMINED, Rule.PARTLY_OUTSIDE, (), ("line",)),
        (use(lines=None), True, LabelStatus.UNDETERMINED, Rule.CANNOT_TELL, (), ("line",)),
        (use(disease="amyloidosis"), True, LabelStatus.OFF_LABEL, Rule.OUTSIDE_ALL, ("disease",), ()),
        (use(disease="smouldering"), True, LabelStatus.UNDETERMINED, Rule.CANNOT_TELL, (), ("disease",)),
        (
            use(treatment=Treatment(frozenset({"dara", "dex"}), Mode.CLOSED)),
            True,
            LabelStatus.OFF_LABEL,
            Rule.OUTSIDE_ALL,
            ("treatment",),
            (),
        ),
        (use(treatment=None), True, LabelStatus.NOT_ASSESSED, Rule.NOT_NAMED, (), ()),
    ],
)
def test_five_answers_and_the_axes(
    asked: Use,
    whole: bool,
    status: LabelStatus,
    rule: Rule,
    failing: tuple[str, ...],
    undecided: tuple[str, ...],
) -> None:
    found = assess(asked, [LICENSED], KNOWN, whole)
    assert (found.status, found.rule) == (status, rule)
    assert (found.failing, found.undecided) == (failing, undecided)
    assert set(found.failing) | set(found.undecided) <= set(found.checked)


def test_no_data_is_never_off_label() -> None:
    assert assess(use(), [], KNOWN, whole=True).status is LabelStatus.UNDETERMINED
    assert assess(use(), [], KNOWN, unlicensed=["s"]).status is LabelStatus.UNLICENSED


def test_an_indication_limited_to_one_dose_covers_no_other() -> None:
    limited = Indication("d", Use("limited", DARA, "myeloma", dose="1800 mg hver 4. uge", silence=UNRESTRICTED))
    asked = use(route=None, dose="1800 mg hver 2. uge")
    assert assess(asked, [limited], KNOWN, whole=True).failing == ("dose",)
    assert assess(asked, [limited], KNOWN, whole=True).status is LabelStatus.OFF_LABEL
    assert assess(use(route=None, dose="1800 mg hver 4. uge"), [limited], KNOWN).status is LabelStatus.ON_LABEL


def test_nothing_is_concluded_from_a_text_that_is_cut_but_that_a_use_lies_outside_it() -> None:
    cut = Indication("c", LICENSED.use, defective=True)
    assert assess(use(), [cut], KNOWN, whole=True).rule is Rule.DEFECTIVE_TEXT
    assert assess(use(), [cut, LICENSED], KNOWN, whole=True).rule is Rule.COVERED
    assert assess(use(route="oral"), [cut], KNOWN, whole=True).status is LabelStatus.OFF_LABEL


def statuses(edition: Edition) -> dict[str, str]:
    """The derived status of every use with a named medicine and disease, of the newest stretch of days."""
    found = {
        local(iri.value): "undetermined"
        for iri in (node.iri for node in edition.graph.of_class("TreatmentUse"))
        if not any(
            edition.graph.node(t).flag("unnamed") for p in ("treatment", "disease") for t in _nodes(edition, iri, p)
        )
    }
    for node in edition.graph.of_class("LabelAssessment"):
        ended = node.value("assessedUntil") or node.value("assessmentKnownUntil")
        used = node.nodes("assessesUse")[0]
        if not ended and local(used.value) in found:
            found[local(used.value)] = node.code("assessedStatus") or ""
    return found


def _nodes(edition: Edition, iri: NamedNode, name: str) -> list[NamedNode]:
    return edition.graph.node(iri).nodes(name)


def by_rule(edition: Edition, rooms: Rooms) -> dict[str, str]:
    """The same by the CONSTRUCT rule."""
    query = (rooms.queries / "derive" / "label-status.rq").read_text(encoding="utf-8")
    store = pyoxigraph.Store()
    store.bulk_extend(edition.store.quads())
    found = store.query(query, use_default_graph_as_union=True)
    return {local(triple.subject.value): local(triple.object.value) for triple in found}  # type: ignore[union-attr]


def test_the_derivation_is_what_the_rule_says(edition: Edition, rooms: Rooms) -> None:
    found = statuses(edition)
    assert found == by_rule(edition, rooms)
    assert set(found.values()) == {"on-label", "off-label", "unlicensed", "undetermined"}


PLANT = """PREFIX use: <https://w3id.org/ensartet/id/use/>
PREFIX drug: <https://w3id.org/ensartet/id/drug/>
PREFIX treatment: <https://w3id.org/ensartet/id/treatment/>
PREFIX disease: <https://w3id.org/ensartet/id/disease/>
PREFIX code: <https://w3id.org/ensartet/code/>
PREFIX s: <https://w3id.org/ensartet/id/statement/>
PREFIX body: <https://w3id.org/ensartet/id/body/>
PREFIX product: <https://w3id.org/ensartet/id/product/>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
"""
ROUTES = """INSERT DATA { GRAPH <https://w3id.org/ensartet/graph/test/1> {
use:licensed a ens:TreatmentUse ; ens:treatment treatment:test ; ens:disease disease:migraine ;
  ens:administrationRoute code:route\\/subcutaneous .
use:oral a ens:TreatmentUse ; ens:treatment treatment:test ; ens:disease disease:migraine ;
  ens:administrationRoute code:route\\/oral .
use:same a ens:TreatmentUse ; ens:treatment treatment:test ; ens:disease disease:migraine ;
  ens:administrationRoute code:route\\/subcutaneous .
use:silent a ens:TreatmentUse ; ens:treatment treatment:test ; ens:disease disease:migraine .
treatment:test a ens:Treatment ; ens:component drug:test ; ens:componentMode code:component-mode\\/closed .
drug:test a ens:Substance . product:test a ens:MedicinalProduct ; ens:contains drug:test .
s:test a ens:AuthorisedIndication ; ens:use use:licensed ; ens:product product:test ;
  ens:validFromLatest "2026-01-10"^^xsd:date ; ens:authorisationStatus code:authorisation-status\\/authorised ;
  ens:publishedOn "2026-02-01"^^xsd:date %s .
s:loaded a ens:CompletenessStatement ; ens:allProductsOf drug:test ; ens:about code:completeness-about\\/authorisation ;
  ens:completenessState code:completeness-state\\/confirmed ; ens:publishedOn "2026-02-01"^^xsd:date .
} }"""


@pytest.fixture(scope="module")
def routes(rooms: Rooms, edition: Edition) -> Edition:
    return altered(rooms, edition, PLANT + ROUTES % "")


def test_another_route_is_off_label_and_silence_is_undetermined(routes: Edition, rooms: Rooms) -> None:
    found = statuses(routes)
    assert {name: found[name] for name in ("licensed", "oral", "same", "silent")} == {
        "licensed": "on-label",
        "oral": "off-label",
        "same": "on-label",
        "silent": "undetermined",
    }
    assert found == by_rule(routes, rooms)
    oral = next(n for n in routes.graph.of_class("LabelAssessment") if local(n.nodes("assessesUse")[0].value) == "oral")
    assert oral.codes("failingAxis") == ["route"]
    assert [local(iri.value) for iri in oral.nodes("restsOn")] == ["test"]


def stretches(edition: Edition, name: str) -> list[tuple[str | None, ...]]:
    bounds = ("assessmentKnown", "assessmentKnownUntil", "assessedFrom", "assessedUntil")
    nodes: list[Node] = [
        node for node in edition.graph.of_class("LabelAssessment") if local(node.nodes("assessesUse")[0].value) == name
    ]
    return sorted((node.code("assessedStatus"), *(node.value(bound) for bound in bounds)) for node in nodes)


def test_a_status_holds_for_the_days_on_which_its_indications_are_known_and_in_force(
    rooms: Rooms, edition: Edition
) -> None:
    ended = altered(rooms, edition, PLANT + ROUTES % '; ens:validToEarliest "2026-06-30"^^xsd:date')
    assert stretches(ended, "same") == [("on-label", "2026-02-01", None, "2026-01-10", "2026-07-01")]


CLASS = """
INSERT DATA { GRAPH <https://w3id.org/ensartet/graph/test/2> {
class:test a ens:DrugClass .
treatment:class a ens:Treatment ; ens:componentClass class:test ; ens:componentMode code:component-mode\\/closed .
use:of-class a ens:TreatmentUse ; ens:treatment treatment:class ; ens:disease disease:migraine ;
  ens:administrationRoute code:route\\/subcutaneous .
s:member a ens:ClassMembership ; ens:member drug:test ; ens:memberClass class:test ;
  ens:polarity code:polarity\\/affirmed ; ens:publishedOn "2026-03-01"^^xsd:date .
} }"""


def test_a_use_of_a_class_is_assessed_anew_when_a_membership_becomes_known(rooms: Rooms, edition: Edition) -> None:
    """Before anybody says that the medicine is a member its indications say nothing of the class."""
    prefix = "PREFIX class: <https://w3id.org/ensartet/id/drug-class/>\n" + PLANT
    known = altered(rooms, edition, prefix + ROUTES % "", prefix + CLASS)
    assert stretches(known, "of-class") == [("undetermined", "2026-03-01", None, "2026-01-10", None)]
    (found,) = [
        n for n in known.graph.of_class("LabelAssessment") if local(n.nodes("assessesUse")[0].value) == "of-class"
    ]
    assert found.code("assessmentRule") == "partly-outside"
    assert statuses(known) == by_rule(known, rooms)


def test_nothing_derived_is_a_statement(edition: Edition) -> None:
    subjects = {quad.subject for quad in edition.store.quads() if quad.graph_name == LABELS}
    assert subjects
    for iri in subjects:
        node = edition.graph.node(iri)  # type: ignore[arg-type]
        assert not node.nodes("assertedBy")
        assert not node.nodes("use")
        assert not node.nodes("evidence")


@pytest.mark.parametrize("predicate", ["subsumes", "overlaps", "mayOverlap"])
def test_every_relation_is_the_functions(predicate: str, edition: Edition, related: Callable[[str], set[str]]) -> None:
    written = {
        f"{local(quad.subject.value)} {local(quad.object.value)}"  # type: ignore[union-attr]
        for quad in edition.store.quads()
        if quad.predicate == ens(predicate)
    }
    assert written
    assert written == related(predicate)
