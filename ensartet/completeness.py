"""How complete an answer is: what sources say of it, what is known otherwise, and what is unknown. Empty is not no."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from pyoxigraph import NamedNode

from .graph import DESCRIPTION, Node
from .names import ID, Words
from .periods import written_out
from .questions import Question
from .rows import HEDGES, RowMaker, Source
from .territory import regions_on

ABOUT = {
    "ApplicationCount": "applications",
    "ApplicationOutcome": "applications",
    "RefusalReason": "applications",
    "CouncilStatus": "status",
    "LabelStatement": "authorisation",
}
# Kinds of information that are of no single use, so that a statement without one bears on them.
OF_NO_USE = ("programmes", "escalations")


@dataclass(frozen=True)
class Asked:
    """What was asked: the filters as nodes, empty where not given, and the dates as ISO days.

    Attributes:
        regions: the regions asked for, with those that became one of them where rows are carried over.
        silent: names that are known but of which no statement speaks.
        until: the day up to which sources are asked for.
        loaded_to: the day of the newest source that is loaded and counts as known.
        things: the drug asked for itself, with its substances and products.
    """

    treatments: frozenset[str] = frozenset()
    diseases: frozenset[str] = frozenset()
    regions: frozenset[NamedNode] = frozenset()
    silent: tuple[str, ...] = ()
    things: frozenset[str] = frozenset()
    labels: Mapping[str, str] = field(default_factory=dict)
    as_of: str = ""
    known_at: str = ""
    regions_of: str = ""
    since: str | None = None
    until: str | None = None
    loaded_to: str = ""

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
        self._in_rows = {iri for source in unfiltered for iri in rows.behind(source)}
        self._regions = self._regions_meant()

    def entries(self) -> list[dict[str, Any]]:
        """All entries that apply, explicit statements first."""
        if self.not_loaded:
            return [self.not_found("not-loaded", self.not_loaded), *self._register(), *self._silent_names()]
        entries = [*self._said(), *self._denied(), *self._known_otherwise(), *self._unnamed()]
        entries += self._other_regions(entries)
        entries += [*self._later_sources(), *self._silent_names()]
        subject = self._header.about[0] if self._header.about else "list"
        spoken = not self._header.silence and any(entry["about"] == subject for entry in entries)
        if not self._found and not spoken:
            entries.append(self._silent())
        return entries

    @property
    def not_loaded(self) -> Words | None:
        """Why there can be no row: nothing of what the question asks for is loaded; None where something is."""
        loaded = any(self._rows.graph.of_class(name) for name in self._question.statements)
        return None if loaded else self._header.unloaded

    def _register(self) -> Iterator[dict[str, Any]]:
        """What sources tell of the register that is not loaded."""
        for slug in self._header.known:
            statement = self._rows.graph.node(f"{ID}statement/{slug}")
            if statement.exists and (statement.value("publishedOn") or "") <= self._asked.known_at:
                yield self._entry(statement, self._header.about[0], "known-otherwise")

    def _later_sources(self) -> Iterator[dict[str, Any]]:
        """Sources are asked for up to a day, and those published since the last one known are not here."""
        if self._asked.until and self._asked.until > self._asked.loaded_to:
            known, until = self._asked.loaded_to, self._asked.until
            text = Words(
                f"Kilder fra efter {written_out(known, 'da')} til og med {written_out(until, 'da')} er ikke med her.",
                f"Sources from after {written_out(known, 'en')} up to {written_out(until, 'en')} are not in here.",
            )
            yield self.not_found("not-loaded", text)

    def _regions_meant(self) -> list[Node]:
        """The regions asked for; where none is, those that exist on the date the rows are shown for."""
        if not self._asked.regions:
            return regions_on(self._rows.graph, self._asked.regions_of or self._asked.as_of)
        nodes = {self._rows.carried(region).value for region in self._asked.regions}
        return [self._rows.graph.node(iri) for iri in sorted(nodes)]

    @cached_property
    def _pairs(self) -> set[tuple[str, str]]:
        """Treatment and disease of the rows; without rows, of those that only the region filter keeps out."""
        pairs = set()
        for source in self._found or self._unfiltered:
            if source.use:
                treatment, disease = source.use.node("treatment"), source.use.node("disease")
                if treatment and disease:
                    pairs.add((treatment.value, disease.value))
        return pairs

    def _about_the_same(self, statement: Node) -> bool:
        """Whether a statement is about what was asked, or, where nothing was, about what the rows are."""
        use_iri = statement.node("use")
        cases = statement.code("casesUnderStatus")
        if self._header.cases and cases == self._header.cases and not self._asked.use_is_filtered:
            return not statement.nodes("partOfCount")
        if use_iri is None:
            if statement.code("about") in OF_NO_USE:
                return statement.code("about") in self._header.about
            if statement.code("about") == "authorisation":
                return self._header.products and self._about_the_products(statement)
            return bool(self._header.cases) and cases == self._header.cases and not statement.nodes("partOfCount")
        use = self._rows.graph.node(use_iri)
        treatment, disease = use.node("treatment"), use.node("disease")
        if treatment is None or disease is None:
            return False
        if not self._asked.use_is_filtered:
            return (treatment.value, disease.value) in self._pairs
        return (not self._asked.treatments or treatment.value in self._asked.treatments) and (
            not self._asked.diseases or disease.value in self._asked.diseases
        )

    def _about_the_products(self, statement: Node) -> bool:
        """Whether a statement on loaded authorisations covers the drug: by its products, or as all the rest."""
        if not self._asked.things:
            return True
        if products := statement.nodes("product"):
            return any(product.value in self._asked.things for product in products)
        others = (node for node in self._of("CompletenessStatement") if node.code("about") == "authorisation")
        return not any(node.nodes("product") and self._about_the_products(node) for node in others)

    def _bears_on_region(self, statement: Node) -> bool:
        asked = self._asked.regions
        if not asked:
            return True
        if named := statement.node("region"):
            return named in asked
        if statement.code("regionScope") == "other-regions":
            return asked != {statement.node("assertedBy")}
        return True

    def _of(self, class_name: str) -> Iterator[Node]:
        """Known statements of a class that bear on the question and its period."""
        for statement in self._rows.graph.of_class(class_name):
            known = (statement.value("publishedOn") or "") <= self._asked.known_at
            last = statement.value("periodTo") or statement.value("publishedOn") or ""
            in_period = self._asked.since is None or self._asked.since <= last
            if known and in_period and self._bears_on_region(statement):
                yield statement

    def _begun(self, statement: Node) -> bool:
        """Whether its period has begun by the date asked for."""
        return (statement.value("periodFrom") or "") <= self._asked.as_of

    def _said(self) -> Iterator[dict[str, Any]]:
        for class_name in ("CompletenessStatement", "AwarenessStatement"):
            for statement in self._of(class_name):
                about = statement.code("about")
                if about in self._header.about and self._begun(statement) and self._about_the_same(statement):
                    yield self._entry(statement, about, self._state(statement))

    def _state(self, statement: Node) -> str:
        """How complete it says the information is; of a day before their report no authorisations are loaded."""
        if statement.nodes("product") and self._asked.as_of < (statement.value("publishedOn") or ""):
            return "not-loaded"
        return statement.code("completenessState") or "unknown"

    def _denied(self) -> Iterator[dict[str, Any]]:
        """A source that denies what is asked for confirms that there is none."""
        if not self._header.denied:
            return
        for statement in self._of(self._header.denied):
            asked_for = {self._header.cases} & set(statement.codes("reason"))
            if statement.code("polarity") == "negated" and asked_for and self._begun(statement):
                yield self._entry(statement, ABOUT[self._header.denied], "confirmed")

    def _known_otherwise(self) -> Iterator[dict[str, Any]]:
        denied = {statement.node("partOfCount") for statement in self._of(self._header.denied or "RefusalReason")}
        listed = {
            statement.iri: (statement, statement.code("about") or ABOUT.get(class_name, "practice"))
            for class_name in self._header.related
            for statement in self._of(class_name)
            if statement.iri not in self._in_rows
            and not (self._header.denied and statement.iri in denied)
            and self._about_the_same(statement)
        }
        # what a firmer or later one of them takes over is its evidence
        taken = {iri for s, _ in listed.values() for name in ("confirms", "supersedes") for iri in s.nodes(name)}
        for iri, (statement, about) in listed.items():
            if iri not in taken:
                yield self._entry(statement, about, "known-otherwise")

    def _unnamed(self) -> Iterator[dict[str, Any]]:
        """Where a source names no region, every region's own practice is unknown."""
        if "practice" not in self._header.about:
            return
        groups: dict[tuple[Any, ...], list[Source]] = {}
        for source in self._unfiltered:
            if source.first.code("regionScope") == "several-unnamed":
                use = source.use
                meant = (use.node("treatment"), use.node("disease"), self._rows.population(use)) if use else ()
                groups.setdefault(meant, []).append(source)
        for sources in groups.values():
            source = min(sources, key=lambda one: HEDGES.index(one.first.code("hedge") or "none"))
            for region in self._regions:
                name = self._rows.label(region.iri)
                text = Words(
                    f"kilden nævner ikke, hvilke regioner det gælder; om {name} er en af dem, er ukendt.",
                    f"the source does not say which regions it concerns; whether {name} is one of them is unknown.",
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
            if name in spoken:
                continue
            if state == "unknown" and self._asked.since:
                text = Words(
                    f"De indlæste kilder siger ikke noget om {name} for den periode, der er spurgt om.",
                    f"The sources loaded say nothing on {name} for the period asked for.",
                )
            else:
                text = Words(
                    f"De indlæste kilder siger ikke noget om dette for {name}.",
                    f"The sources loaded say nothing on this for {name}.",
                )
            yield self._made(self._header.about[0], state, text, region=name)

    def _silent(self) -> dict[str, Any]:
        named = ", ".join(self._asked.labels.values())
        text = self._header.silence or Words(
            "De indlæste kilder siger ikke noget om dette" + (f" for {named}." if named else "."),
            "The sources loaded say nothing on this" + (f" for {named}." if named else "."),
        )
        about = self._header.about[0] if self._header.about else "list"
        return self._made(about, "not-stated", text, region=self._asked.labels.get("region"))

    def silent_entries(self) -> list[dict[str, Any]]:
        """The entries where no statement speaks of anything that was asked for."""
        return [*(self._said() if self._header.products else ()), *self._silent_names()]

    def _silent_names(self) -> Iterator[dict[str, Any]]:
        """Names that are known, but of which no loaded source speaks."""
        for name in self._asked.silent:
            text = Words(
                f"Navnet {name} er genkendt, men ingen indlæst kilde omtaler det her. Det er ikke et nej.",
                f"The name {name} is recognised, but no loaded source speaks of it. That is not a no.",
            )
            entry = self.not_found("not-found", text)
            key = "drug" if name in self._asked.labels.get("drug", "") else "disease"
            entry["scope"].update({"drug": None, "disease": None, key: name})
            yield entry

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
            "region": self._rows.label(self._rows.carried(named) if named else None),
            "region_scope": "named" if named else statement.code("regionScope"),
            "period_from": statement.value("periodFrom"),
            "period_to": statement.value("periodTo"),
        }
        lang = self._rows.lang
        if about == "authorisation" and use is None:
            scope["drug"] = self._asked.labels.get("drug")
        sentence = text.in_lang(lang) if text else statement.text(DESCRIPTION, lang) or ""
        return {
            "about": about,
            "scope": scope,
            "state": state,
            "text": _with_subject(sentence, scope["drug"], scope["disease"], source.use, self._rows),
            "hedge": statement.code("hedge") or "none",
            "asserted_by": self._rows.label(statement.node("assertedBy")),
            "published_on": statement.value("publishedOn"),
            "statement_iri": statement.iri.value,
            "evidence": [locator.as_object(self._rows.corpus, lang) for locator in source.evidence],
        }

    def _thing(self, node: Node | None) -> str | None:
        return None if node is None or node.flag("unnamed") else self._rows.label(node.iri)


def _with_subject(sentence: str, drug: str | None, disease: str | None, use: Node | None, rows: RowMaker) -> str:
    """The sentence with what it is about in front, where it does not name its medicine itself."""
    subject = drug or rows.population(use)
    if subject is None or subject.casefold() in sentence.casefold():
        return sentence[:1].upper() + sentence[1:]
    about = f"{subject} ({disease})" if drug and disease else subject
    return f"{about[:1].upper()}{about[1:]}: {sentence}"
