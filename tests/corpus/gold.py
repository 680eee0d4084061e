"""The gold facts beside the documents, and whether the graph's statements carry them, field by field.

A fact is carried when a statement whose evidence touches the fact's span agrees in every field that the fact gives.
Where we hold in two statements what the fact says at once, they count together, in two cases only: single outcomes
that touch the span (two refused cases are a fact of count 2), and a statement with the tally it is part of (a reason
for refusals whose number the tally has).
"""

import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from pyoxigraph import NamedNode

from ensartet.answers import answer
from ensartet.editions import Edition
from ensartet.errors import UnknownName
from ensartet.evidence import Locator, read_locator
from ensartet.graph import ALT_LABEL, BROADER, DESCRIPTION, PREF_LABEL, Graph, Node
from ensartet.names import ORG, local
from ensartet.periods import shown_date
from ensartet.questions import find_question
from ensartet.resolve import Resolver, folded
from ensartet.rooms import Rooms

KNOWN_AT = "9999-12-31"
UNIT_OF = NamedNode(ORG + "unitOf")
SCOPES_WITHOUT_NAMES = {"several-unnamed", "other-regions", "national"}

# What a statement must say for a gold outcome: any of these. `*` is any value but 0, `class` the statement's class.
OUTCOMES: Mapping[str, tuple[tuple[str, str], ...]] = {
    "open": (("followUpState", "open"),),
    "proposed": (("followUpState", "proposed"), ("stage", "proposed"), ("stage", "described")),
    "suggested": (("class", "Proposal"), ("outcomeText", "foreslået")),
    "recommended": (
        ("outcome", "recommended"),
        ("status", "recommended"),
        ("stage", "recommended"),
        ("favourableAs", "recommended"),
    ),
    "not_recommended": (
        ("outcome", "not-recommended"),
        ("outcome", "not-endorsed"),
        ("status", "not-recommended"),
        ("casesUnderStatus", "not-recommended"),
        ("refused", "*"),
    ),
    "rejected": (("outcome", "refused"), ("refused", "*"), ("class", "RefusalReason")),
    "approved": (("outcome", "approved"), ("favourableAs", "approved")),
    "received": (("received", "*"), ("stage", "submitted"), ("class", "ApplicationOutcome")),
    "assessed": (("received", "*"),),
    "decided": (("received", "*"), ("class", "ApplicationOutcome"), ("class", "CommitteeDecision")),
    "noted": (("outcome", "noted"),),
    "endorsed": (("outcome", "endorsed"), ("stage", "endorsed")),
    "adopted": (("stage", "anchored"),),
    "planned": (("stage", "to-be-published"),),
    "referred": (("outcome", "referred"),),
    "no_recommendation": (("outcome", "referred"),),
    "deferred": (("outcome", "postponed"),),
    "postponed": (("outcome", "postponed"),),
    "submitted": (("stage", "submitted"),),
    "requested": (("class", "Proposal"),),
    "wanted": (("class", "Proposal"),),
    "considering": (("class", "Proposal"),),
    "phase 3": (("stage", "in-trial"),),
    "under_assessment": (("status", "under-assessment"),),
    "not_assessed": (("status", "not-assessed"),),
    "off_label": (("labelStatus", "off-label"),),
    "authorised": (("class", "AuthorisedIndication"), ("authorised", "true")),
    "authorised, not assessed by medicinrådet": (("class", "AuthorisedIndication"),),
    "marketing authorisation holder": (("holder", "*"),),
    "experimental": (("authorised", "false"),),
    "not_authorised": (("authorised", "false"), ("labelStatus", "unlicensed")),
    "named-patient permit and regional approval": (("class", "AccessRoute"),),
    "in_use": (("class", "ObservedPractice"),),
    "used": (("class", "ObservedPractice"),),
    "presumably_used": (("class", "ObservedPractice"),),
    "consumption_observed": (("class", "ObservedPractice"),),
    "used_in_protocols": (("extent", "single"),),
    "relatively widespread practice": (("extent", "widespread"),),
    "used_without_application": (("applicationPractice", "without"),),
    "no_application": (("applicationPractice", "without"),),
    "no_application_practice": (("applicationPractice", "without"),),
    "uneven practice": (("applicationPractice", "both"),),
    "applied for adults, not for children": (("applicationPractice", "both"),),
    "no_known_use": (("completenessState", "unknown"),),
    "no_other_applications": (("completenessState", "not-found"),),
    "extent_unknown": (("completenessState", "unknown"),),
    "list in attachment, not in the seed": (("completenessState", "not-stated"),),
    "not standard treatment in denmark": (("completenessState", "confirmed"),),
    "parallel routes": (("class", "Procedure"),),
    "interest": (("class", "Appraisal"),),
    "may benefit": (("class", "Appraisal"),),
    "forecast": (("class", "Forecast"),),
    "application_required": (("applicationRequired", "true"),),
    "may reapply": (("condition", "*"),),
    "accepted": (("class", "Rule"),),
    "ceased": (("periodTo", "*"),),
    "requirement": (("class", "Advice"),),
    "individual_application": (("class", "Advice"),),
    "not_as_standard_without_national_backing": (("class", "Advice"),),
    "study_recommended": (("class", "Advice"),),
    "follow_up_needed": (("class", "FollowUpAction"),),
    "positive opinions only": (("stage", "discussed"),),
    "under-enrolled": (("class", "TrialResult"),),
    "underpowered": (("class", "TrialResult"),),
    "immature data": (("class", "TrialResult"),),
    "in_progress": (("class", "Procedure"), ("class", "Rule")),
}
# What a gold reason is among our codes: every code whose pattern is in it.
REASONS = (
    ("under assessment", "under-assessment"),
    ("data basis|documentation", "data-basis"),
    (r"\b(cost|price)\b", "price"),
    ("alternative", "alternatives-exist"),
    ("sparse effect", "sparse-effect"),
    ("side effect", "side-effects"),
    ("authorised", "other"),
)
NUMBERS = {3: "three", 5: "five", 7: "seven"}


