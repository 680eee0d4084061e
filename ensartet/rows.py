"""From the solutions of a query to the rows of an answer: every shared column is read here and nowhere else."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from pyoxigraph import Literal, NamedNode

from .columns import COUNTS, Column
from .evidence import Corpus, Locator, read_locator
from .graph import DESCRIPTION, LABEL, NOTATION, TYPE, Graph, Node
from .lines import LineRange
from .names import DCTERMS, OWL, Lang, code, ens, kebab, local
from .periods import shown_date, written_out
from .rates import share_granted
from .sides import none_known, side
from .store.base import Solution, Term
from .territory import region_on

_MAPPED = NamedNode(OWL + "annotatedSource")
# from the weakest
HEDGES = (
    "none",
    "preferably",
    "approximately",
    "estimated",
    "to-some-extent",
    "apparently",
    "possibly",
    "potentially",
    "not-aware",
)
FAVOURABLE = {"approved", "recommended", "partially-recommended", "endorsed"}
_GIVEN = {"treatment": "drug_iri", "disease": "disease_iri"}
UNFAVOURABLE = {"refused", "not-recommended", "not-endorsed"}


_NO_STATEMENT = Node(ens("Statement"), ())


@dataclass
class Source:
    """What one row is made of: the solution, its statements (first joined first), the use and the finding it shows.

    Attributes:
        given: columns whose values are decided here and not read from the statements.
        beside: statements that are shown beside it, oldest first: the steps taken in the case of the finding, or what
            is said of the member that a decision on a class covers.
    """

    solution: Solution
    statements: list[Node]
    use: Node | None
    evidence: list[Locator] = field(default_factory=list)
    given: dict[str, Any] = field(default_factory=dict)
    finding: Node | None = None
    beside: list[Node] = field(default_factory=list)

    @property
    def first(self) -> Node:
        """The statement the row is known by; a node of which nothing is said where there is none."""
        return self.statements[0] if self.statements else _NO_STATEMENT


class RowMaker:
    """Makes rows in one language from one graph.

    Args:
        known_at: ISO day; evidence published later is left out.
        regions_of: ISO day on whose regions rows are shown, None for as was.
        projected: the columns that the query itself gives; unbound there means unknown.
        via: treatment IRI -> class through which the drug asked for is covered.
    """

    def __init__(
        self,
        graph: Graph,
        corpus: Corpus,
        lang: Lang,
        known_at: str,
        regions_of: str | None = None,
        projected: frozenset[str] = frozenset(),
        via: Mapping[str, NamedNode] | None = None,
    ) -> None:
        self.graph, self.corpus, self.lang, self.known_at = graph, corpus, lang, known_at
        self.regions_of, self.projected, self.via = regions_of, projected, via or {}

    def source(self, solution: Solution) -> Source:
        """The statements, use and evidence behind one solution."""
        names = sorted(name for name in solution if name == "statement" or name.startswith("statement_"))
        statements = [self.graph.node(term) for name in names if isinstance(term := solution[name], NamedNode)]
        found = solution.get("finding")
        finding = self.graph.node(found) if isinstance(found, NamedNode) else None
        beside = self._beside(solution)
        if finding:  # a finding joins all it rests on, and is about a use only where both sides are
            others = (self.graph.node(iri) for iri in finding.nodes("restsOn"))
            statements += [node for node in others if node not in statements]
        use = solution.get("use") or next((u for s in statements if not finding and (u := s.node("use"))), None)
        node = self.graph.node(use) if isinstance(use, NamedNode) else None
        evidence = self._evidence([*statements, *beside])
        return Source(solution, statements, node, evidence, finding=finding, beside=beside)

    def _beside(self, solution: Solution) -> list[Node]:
        """The statements that a standing or the query itself names to stand beside the row, oldest first."""
        stood, apart = solution.get("standing"), solution.get("apart")
        named = self.graph.node(stood).nodes("stepTaken") if isinstance(stood, NamedNode) else []
        named += [NamedNode(iri) for iri in apart.value.split()] if isinstance(apart, Literal) else []
        found = [self.graph.node(iri) for iri in named]
        return sorted(found, key=lambda statement: (_happened(statement), statement.iri.value))

    def row(self, source: Source, columns: list[Column]) -> dict[str, Any]:
        """One row: every column present, unknown is None."""
        words = {f"{column.name}_label" for column in columns if column.scheme}
        row = {c.name: None if c.name in words else self._cell(source, c) for c in columns}
        for column in columns:
            if column.scheme:
                row[f"{column.name}_label"] = self.words(column.scheme, row[column.name])
        return row

    def words(self, scheme: str, value: Any) -> Any:
        """The words of a code, or of every code of a list."""
        if isinstance(value, list):
            return [self.words(scheme, one) for one in value]
        if value is None:
            return None
        if scheme == "kind":
            return self._kind_words(value)
        return self.graph.label(code(scheme, value), self.lang)

    def _kind_words(self, kind: str) -> str:
        if kind in ("tally", "decision"):
            return self._class_label("ApplicationCount" if kind == "tally" else "ApplicationOutcome")
        return self._class_label("".join(part.capitalize() for part in kind.split("-")))

    def _class_label(self, name: str) -> str:
        return self.graph.node(ens(name)).text(LABEL, self.lang) or kebab(name)

    def _cell(self, source: Source, column: Column) -> Any:
        if column.name in source.given:
            return source.given[column.name]
        if column.name in self.projected:
            term = source.solution.get(column.name)
            return None if term is None else self._converted(term, column)
        reader = _READERS.get(column.name)
        return None if reader is None else reader(self, source)

    def _converted(self, term: Term, column: Column) -> Any:
        if column.type == "list":
            # a query gives several codes as one literal with a space between them, in no order
            many = sorted(term.value.split()) if isinstance(term, Literal) and column.scheme else None
            return [self._single(term, column)] if many is None else many
        return self._single(term, column)

    def _single(self, term: Term, column: Column) -> Any:
        if isinstance(term, NamedNode):
            if column.type == "iri":
                return term.value
            return local(term.value) if column.scheme else self.graph.label(term, self.lang)
        if not isinstance(term, Literal):
            raise TypeError(f"{column.name} is neither IRI nor literal")
        if column.type == "integer":
            return int(term.value)
        if column.type == "decimal":
            return float(term.value)
        return term.value == "true" if column.type == "boolean" else term.value

    def behind(self, source: Source) -> set[NamedNode]:
        """The statements of a row and those they confirm or supersede, as far as known."""
        return {node.iri for node in self._reached(source.statements)}

    def _reached(self, statements: list[Node]) -> list[Node]:
        reached = list(statements)
        for statement in reached:
            for iri in [*statement.nodes("confirms"), *statement.nodes("supersedes")]:
                node = self.graph.node(iri)
                if node not in reached and (node.value("publishedOn") or "") <= self.known_at:
                    reached.append(node)
        return reached

    def carried(self, region: NamedNode) -> NamedNode:
        """The region on the regions asked for."""
        return region_on(self.graph, region, self.regions_of) if self.regions_of else region

    def population(self, use: Node | None) -> str | None:
        """The patient group of a use in words, biomarkers first."""
        parts = [*use.nodes("biomarker"), *use.nodes("population")] if use else []
        return "; ".join(self.graph.label(part, self.lang) for part in parts) or None

    def _evidence(self, statements: list[Node]) -> list[Locator]:
        """Evidence of the statements, then of those they confirm or supersede, as far as known."""
        iris = dict.fromkeys(iri for statement in self._reached(statements) for iri in statement.nodes("evidence"))
        return [read_locator(self.graph, iri) for iri in iris]

    def region(self, source: Source) -> Node | None:
        """The named region, on the regions asked for."""
        iri = source.first.node("region")
        if iri is None:
            return None
        return self.graph.node(self.carried(iri))

    def label(self, iri: NamedNode | None) -> str | None:
        """The label of a thing, None for none."""
        return None if iri is None else self.graph.label(iri, self.lang)


def _named(rows: RowMaker, source: Source, predicate: str) -> Node | None:
    """The treatment or disease of the use, or what the query gives; None where the source does not name it."""
    iri = source.use.node(predicate) if source.use else source.solution.get(_GIVEN[predicate])
    node = rows.graph.node(iri) if isinstance(iri, NamedNode) else None
    return None if node is None or node.flag("unnamed") else node


def _drug_label(rows: RowMaker, source: Source) -> str | None:
    node = _named(rows, source, "treatment")
    return None if node is None else rows.label(node.iri)


def _thing_iri(predicate: str) -> "Reader":
    def read(rows: RowMaker, source: Source) -> str | None:
        node = _named(rows, source, predicate)
        return None if node is None else node.iri.value

    return read


def _drugs(rows: RowMaker, source: Source) -> list[str]:
    node = _named(rows, source, "treatment")
    return [] if node is None else [iri.value for iri in node.nodes("component")]


def _via(rows: RowMaker, source: Source) -> str | None:
    node = _named(rows, source, "treatment")
    return None if node is None else rows.label(rows.via.get(node.iri.value))


def _disease(rows: RowMaker, source: Source) -> str | None:
    node = _named(rows, source, "disease")
    return None if node is None else rows.label(node.iri)


def _population(rows: RowMaker, source: Source) -> str | None:
    return rows.population(source.use)


def _lines(source: Source) -> LineRange:
    if source.use is None:
        return LineRange(None, None)
    return LineRange(source.use.number("minLine"), source.use.number("maxLine"))


def _line_text(rows: RowMaker, source: Source) -> str | None:
    text = source.use.text("lineText", rows.lang) if source.use else None
    return text or _lines(source).in_words(rows.lang)


def _region_code(rows: RowMaker, source: Source) -> str | None:
    region = rows.region(source)
    return None if region is None else region.value(NOTATION)


def _region_label(rows: RowMaker, source: Source) -> str | None:
    region = rows.region(source)
    return None if region is None else rows.label(region.iri)


def _scope(_: RowMaker, source: Source) -> str | None:
    return "named" if source.first.node("region") else source.first.code("regionScope")


def _kind(_: RowMaker, source: Source) -> str:
    return kebab(local(source.first.nodes(TYPE)[0].value))


def outcome_group(outcome: str | None) -> str | None:
    """The group an outcome belongs to; None for no outcome."""
    if outcome is None:
        return None
    return "favourable" if outcome in FAVOURABLE else "unfavourable" if outcome in UNFAVOURABLE else "none"


def _outcome(source: Source) -> str | None:
    """The outcome the query decides, else that of the statement."""
    projected = source.solution.get("outcome")
    return local(projected.value) if isinstance(projected, NamedNode) else source.first.code("outcome")


def _licence(rows: RowMaker, source: Source) -> str | None:
    document = source.first.node("ofSource")
    return None if document is None else rows.graph.node(document).text(NamedNode(DCTERMS + "license"), rows.lang)


def _organisations(name: str) -> "Reader":
    """The labels of one or several organisations."""

    def read(rows: RowMaker, source: Source) -> str | None:
        return ", ".join(rows.graph.label(iri, rows.lang) for iri in source.first.nodes(name)) or None

    return read


def _words_of(name: str) -> "Reader":
    return lambda rows, source: source.first.text(name, rows.lang)


def _decimal(name: str) -> "Reader":
    def read(_: RowMaker, source: Source) -> float | None:
        value = source.first.value(name)
        return None if value is None else float(value)

    return read


def _interval(_: RowMaker, source: Source) -> str | None:
    low, high = source.first.value("ciLow"), source.first.value("ciHigh")
    return None if low is None or high is None else f"{low}-{high}"


def _time_limit(rows: RowMaker, source: Source) -> str | None:
    days = source.first.number("timeLimitDays")
    if days is None:
        return source.first.text("timeLimit", rows.lang)
    return f"{days} dage" if rows.lang == "da" else f"{days} days"


def _atc(rows: RowMaker, source: Source) -> str | None:
    """The ATC codes of the treatment's substances, as the mapping files have them today."""
    node = _named(rows, source, "treatment")
    things = node.nodes("component") if node else []
    nodes = [rows.graph.node(iri) for thing in things for iri in rows.graph.store.subjects(_MAPPED, thing)]
    codes = {n.value(NOTATION) for n in nodes if (n.code("scheme"), n.code("match")) == ("atc", "exact")}
    return ", ".join(sorted(code for code in codes if code)) or None


