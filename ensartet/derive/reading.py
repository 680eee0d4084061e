"""The uses of a graph, and what is known of diseases, codes and classes on a day, as the algebra takes them."""

from collections import defaultdict

from ensartet.graph import Graph, Node
from ensartet.names import local

from .axes import UNRESTRICTED, UNSTATED, Concepts, Facets, Lines, Mode, Silence, Treatment
from .coverage import Use

# facets of a patient group, by the property that holds their codes
GROUP_FACETS = ("ageBand", "fitness", "diseaseState")
_RECEIVED = "received"
# after every day that anything was published on
EVER = "9999-12-31"


def concepts_of(graph: Graph, known_at: str) -> Concepts:
    """Diseases and codes with what is broader, what is said to be apart, and the members of classes.

    Args:
        known_at: an ISO day; what was published later is left out.
    """
    named = [*graph.of_class("Disease"), *graph.of_class("DrugClass"), *_codes(graph)]
    broader = {node.iri.value: frozenset(above.value for above in graph.broader(node.iri)) for node in named}
    members: dict[str, set[str]] = {node.iri.value: set() for node in graph.of_class("DrugClass")}
    excluded: dict[str, set[str]] = defaultdict(set)
    for said in graph.of_class("ClassMembership"):
        if (said.value("publishedOn") or "") > known_at:
            continue
        held = excluded if said.code("polarity") == "negated" else members
        for group in said.nodes("memberClass"):
            # a member of a narrower class is one of the wider; what is no member of the wider is none of the narrower
            reached = graph.narrower(group) if held is excluded else [group, *graph.broader(group)]
            for one in reached:
                held.setdefault(one.value, set()).update(member.value for member in said.nodes("member"))
    return Concepts(
        broader={name: above for name, above in broader.items() if above},
        apart=tuple(frozenset(part.value for part in node.nodes("divides")) for node in graph.of_class("Division")),
        members={name: frozenset(held) for name, held in members.items()},
        excluded={name: frozenset(held) for name, held in excluded.items()},
    )


def _codes(graph: Graph) -> list[Node]:
    """The codes that patient groups, markers, settings and routes are described by, where a use or a group has them."""
    found: dict[str, Node] = {}
    holders = {
        "Population": GROUP_FACETS,
        "BiomarkerCriterion": ("markerState",),
        "TreatmentUse": ("setting", "administrationRoute"),
    }
    for kind, properties in holders.items():
        for node in graph.of_class(kind):
            for name in properties:
                found |= {iri.value: graph.node(iri) for iri in node.nodes(name)}
    return list(found.values())


def uses_of(graph: Graph) -> dict[str, Use]:
    """Every use by its IRI. Those of a product's authorised indication mean no limit where they are silent."""
    indications = [node for node in graph.of_class("AuthorisedIndication") if node.nodes("product")]
    authorised = {use.value for node in indications for use in node.nodes("use")}
    return {
        node.iri.value: use_of(graph, node, UNRESTRICTED if node.iri.value in authorised else UNSTATED)
        for node in graph.of_class("TreatmentUse")
    }


def use_of(graph: Graph, node: Node, silence: Silence = UNSTATED) -> Use:
    """One use as the algebra takes it."""
    setting, route, disease = node.node("setting"), node.node("administrationRoute"), node.node("disease")
    return Use(
        iri=node.iri.value,
        treatment=_treatment(graph, node),
        disease=disease.value if disease else None,
        lines=_lines(node),
        population=_groups(graph, node),
        biomarkers=_markers(graph, node),
        setting=setting.value if setting else None,
        priors=_priors(graph, node),
        dose=node.text("doseSchedule", "da"),
        route=route.value if route else None,
        silence=silence,
    )


def _treatment(graph: Graph, use: Node) -> Treatment | None:
    iri = use.node("treatment")
    if iri is None:
        return None
    node = graph.node(iri)
    parts = frozenset(part.value for part in (*node.nodes("component"), *node.nodes("componentClass")))
    if not parts or node.flag("unnamed"):
        return None  # a medicine that the source does not name may be any
    mode = node.code("componentMode")
    return Treatment(parts, Mode(mode) if mode else None)


def _lines(use: Node) -> Lines | None:
    low, high = use.number("minLine"), use.number("maxLine")
    return None if low is None and high is None else Lines(low or 1, high)


def _groups(graph: Graph, use: Node) -> Facets:
    """The codes of the patient group by facet; a group without codes is a facet of its own."""
    facets: dict[str, set[str]] = defaultdict(set)
    for iri in use.nodes("population"):
        group = graph.node(iri)
        coded = {name: {code.value for code in group.nodes(name)} for name in GROUP_FACETS}
        if not any(coded.values()):
            facets[iri.value].add(iri.value)
        for name, codes in coded.items():
            if codes:
                facets[name] |= codes
    return {name: frozenset(codes) for name, codes in facets.items()}


def _markers(graph: Graph, use: Node) -> Facets:
    """The states of markers by marker; a criterion that names no marker is a facet of its own."""
    facets: dict[str, set[str]] = defaultdict(set)
    for iri in use.nodes("biomarker"):
        criterion = graph.node(iri)
        marker, states = criterion.node("marker"), criterion.nodes("markerState")
        facets[marker.value if marker else iri.value] |= {state.value for state in states} or {iri.value}
    return {name: frozenset(states) for name, states in facets.items()}


def _priors(graph: Graph, use: Node) -> frozenset[str]:
    """Criteria on earlier therapy as "relation agent", the same whichever way the source put it; others by their IRI.

    "Has received" is all that a class named as a prior treatment says.
    """
    found = {f"{_RECEIVED} {group.value}" for group in use.nodes("priorTreatment")}
    for iri in use.nodes("priorTherapy"):
        criterion = graph.node(iri)
        agent, relation = criterion.node("priorAgent"), criterion.node("priorRelation")
        plain = agent and relation and not criterion.nodes("priorSetting") and len(criterion.nodes("priorAgent")) == 1
        found.add(f"{local(relation.value)} {agent.value}" if plain and relation and agent else iri.value)
    return frozenset(found)