@dataclass(frozen=True)
class Fact:
    """One line of the gold facts. `values` has its fields as the file's README describes them."""

    values: Mapping[str, Any]

    def __getattr__(self, name: str) -> Any:
        return self.values[name]

    @property
    def detail(self) -> Mapping[str, Any]:
        """What only some types have: period, who, by_when, value, ci, regions_named and the like."""
        details: Mapping[str, Any] = self.values["details"]
        return details


@dataclass(frozen=True)
class Held:
    """Statements that count together against one fact: those that touch it, and a tally they are part of."""

    graph: Graph
    resolver: Resolver
    touching: tuple[Node, ...]
    tally: tuple[Node, ...] = ()

    def values(self, *names: str, tally: bool = False) -> set[str]:
        """The codes, literals and slugs of some properties of the statements."""
        found: set[str] = set()
        for node in (*self.touching, *(self.tally if tally else ())):
            for name in names:
                found |= {local(iri.value) for iri in node.nodes(name)} | set(node.texts(name))
        return found

    @cached_property
    def classes(self) -> set[str]:
        return {kind for node in self.touching for kind in node.kinds}

    @cached_property
    def uses(self) -> list[Node]:
        return [self.graph.node(iri) for node in self.touching for iri in node.nodes("use")]

    @cached_property
    def treatments(self) -> set[NamedNode]:
        return {iri for use in self.uses for iri in use.nodes("treatment")}

    @cached_property
    def members(self) -> set[NamedNode]:
        return {iri for node in self.touching for name in ("member", "memberClass") for iri in node.nodes(name)}

    @cached_property
    def regions(self) -> set[NamedNode]:
        return {iri for node in self.touching for iri in node.nodes("region")}

    @cached_property
    def scopes(self) -> set[str]:
        return self.values("regionScope")

    def regions_of(self, name: str) -> set[NamedNode]:
        """The regions among the organisations a property names, and those its bodies are units of."""
        named = {iri for node in self.touching for iri in node.nodes(name)}
        regions = {iri for iri in named if "Region" in self.graph.node(iri).kinds}
        return regions | {region for iri in named for region in self.graph.node(iri).nodes(UNIT_OF)}


def _drugs(held: Held, fact: Fact) -> bool:
    """The resolver understands every name as what the use or membership is about, and no other substance is in it."""
    names = [*fact.drugs, *([fact.detail["drug_class"]] if "drug_class" in fact.detail else [])]
    known: set[NamedNode] = set()
    for name in names:
        try:
            resolved = held.resolver.resolve("drug", name, KNOWN_AT, "drug")
        except UnknownName:
            return False
        known |= {resolved.iri, *resolved.things}
        if not (held.treatments & set(resolved.values) or held.members & {resolved.iri, *resolved.things}):
            return False
    components = {iri for treatment in held.treatments for iri in held.graph.node(treatment).nodes("component")}
    return components <= known


def _disease(held: Held, fact: Fact) -> bool:
    """The disease with the longest name in the fact's indication is the use's, or above it, or directly below it.

    A tally over two diseases stands directly above both; a protocol's disease may be narrower than a sentence about it.
    """
    given = folded(fact.indication or "")
    diseases = {iri for use in held.uses for iri in use.nodes("disease")}
    if not given or not diseases:
        return True
    named = [
        (len(name), disease.iri)
        for disease in held.graph.of_class("Disease")
        for name in map(folded, (*disease.texts(PREF_LABEL), *disease.texts(ALT_LABEL)))
        if name in given
    ]
    if not named:
        return False
    found = max(named, key=lambda pair: pair[0])[1]
    return diseases <= {*held.graph.narrower(found), *held.graph.node(found).nodes(BROADER)}