def _patient_group(rows: RowMaker, source: Source) -> str | None:
    groups = source.use.nodes("population") if source.use else []
    return "; ".join(rows.graph.label(group, rows.lang) for group in groups) or None


def _cited_first(rows: RowMaker, source: Source) -> str | None:
    """Where a statement first stands, as people cite it."""
    if not source.evidence:
        return None
    place = source.evidence[0]
    return f"{place.part} {'punkt' if rows.lang == 'da' else 'item'} {place.item}"


def _class(rows: RowMaker, source: Source) -> NamedNode | None:
    node = _named(rows, source, "treatment")
    return None if node is None else node.node("componentClass")


def _hedge(_: RowMaker, source: Source) -> str | None:
    """The strongest hedge among the statements joined; None where nothing is said."""
    return max((s.code("hedge") or "none" for s in source.statements), key=HEDGES.index, default=None)


def _published(_: RowMaker, source: Source) -> str | None:
    """The day by which all statements joined were known."""
    return max((day for s in source.statements if (day := s.value("publishedOn"))), default=None)


def _published_basis(rows: RowMaker, source: Source) -> str | None:
    latest = _published(rows, source)
    bases = [s.code("publishedBasis") for s in source.statements if s.value("publishedOn") == latest]
    return next((basis for basis in ("lower-bound", "upper-bound") if basis in bases), next(iter(bases), None))


