"""How complete an answer is: what sources say of it, what is known otherwise, and what is unknown. Empty is not no."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from pyoxigraph import NamedNode

from .graph import DESCRIPTION, Node
from .names import Words
from .questions import Question
from .rows import RowMaker, Source
from .territory import regions_on

ABOUT = {
    "ApplicationCount": "applications",
    "ApplicationOutcome": "applications",
    "RefusalReason": "applications",
    "CouncilStatus": "status",
    "LabelStatement": "authorisation",
}


@dataclass(frozen=True)
class Asked:
    """What was asked: the filters as nodes, empty where not given, and the dates as ISO days."""

    treatments: frozenset[str] = frozenset()
    diseases: frozenset[str] = frozenset()
    region: NamedNode | None = None
    labels: Mapping[str, str] = field(default_factory=dict)
    as_of: str = ""
    known_at: str = ""
    since: str | None = None

    @property
    def use_is_filtered(self) -> bool:
        """Whether a drug or a disease was given."""
        return "drug" in self.labels or "disease" in self.labels


class Completeness:
    """Makes the completeness entries of one answer.

    Args:
        found: the sources of the answer's rows.
        unfiltered: the same without the region filter, to see what unnamed regions do.
    """

    def __init__(
        self,
        question: Question,
        rows: RowMaker,
        asked: Asked,
        found: Sequence[Source],
        unfiltered: Sequence[Source],
    ) -> None:
        self._question, self._rows, self._asked = question, rows, asked
        self._found, self._unfiltered = found, unfiltered
        self._header = question.completeness
        cited = {locator.iri for source in unfiltered for locator in source.evidence}
        self._in_rows = {s.iri for source in unfiltered for s in source.statements}
        self._cited = cited
        self._regions = [
            region
            for region in regions_on(rows.graph, asked.as_of)
            if asked.region is None or region.iri == asked.region
        ]

    def entries(self) -> list[dict[str, Any]]:
        """All entries that apply, explicit statements first."""
        entries = [*self._said(), *self._denied(), *self._known_otherwise(), *self._unnamed()]
        entries += self._other_regions(entries)
        if not entries and not self._found:
            entries.append(self._silent())
        return entries

    def _pairs(self) -> set[tuple[str, str]]:
        """Treatment and disease of the rows."""
        pairs = set()
        for source in self._unfiltered:
            if source.use:
                treatment, disease = source.use.node("treatment"), source.use.node("disease")
                if treatment and disease:
                    pairs.add((treatment.value, disease.value))
        return pairs

    def _about_the_same(self, statement: Node) -> bool:
        """Whether a statement is about what was asked, or, where nothing was, about what the rows are."""
        use_iri = statement.node("use")
        if use_iri is None:
            cases = statement.code("casesUnderStatus")
            return bool(self._header.cases) and cases == self._header.cases and not statement.nodes("partOfCount")
        use = self._rows.graph.node(use_iri)
        treatment, disease = use.node("treatment"), use.node("disease")
        if treatment is None or disease is None:
            return False
        if not self._asked.use_is_filtered:
            return (treatment.value, disease.value) in self._pairs()
        return (not self._asked.treatments or treatment.value in self._asked.treatments) and (
            not self._asked.diseases or disease.value in self._asked.diseases
        )

    def _bears_on_region(self, statement: Node) -> bool:
        asked = self._asked.region
        if asked is None:
            return True
        if named := statement.node("region"):
            return named == asked
        if statement.code("regionScope") == "other-regions":
            return statement.node("assertedBy") != asked
        return True

    def _of(self, class_name: str) -> Iterator[Node]:
        """Known statements of a class that bear on the question and its period."""
        for statement in self._rows.graph.of_class(class_name):
            known = (statement.value("publishedOn") or "") <= self._asked.known_at
            last = statement.value("periodTo") or statement.value("publishedOn") or ""
            in_period = self._asked.since is None or self._asked.since <= last
            if known and in_period and self._bears_on_region(statement):
                yield statement

    def _said(self) -> Iterator[dict[str, Any]]:
        for class_name in ("CompletenessStatement", "AwarenessStatement"):
            for statement in self._of(class_name):
                about = statement.code("about")
                if about in self._header.about and self._about_the_same(statement):
                    yield self._entry(statement, about, statement.code("completenessState") or "unknown")

    def _denied(self) -> Iterator[dict[str, Any]]:
        """A source that denies what is asked for confirms that there is none."""
        if not self._header.denied:
            return
        for statement in self._of(self._header.denied):
            asked_for = {self._header.cases} & set(statement.codes("reason"))
            if statement.code("polarity") == "negated" and asked_for:
                yield self._entry(statement, ABOUT[self._header.denied], "confirmed")

    def _known_otherwise(self) -> Iterator[dict[str, Any]]:
        denied = {statement.node("partOfCount") for statement in self._of(self._header.denied or "RefusalReason")}
        for class_name in self._header.related:
            for statement in self._of(class_name):
                shown = statement.iri in self._in_rows or set(self._evidence_iris(statement)) & self._cited
                covered = self._header.denied and statement.iri in denied
                if not shown and not covered and self._about_the_same(statement):
                    yield self._entry(statement, ABOUT.get(class_name, "practice"), "known-otherwise")

    @staticmethod
    def _evidence_iris(statement: Node) -> list[str]:
        return [iri.value for iri in statement.nodes("evidence")]

    def _unnamed(self) -> Iterator[dict[str, Any]]:
        """Where a source names no region, every region's own practice is unknown."""
        for source in self._unfiltered:
            if source.first.code("regionScope") != "several-unnamed" or "practice" not in self._header.about:
                continue
            for region in self._regions:
                name = self._rows.label(region.iri)
                text = Words(
                    f"Kilden nævner ikke, hvilke regioner det gælder. For {name} er det ukendt.",
                    f"The source does not say which regions it concerns. For {name} it is unknown.",
                )
                entry = self._entry(source.first, "practice", "unknown", text, source)
                entry["scope"]["region"] = name
                yield entry

    def _other_regions(self, entries: Iterable[dict[str, Any]]) -> Iterator[dict[str, Any]]:
        """Regions with neither a row nor an entry."""
        state = self._header.each_region
        if not state or (state == "not-stated" and self._header.cases == "" and not self._asked.use_is_filtered):
            return
        spoken = {entry["scope"]["region"] for entry in entries}
        spoken |= {self._rows.label(region.iri) for source in self._found if (region := self._rows.region(source))}
        for region in self._regions:
            name = self._rows.label(region.iri)
            if name not in spoken:
                text = Words(
                    f"De indlæste kilder siger ikke noget om dette for {name}.",
                    f"The sources loaded say nothing on this for {name}.",
                )
                yield self._made(self._header.about[0], state, text, region=name)

    def _silent(self) -> dict[str, Any]:
        named = ", ".join(self._asked.labels.values())
        text = Words(
            "De indlæste kilder siger ikke noget om dette" + (f" for {named}." if named else "."),
            "The sources loaded say nothing on this" + (f" for {named}." if named else "."),
        )
        about = self._header.about[0] if self._header.about else "list"
        return self._made(about, "not-stated", text, region=self._asked.labels.get("region"))

    def not_found(self, state: str, text: Words) -> dict[str, Any]:
        """One entry for the whole of what was asked."""
        about = self._header.about[0] if self._header.about else "list"
        return self._made(about, state, text, region=self._asked.labels.get("region"))

    def _made(self, about: str, state: str, text: Words, region: str | None) -> dict[str, Any]:
        """An entry that no statement carries."""
        scope = {
            "drug": self._asked.labels.get("drug"),
            "disease": self._asked.labels.get("disease"),
            "region": region,
            "region_scope": "named" if region else None,
            "period_from": None,
            "period_to": None,
        }
        return {
            "about": about,
            "scope": scope,
            "state": state,
            "text": text.in_lang(self._rows.lang),
            "hedge": "none",
            "asserted_by": None,
            "published_on": None,
            "statement_iri": None,
            "evidence": [],
        }

    def _entry(
        self, statement: Node, about: str, state: str, text: Words | None = None, source: Source | None = None
    ) -> dict[str, Any]:
        """An entry that rests on a statement."""
        source = source or self._rows.source({"statement": statement.iri})
        named = statement.node("region")
        use = source.use
        treatment = self._rows.graph.node(t) if use and (t := use.node("treatment")) else None
        disease = self._rows.graph.node(d) if use and (d := use.node("disease")) else None
        scope = {
            "drug": self._thing(treatment),
            "disease": self._thing(disease),
            "region": self._rows.label(named),
            "region_scope": "named" if named else statement.code("regionScope"),
            "period_from": statement.value("periodFrom"),
            "period_to": statement.value("periodTo"),
        }
        lang = self._rows.lang
        return {
            "about": about,
            "scope": scope,
            "state": state,
            "text": text.in_lang(lang) if text else statement.text(DESCRIPTION, lang),
            "hedge": statement.code("hedge") or "none",
            "asserted_by": self._rows.label(statement.node("assertedBy")),
            "published_on": statement.value("publishedOn"),
            "statement_iri": statement.iri.value,
            "evidence": [locator.as_object(self._rows.corpus) for locator in source.evidence],
        }

    def _thing(self, node: Node | None) -> str | None:
        return None if node is None or node.flag("unnamed") else self._rows.label(node.iri)