def _lines(held: Held, fact: Fact) -> bool:
    """The interval is that of the use. One that we derive ourselves, and say so, may stand where the fact has none."""
    given = (fact.line_min, fact.line_max)
    lines = {(use.number("minLine"), use.number("maxLine")) for use in held.uses} or {(None, None)}
    if given == (None, None):
        return all(
            use.code("lineBasis") == "derived" or (use.number("minLine"), use.number("maxLine")) == given
            for use in held.uses
        )
    return lines == {given}


def _regions(held: Held, fact: Fact) -> bool:
    """Named regions are the same ones; a group without names is a scope; where the fact names none we name none."""
    wanted = {held.resolver.resolve("region", name, KNOWN_AT, "region").iri for name in fact.regions}
    if fact.detail.get("regions_named") is False:
        return not held.regions and bool(held.scopes) and held.scopes <= SCOPES_WITHOUT_NAMES
    if not wanted:
        return not held.regions
    if len(wanted) == 5 and held.scopes == {"national"}:
        return not held.regions
    if held.regions or held.scopes:
        return held.regions == wanted
    return any(held.regions_of(name) == wanted for name in ("owner", "body", "organisation", "assertedBy"))


def _outcome(held: Held, fact: Fact) -> bool:
    if fact.outcome is None:
        return True
    for name, value in OUTCOMES.get(fact.outcome.casefold(), ()):
        found = held.classes if name == "class" else held.values(name, tally=True)
        if (found - {"0"}) if value == "*" else value in found:
            return True
    return False


def _count(held: Held, fact: Fact) -> bool:
    """The number stands in the column its outcome asks for; of single outcomes it is how many there are."""
    low, high = fact.detail.get("count_min"), fact.detail.get("count_max")
    if low is not None:
        return held.values("lowEstimate") == {str(low)} and held.values("highEstimate") == {str(high)}
    if fact.count is None:
        return True
    if fact.count == 0 and held.values("polarity") == {"negated"}:
        return True
    if "ApplicationOutcome" in held.classes:
        return len(held.touching) == int(fact.count)
    if "Procedure" in held.classes or "ProtocolStage" in held.classes:
        return any(NUMBERS[fact.count] in (node.text(DESCRIPTION, "en") or "").casefold() for node in held.touching)
    names = {
        "recommended": ("favourable",),
        "approved": ("favourable",),
        "rejected": ("refused",),
        "not_recommended": ("refused",),
        None: ("participants",),
    }.get(fact.outcome, ("received",))
    return str(fact.count) in held.values(*names, tally=True)


def _reason(held: Held, fact: Fact) -> bool:
    """The codes that the reason means are given. A rule's or a trial's reason stands in the description only."""
    if fact.reason is None or fact.type in ("process_rule", "addendum", "trial_result"):
        return True
    wanted = {code for pattern, code in REASONS if re.search(pattern, fact.reason.casefold())}
    return bool(wanted) and wanted <= held.values("reason")


def _polarity(held: Held, fact: Fact) -> bool:
    return held.values("polarity") == {fact.polarity}


def _hedge(held: Held, fact: Fact) -> bool:
    hedges = held.values("hedge")
    return "none" not in hedges if fact.certainty == "hedged" else hedges == {"none"}


def _date(held: Held, fact: Fact) -> bool:
    """A date of the statement, as precise as the fact's. What has none of its own holds on the day of the meeting."""
    if fact.date is None:
        return True
    for node in held.touching:
        precision = node.code("datePrecision")
        own = [node.value(name) for name in ("decidedEarliest", "validFromEarliest", "meetingOn")]
        dates = [shown_date(value, precision) for value in own] + [node.value(name) for name in ("periodTo", "due")]
        if not any(own) or node.code("publishedBasis") == "stated":
            dates.append((node.value("publishedOn") or "")[: len(fact.date)])
        if fact.date in dates:
            return True
    return False


def _published(held: Held, fact: Fact) -> bool:
    basis = "stated" if fact.published_basis == "stated" else "lower-bound"
    return held.values("publishedOn") == {fact.published} and held.values("publishedBasis") == {basis}


def _period(held: Held, fact: Fact) -> bool:
    if "period" not in fact.detail:
        return True
    stated = [(node.value("periodFrom"), node.value("periodTo")) for node in (*held.touching, *held.tally)] + [
        (node.value("decidedEarliest"), node.value("decidedLatest")) for node in held.touching
    ]
    return tuple(fact.detail["period"]) in stated