def _day(name: str) -> "Reader":
    def read(_: RowMaker, source: Source) -> str | None:
        return shown_date(source.first.value(name), source.first.code("datePrecision"))

    return read


def _period(name: str) -> "Reader":
    """A day of a period as precisely as the source gives it; a decision's precision is not the period's."""

    def read(_: RowMaker, source: Source) -> str | None:
        decided = source.first.value("decidedEarliest")
        return shown_date(source.first.value(name), None if decided else source.first.code("datePrecision"))

    return read


def _share(name: str) -> "Reader":
    def read(_: RowMaker, source: Source) -> float | None:
        share = share_granted(source.first.number("favourable"), source.first.number("refused"))
        return None if share is None else float(getattr(share, name))

    return read


def _precision(_: RowMaker, source: Source) -> str | None:
    return source.first.code("datePrecision") if source.first.value("decidedEarliest") else None


def _code(name: str) -> "Reader":
    return lambda _, source: source.first.code(name)


def _integer(name: str) -> "Reader":
    return lambda _, source: source.first.number(name)


def _value(name: str) -> "Reader":
    return lambda _, source: source.first.value(name)


def _label_of(name: str) -> "Reader":
    return lambda rows, source: rows.label(source.first.node(name))


def _from_evidence(name: str) -> "Reader":
    return lambda _, source: getattr(source.evidence[0], name) if source.evidence else None


