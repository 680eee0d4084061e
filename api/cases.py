"""What the sources say of one medicine in one disease, put together from the saved questions for a page."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from ensartet.answers import Answer, answer
from ensartet.caveats import PRESENTED
from ensartet.columns import Column
from ensartet.editions import Edition
from ensartet.exports import shown_value
from ensartet.graph import Node
from ensartet.names import Lang, Words, ens, path_of
from ensartet.parameters import Given
from ensartet.questions import find_question
from ensartet.resolve import Resolved
from ensartet.rooms import Rooms
from ensartet.sorting import danish_key
from ensartet.territory import regions_on

from .matrix import EMPTY

OVERVIEW = "case-overview"
OTHERS = ("label-status", "precedents", "inconsistencies", "follow-ups")
COUNCIL = frozenset({"council-status", "guideline-position", "guideline-update"})
LABEL = frozenset({"label-statement", "authorised-indication", "authorisation-statement"})
REGIONAL = frozenset({"application-outcome", "application-count", "refusal-reason", "observed-practice"})
DATA = frozenset({"trial-result", "appraisal", "forecast"})
OPEN = frozenset({"follow-up-action"})
PROPOSED = frozenset({"proposal"})
_DATES = ("decided_on", "valid_from", "valid_to", "published_on")
_OUTCOME = ("outcome", "received", "favourable", "favourable_as", "refused", "application_practice", "extent")
FACTS: Mapping[str, tuple[str, ...]] = {
    "council": ("status", "outcome_text", "reason", "condition", "body", *_DATES, "asserted_by"),
    "label": ("label_status", "outcome_text", "body", *_DATES, "asserted_by"),
    "regional": (*_OUTCOME, "outcome_text", "force", "reason", "body", *_DATES, "asserted_by"),
    "advice": ("outcome", "outcome_text", "region", "body", "condition", "force", *_DATES, "asserted_by"),
    "data": ("outcome_text", *_DATES, "asserted_by"),
    "open": ("owner", "due", "published_on", "asserted_by"),
    "proposed": ("published_on", "asserted_by"),
    "derived": ("label_status", "rule", "failing_axes", "undecided_axes", "version"),
    "precedent": (
        "relation",
        "region",
        "outcome",
        "outcome_text",
        "received",
        "favourable",
        "refused",
        "reason",
        "force",
        *_DATES,
    ),
}
# what a reader looks for in such a section, so that its absence is said in words
SAID_IF_ABSENT: Mapping[str, frozenset[str]] = {"open": frozenset({"owner", "due"})}


@dataclass(frozen=True)
class Line:
    """One statement: its words, which use it is about, what to be careful of, and its fields in words.

    Attributes:
        text: the statement in our own words; empty where the fields say it all.
        kind: what kind of statement it is.
        use: line, patient group, and the treatment or disease where it is another than the one asked for.
        cautions: hedges, denials, and that only a case presentation says it.
        facts: heading and value of each field that is known, and "not stated" where its absence matters.
        address: the page of the statement.
    """

    text: str
    kind: str
    use: str
    cautions: list[str]
    facts: list[tuple[str, str]]
    evidence: list[dict[str, Any]]
    address: str | None
    condition: str | None = None
    region: str | None = None


@dataclass(frozen=True)
class Place:
    """A region, or the regions a source does not name, with what is said of it; `empty` says why nothing is."""

    name: str
    address: str | None
    lines: list[Line]
    empty: str = ""
    note: str = ""


@dataclass(frozen=True)
class Finding:
    """A difference that was derived and touches the case."""

    kind: str
    explanation: str
    sides: list[str]
    facts: list[tuple[str, str]]
    address: str | None
    evidence: list[dict[str, Any]]


@dataclass
class Case:
    """Everything the page shows; `sections` are lists of lines by the names in `FACTS`."""

    overview: Answer
    drug: str
    disease: str
    sections: dict[str, list[Line]] = field(default_factory=dict)
    places: list[Place] = field(default_factory=list)
    conditions: list[Line] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    caveats: list[str] = field(default_factory=list)
    rows: list[dict[str, Any]] = field(default_factory=list)

    @property
    def mentioned(self) -> int:
        """How many of the regions of the day a source says something of."""
        return sum(bool(place.lines) for place in self.places if place.address)


class Cases:
    """Makes cases on one edition."""

    def __init__(self, edition: Edition, rooms: Rooms) -> None:
        self._edition, self._rooms = edition, rooms

    def case(self, given: Given) -> Case:
        """The case of a drug and a disease, given as a request of the question `case-overview`.

        Raises:
            UnknownParameter, UnknownName, BadValue: the request cannot be understood.
        """
        overview = self._asked(OVERVIEW, given)
        others = {name: self._asked(name, given) for name in OTHERS}
        names = {kind: _resolved_labels(overview, kind) for kind in ("drug", "disease")}
        case = Case(overview, names["drug"], names["disease"], caveats=_caveats(overview, others.values()))
        _fill(case, overview, others)
        self._places(case)
        return case

    def _asked(self, name: str, given: Given) -> Answer:
        """The answer of one of the questions to as much of the request as it has parameters for."""
        question = find_question(self._rooms, name)
        known = {parameter.name for parameter in question.parameters} | {"lang"}
        wanted = given if name == OVERVIEW else {key: values for key, values in given.items() if key in known}
        return answer(self._edition, question, wanted)

    def _places(self, case: Case) -> None:
        """The regions of the day with what is said of each, then what no region is named for."""
        content, lang, graph = case.overview.content, case.overview.lang, self._edition.graph
        lines = case.sections["regional"]
        regions = regions_on(graph, content["as_regions_of"] or content["as_of"])
        labels = {graph.label(region.iri, lang): region for region in regions}
        if case.overview.regions:
            labels = {name: node for name, node in labels.items() if name in case.overview.regions}
        elsewhere = self._spoken_of(case)
        for name, region in labels.items():
            said = [line for line in lines if line.region == name]
            empty = "" if said else self._why_empty(region, name in elsewhere, content["known_at"], lang)
            case.places.append(Place(name, path_of(region.iri.value), said, empty))
        earlier = sorted({line.region for line in lines if line.region} - set(labels))
        gone = Words("findes ikke på datoen", "does not exist on the date").in_lang(lang)
        for name in earlier:
            case.places.append(Place(name, None, [line for line in lines if line.region == name], note=gone))
        unnamed = [line for line in lines if not line.region]
        if unnamed:
            words = Words("Region ikke navngivet", "Region not named").in_lang(lang)
            case.places.append(Place(words, None, unnamed))

    @staticmethod
    def _why_empty(region: Node, elsewhere: bool, known_at: str, lang: Lang) -> str:
        # no source of the time before a region exists can speak of it
        unborn = (region.value("existsFrom") or "") > known_at
        return EMPTY["elsewhere" if elsewhere else "not-loaded" if unborn else "not-mentioned"].in_lang(lang)

    def _spoken_of(self, case: Case) -> set[str]:
        """The regions that any known statement on the medicine in the disease names, in or outside the answer."""
        found: set[str] = set()
        known_at, lang = case.overview.content["known_at"], case.overview.lang
        for statement in self._statements(case.overview):
            if (statement.value("publishedOn") or "") <= known_at:
                found |= {self._edition.graph.label(region, lang) for region in statement.nodes("region")}
        return found

    def _statements(self, overview: Answer) -> Iterable[Node]:
        content = overview.content
        drug, disease = (
            [
                self._edition.resolver.resolve(kind, entry["iri"], content["known_at"], kind)
                for entry in content["parameters"][kind]["resolved"]
            ]
            for kind in ("drug", "disease")
        )
        diseases = {iri for resolved in disease for iri in resolved.values}
        for resolved in drug:
            for use in self._uses(resolved):
                if diseases & set(use.nodes("disease")):
                    yield from map(self._edition.graph.node, self._edition.store.subjects(ens("use"), use.iri))

    def _uses(self, resolved: Resolved, predicate: str = "treatment") -> list[Node]:
        store, graph = self._edition.store, self._edition.graph
        return [graph.node(use) for iri in resolved.values for use in store.subjects(ens(predicate), iri)]

    def companions(self, kind: str, resolved: Resolved, lang: Lang) -> list[tuple[str, int]]:
        """The diseases that sources speak of with a medicine, or the treatments with a disease: label and statements.

        Args:
            kind: what `resolved` is, "drug" or "disease".
        """
        own, other = ("treatment", "disease") if kind == "drug" else ("disease", "treatment")
        graph, counts = self._edition.graph, dict[str, int]()
        for use in {use.iri.value: use for use in self._uses(resolved, own)}.values():
            statements = len(self._edition.store.subjects(ens("use"), use.iri))
            for iri in use.nodes(other):
                if statements and not graph.node(iri).flag("unnamed"):
                    label = graph.label(iri, lang)
                    counts[label] = counts.get(label, 0) + statements
        return sorted(counts.items(), key=lambda pair: danish_key(pair[0]))


def _resolved_labels(answered: Answer, parameter: str) -> str:
    resolved = answered.content["parameters"][parameter]["resolved"]
    return ", ".join(dict.fromkeys(str(entry["label"]) for entry in resolved))


def _caveats(overview: Answer, others: Iterable[Answer]) -> list[str]:
    """The caveats of the overview, then those of the other questions that have rows here; each once."""
    texts = [caveat["text"] for caveat in overview.content["caveats"]]
    for other in others:
        if other.rows and other.question.name != "follow-ups":
            texts += [caveat["text"] for caveat in other.content["caveats"]]
    return list(dict.fromkeys(texts))


def _fill(case: Case, overview: Answer, others: Mapping[str, Answer]) -> None:
    """Sort the rows into sections. What fits nowhere else stands with advice and rules, so that nothing is lost."""
    kinds = {
        "council": COUNCIL,
        "label": LABEL,
        "regional": REGIONAL,
        "data": DATA,
        "open": OPEN,
        "proposed": PROPOSED,
    }
    placed = frozenset().union(*kinds.values())
    for name in ("council", "label", "regional", "advice", "data", "open", "proposed"):
        rows = [
            row for row in overview.rows if (row["kind"] in kinds[name] if name in kinds else row["kind"] not in placed)
        ]
        case.sections[name] = [_line(case, overview, row, name) for row in rows]
    _add_state(case, overview, others["follow-ups"])
    derived = [row for row in others["label-status"].rows if row["basis"] == "derived"]
    case.sections["derived"] = [_line(case, others["label-status"], row, "derived") for row in derived]
    precedents = others["precedents"]
    for name, same in (("precedent", True), ("near", False)):
        rows = [row for row in precedents.rows if (row["relation"] == "same") == same]
        case.sections[name] = [_line(case, precedents, row, "precedent") for row in rows]
    case.conditions = [
        line for name in ("regional", "council", "advice") for line in case.sections[name] if line.condition
    ]
    case.findings = [_finding(others["inconsistencies"], row) for row in others["inconsistencies"].rows]
    case.rows = [*overview.rows, *derived, *precedents.rows, *others["inconsistencies"].rows]


def _add_state(case: Case, overview: Answer, follow_ups: Answer) -> None:
    """Say of each open item whether it is open or only proposed, and when it was last mentioned."""
    columns = {column.name: column for column in follow_ups.columns}
    of = {row["statement_iri"]: row for row in follow_ups.rows}
    rows = [row for row in overview.rows if row["kind"] in OPEN]
    for line, row in zip(case.sections["open"], rows, strict=True):
        if found := of.get(row["statement_iri"]):
            line.facts[:0] = _facts(found, [columns[name] for name in ("state", "last_mentioned")], follow_ups.lang)


def _line(case: Case, answered: Answer, row: dict[str, Any], section: str) -> Line:
    lang = answered.lang
    columns = {column.name: column for column in answered.columns}
    wanted = [columns[name] for name in FACTS[section] if name in columns and name != "condition"]
    absent = SAID_IF_ABSENT.get(section, frozenset())
    use = [
        row["drug"] if row["drug"] != case.drug else None,
        row["disease"] if row["disease"] != case.disease else None,
    ]
    use += [shown_value(row, columns["line_text"], lang) if "line_text" in columns else None, row.get("population")]
    return Line(
        text=row.get("text") or "",
        kind=row.get("kind_label") or "",
        use=", ".join(part for part in use if part),
        cautions=_cautions(row, lang),
        facts=_facts(row, wanted, lang, absent),
        evidence=row["evidence"],
        address=path_of(row["statement_iri"]) if row["statement_iri"] else None,
        condition=row.get("condition"),
        region=row.get("region"),
    )


def _facts(
    row: dict[str, Any], columns: Iterable[Column], lang: Lang, absent: frozenset[str] = frozenset()
) -> list[tuple[str, str]]:
    """Heading and value of the fields that are known; of those in `absent` also that they are not stated."""
    facts = []
    for column in columns:
        value = shown_value(row, column, lang)
        if column.name == "outcome_text" and value:
            value = f"»{value}«"
        if value or column.name in absent:
            unsaid = Words("ikke oplyst", "not stated").in_lang(lang)
            facts.append((column.label.in_lang(lang), value or unsaid))
    return facts


def _cautions(row: dict[str, Any], lang: Lang) -> list[str]:
    """What a reader must see beside the words: the source's reservation, and whose words they are."""
    found = []
    if (row.get("hedge") or "none") != "none":
        found.append(f"{'forbehold' if lang == 'da' else 'hedge'}: {row['hedge_label']}")
    if row.get("line_basis") == "derived":
        found.append("behandlingslinjen er udledt" if lang == "da" else "the line of therapy is derived")
    if row["evidence"] and {place["section"] for place in row["evidence"]} <= PRESENTED:
        words = Words(
            "kun i sagsfremstillingen, ikke Forums ord", "in the case presentation only, not the Forum's words"
        )
        found.append(words.in_lang(lang))
    return found


def _finding(answered: Answer, row: dict[str, Any]) -> Finding:
    columns = {column.name: column for column in answered.columns}
    wanted = [columns[name] for name in ("severity", "comparability", "state", "first_known")]
    return Finding(
        row["kind_label"],
        row["explanation"],
        [side for side in (row["side_a"], row["side_b"]) if side],
        _facts(row, wanted, answered.lang),
        path_of(row["finding"]),
        row["evidence"],
    )