def _owner(held: Held, fact: Fact) -> bool:
    """Who is to do it is stated or it is not; we never fill it in."""
    return fact.type != "follow_up_action" or bool(held.values("owner")) == bool(fact.detail.get("who"))


def _due(held: Held, fact: Fact) -> bool:
    """A day only where the fact has one; words like "a later meeting" are no day."""
    if fact.type != "follow_up_action":
        return True
    day = fact.detail.get("by_when") or ""
    return held.values("due") == ({day} if re.fullmatch(r"\d{4}-\d\d-\d\d", day) else set())


def _result(held: Held, fact: Fact) -> bool:
    """Measure, arm, value, unit and interval of a trial."""
    names = {"endpoint": "measure", "arm": "arm", "value": "value", "unit": "unit"} if "value" in fact.detail else {}
    wanted = {ours: str(fact.detail[theirs]) for theirs, ours in names.items() if theirs in fact.detail}
    if "ci" in fact.detail:
        wanted |= {"ciLow": str(fact.detail["ci"][0]), "ciHigh": str(fact.detail["ci"][1])}
    return all(held.values(name) == {value} for name, value in wanted.items())


def _step(held: Held, fact: Fact) -> bool:
    """The step's number on the way a case takes."""
    return "step" not in fact.detail or held.values("step") == {str(fact.detail["step"])}


def _cases(held: Held, fact: Fact) -> bool:
    """The Council's position on the medicines of the cases counted."""
    status = fact.detail.get("mr_status")
    return status is None or status.replace("_", "-") in held.values("casesUnderStatus", "status")


FIELDS: Mapping[str, Callable[[Held, Fact], bool]] = {
    "drugs": _drugs,
    "disease": _disease,
    "lines": _lines,
    "regions": _regions,
    "outcome": _outcome,
    "count": _count,
    "reason": _reason,
    "polarity": _polarity,
    "hedge": _hedge,
    "date": _date,
    "published": _published,
    "period": _period,
    "owner": _owner,
    "due": _due,
    "result": _result,
    "step": _step,
    "cases": _cases,
}


def facts_of(folder: Path, doc: str) -> list[Fact]:
    """Every gold fact of one document, of whatever type."""
    lines = (folder / "facts.jsonl").read_text(encoding="utf-8").splitlines()
    return [fact for fact in (Fact(json.loads(line)) for line in lines) if fact.doc == doc]


def core_facts(folder: Path) -> list[Fact]:
    """The gold facts of the core types, which the README beside them names."""
    readme = (folder / "README.md").read_text(encoding="utf-8")
    listed = readme.split("Core types for the headline score:")[1].split(".")[0]
    types = {name.strip() for name in listed.split(",")}
    lines = (folder / "facts.jsonl").read_text(encoding="utf-8").splitlines()
    return [fact for fact in (Fact(json.loads(line)) for line in lines) if fact.type in types]


class Gold:
    """The core facts of the documents that have a part in the graph, and the statements that stand where they stand."""

    def __init__(self, edition: Edition, rooms: Rooms, folder: Path) -> None:
        self._graph, self._resolver = edition.graph, edition.resolver
        said = answer(edition, find_question(rooms, "statements"), {}).rows
        nodes = [self._graph.node(row["statement_iri"]) for row in said]
        self._cited: list[tuple[Node, list[Locator]]] = [
            (node, [read_locator(self._graph, place) for place in node.nodes("evidence")]) for node in nodes
        ]
        loaded = {locator.file for _, locators in self._cited for locator in locators}
        self.facts = [fact for fact in core_facts(folder) if fact.doc in loaded]

    def touching(self, fact: Fact) -> list[Node]:
        """The statements whose evidence overlaps the fact's span."""
        return [
            node
            for node, locators in self._cited
            if any(
                locator.file == fact.doc and locator.start < fact.char_end and fact.char_start < locator.end
                for locator in locators
            )
        ]

    def disagreements(self, fact: Fact) -> list[set[str]]:
        """The fields that do not agree, for every statement at the span and for those that count together."""
        return [{name for name, agrees in FIELDS.items() if not agrees(held, fact)} for held in self._candidates(fact)]

    def _candidates(self, fact: Fact) -> Iterator[Held]:
        touching = self.touching(fact)
        for node in touching:
            tally = tuple(self._graph.node(iri) for iri in node.nodes("partOfCount"))
            yield Held(self._graph, self._resolver, (node,), tally)
        cases = tuple(node for node in touching if "ApplicationOutcome" in node.kinds)
        if len(cases) > 1:
            yield Held(self._graph, self._resolver, cases)