def _case_no(rows: RowMaker, source: Source) -> str | None:
    for locator in source.evidence:
        part = rows.graph.node(rows.graph.node(locator.iri).node("part") or locator.iri)
        document = part.node(NamedNode(DCTERMS + "isPartOf"))
        return rows.graph.node(document).value("caseNumber") if document else None
    return None


def _side_a(rows: RowMaker, source: Source) -> str | None:
    """The first side of a finding; without one, what the first statement says."""
    return source.finding.text("sideA", rows.lang) if source.finding else side(rows.graph, source.first, rows.lang)


def _side_b(rows: RowMaker, source: Source) -> str | None:
    """The second side of a finding; without one, what the other statement says, or that none is known."""
    if source.finding:
        return source.finding.text("sideB", rows.lang)
    if len(source.statements) > 1:
        return side(rows.graph, source.statements[1], rows.lang)
    other = source.solution.get("other")
    return none_known(rows.graph, other, rows.lang, source.first) if isinstance(other, NamedNode) else None


def _happened(statement: Node) -> str:
    """The day by which it surely had happened, else that by which it was known (ISO)."""
    return statement.value("decidedLatest") or statement.value("publishedOn") or ""


def _when(rows: RowMaker, statement: Node) -> str:
    day = shown_date(_happened(statement), statement.code("datePrecision")) or ""
    return written_out(day, rows.lang)


def _exceptions(rows: RowMaker, source: Source) -> list[str]:
    """What is said of the member itself, each with its day."""
    said = [(statement.text(DESCRIPTION, rows.lang), statement) for statement in source.beside]
    return [f"{text} ({_when(rows, statement)})" for text, statement in said if text]


def _earlier(rows: RowMaker, source: Source) -> list[str]:
    """What a statement replaces or confirms that was known on an earlier day, each with its day, the oldest first."""
    first, said = source.first, []
    for iri in (*first.nodes("supersedes"), *first.nodes("confirms")):
        before = rows.graph.node(iri)
        if (before.value("publishedOn") or "") < (first.value("publishedOn") or ""):
            said.append((_happened(before), f"{before.text(DESCRIPTION, rows.lang)} ({_when(rows, before)})"))
    return [words for _, words in sorted(said)]


def _remark(rows: RowMaker, source: Source) -> str | None:
    """What was remarked to a finding, each with who remarked it and when, oldest first."""
    said = []
    for step in source.beside:
        if words := step.text("remark", rows.lang):
            who = rows.label(step.node("region") or step.node("assertedBy"))
            said.append(f"{who} ({_when(rows, step)}): {words}")
    return " ".join(said) or None


Reader = Callable[[RowMaker, Source], Any]
_READERS: dict[str, Reader] = {
    "drug": _drug_label,
    "drug_iri": _thing_iri("treatment"),
    "drugs": _drugs,
    "via": _via,
    "disease": _disease,
    "disease_iri": _thing_iri("disease"),
    "population": _population,
    "line_min": lambda _, source: _lines(source).low,
    "line_max": lambda _, source: _lines(source).high,
    "line_open": lambda _, source: _lines(source).is_open,
    "line_text": _line_text,
    "line_basis": lambda _, source: source.use.code("lineBasis") if source.use else None,
    "region": _region_label,
    "region_code": _region_code,
    "region_scope": _scope,
    "body": lambda rows, source: rows.label(source.first.node("body") or source.first.node("organisation")),
    "kind": _kind,
    "outcome": _code("outcome"),
    "outcome_group": lambda _, source: outcome_group(_outcome(source)),
    "outcome_text": _value("outcomeText"),
    "force": _code("force"),
    "status": _code("status"),
    "reason": lambda _, source: source.first.codes("reason"),
    "favourable_as": _code("favourableAs"),
    "period_from": _period("periodFrom"),
    "period_to": _period("periodTo"),
    "decided_on": _day("decidedEarliest"),
    "date_precision": _precision,
    "valid_from": _day("validFromEarliest"),
    "valid_to": _day("validToEarliest"),
    "published_on": _published,
    "published_basis": _published_basis,
    "hedge": _hedge,
    "polarity": _code("polarity"),
    "asserted_by": _label_of("assertedBy"),
    "basis": lambda _, source: source.first.code("basis") or "stated",
    "label_status": _code("labelStatus"),
    "application_practice": _code("applicationPractice"),
    "extent": _code("extent"),
    "use_iri": lambda _, source: source.use.iri.value if source.use else None,
    "statement_iri": lambda _, source: source.first.iri.value if source.statements else None,
    "case_no": _case_no,
    "licence": _licence,
    "action": lambda rows, source: source.first.text(DESCRIPTION, rows.lang),
    "indicator": lambda rows, source: source.first.text(DESCRIPTION, rows.lang),
    "route": lambda rows, source: source.first.text(DESCRIPTION, rows.lang),
    "reason_text": lambda rows, source: source.first.text(DESCRIPTION, rows.lang),
    "owner": _organisations("owner"),
    "raised_on": _day("decidedEarliest"),
    "mandate": _code("mandateAspect"),
    "role": _code("role"),
    "predecessor": _organisations("predecessor"),
    "successor": _organisations("successor"),
    "due": _value("due"),
    "arose_from": _cited_first,
    "condition": _words_of("condition"),
    "decides": _words_of("decides"),
    "appeal": _words_of("appealTo"),
    "step": _integer("step"),
    "time_limit": _time_limit,
    "patient_group": _patient_group,
    "atc": _atc,
    "form": _words_of("pharmaceuticalForm"),
    "strength": _value("strength"),
    "change": _words_of("entryChange"),
    "expiry": _day("expiresEarliest"),
    "sector": _code("sector"),
    "guideline": _label_of("guideline"),
    "protocol": _label_of("protocol"),
    "stage": _code("stage"),
    "trial": _label_of("trial"),
    "n": _integer("participants"),
    "measure": _value("measure"),
    "arm": _value("arm"),
    "value": _decimal("value"),
    "unit": _value("unit"),
    "ci": _interval,
    "comparability": _code("comparability"),
    "state": lambda _, source: source.first.code("stage") or source.first.code("followUpState"),
    "class": lambda rows, source: rows.label(_class(rows, source)),
    "exceptions": _exceptions,
    "earlier": _earlier,
    "side_a": _side_a,
    "side_b": _side_b,
    "remark": _remark,
    "explanation": lambda rows, source: source.finding.text("explanation", rows.lang) if source.finding else None,
    "suppressed": lambda *_: False,
    **{name: _share(name) for name in ("share", "ci_low", "ci_high")},
    "source": _from_evidence("source"),
    "item": _from_evidence("item"),
    "section": _from_evidence("section"),
    "text": lambda rows, source: source.first.text(DESCRIPTION, rows.lang),
    "evidence": lambda rows, source: [locator.as_object(rows.corpus, rows.lang) for locator in source.evidence],
    **{name: _integer(name) for name in COUNTS},
}
