"""What a reader must know before using the rows: the question's own caveat and the general ones that apply."""

from collections.abc import Iterator, Sequence
from typing import Any

from .editions import Edition
from .names import Lang, Words
from .parameters import Understood
from .questions import SOURCE, Question
from .resolve import Resolved
from .rows import RowMaker, Source
from .territory import predecessors

PRESENTED = {"summary", "presentation", "proposal"}


class Caveats:
    """Makes the caveats of one answer."""

    def __init__(
        self,
        edition: Edition,
        question: Question,
        understood: Understood,
        maker: RowMaker,
        found: Sequence[Source],
        unfiltered: Sequence[Source],
        rendered: Sequence[dict[str, Any]],
    ) -> None:
        self._edition, self._question, self._understood = edition, question, understood
        self._maker, self._found, self._unfiltered, self._rendered = maker, found, unfiltered, rendered

    def all(self) -> list[dict[str, Any]]:
        """Every caveat that applies, the question's own first."""
        return [
            self._made(self._question.name, self._question.caveat),
            *(self._made(code, text) for code, text in self._question.notes),
            *self._stale(),
            *self._limited(),
            *self._names(),
            *self._carried(),
            *self._rows(),
            *self._sums(),
        ]

    def _made(self, code: str, text: Words, sources: Sequence[Source] = ()) -> dict[str, Any]:
        iris = {locator.iri: locator for source in sources for locator in source.evidence}
        evidence = [locator.as_object(self._maker.corpus, self._lang) for locator in iris.values()]
        return {"code": code, "text": text.in_lang(self._lang), "evidence": evidence}

    @property
    def _lang(self) -> Lang:
        return self._understood.lang

    def _stale(self) -> Iterator[dict[str, Any]]:
        if self._edition.stale:
            yield self._made(
                "stale-build",
                Words(
                    "Svaret bygger på en tidligere udgave; de nyeste filer blev afvist.",
                    "The answer rests on an earlier edition; the newest files were refused.",
                ),
            )

    def _limited(self) -> Iterator[dict[str, Any]]:
        """That the answer rests on some of the loaded sources only; a question's own `source` is a filter of rows."""
        chosen = self._understood.echo.get(SOURCE.name, {}).get("resolved", [])
        if chosen and SOURCE in self._question.parameters:
            names = ", ".join(str(source["label"]) for source in chosen)
            yield self._made(
                "limited-to-sources",
                Words(
                    f"Svaret bygger kun på: {names}. Andre indlæste eller citerede kilder er holdt ude.",
                    f"The answer rests only on: {names}. Other sources, loaded or cited, are left out.",
                ),
            )

    def _names(self) -> Iterator[dict[str, Any]]:
        """Caveats on what the names were understood as."""
        for resolved in (r for many in self._understood.resolved.values() for r in many):
            label = self._edition.graph.label(resolved.iri, self._lang)
            if "Region" in self._edition.graph.node(resolved.iri).kinds:
                yield from self._territory(resolved, label)
                continue
            coded = self._found and not self._question.evidenced
            if not coded and not self._edition.has_statement(resolved):
                yield self._made(
                    "no-statement",
                    Words(
                        f"Navnet {label} er genkendt, men ingen indlæst kilde omtaler det.",
                        f"The name {label} is recognised, but no loaded source speaks of it.",
                    ),
                )
            yield from self._broader(resolved, label)
            yield from self._covered(resolved, label)

    def _territory(self, resolved: Resolved, label: str) -> Iterator[dict[str, Any]]:
        """A region that others became: whether their statements count, and since when it exists."""
        graph = self._edition.graph
        earlier = [graph.label(iri, self._lang) for iri in predecessors(graph, resolved.iri)]
        if earlier and len(resolved.values) == 1:
            names, since = ", ".join(earlier), graph.node(resolved.iri).value("existsFrom")
            yield self._made(
                "successor-region",
                Words(
                    f"{label} findes fra {since}. Udsagn om {names} er ikke med; vis dem med regioner pr. {since}.",
                    f"{label} exists from {since}. Statements on {names} are left out; "
                    f"show them with regions as of {since}.",
                ),
            )

    def _carried(self) -> Iterator[dict[str, Any]]:
        """Rows that are shown on another region than the one that spoke."""
        graph = self._edition.graph
        moved = {
            (graph.label(spoke, self._lang), graph.label(self._maker.carried(spoke), self._lang)): source
            for source in self._found
            for statement in source.statements
            if (spoke := statement.node("region")) and self._maker.carried(spoke) != spoke
        }
        for (earlier, later), source in moved.items():
            yield self._made(
                "carried-region",
                Words(
                    f"Rækker vist under {later} stammer fra {earlier}.",
                    f"Rows shown under {later} come from {earlier}.",
                ),
                [source],
            )

    def _broader(self, resolved: Resolved, label: str) -> Iterator[dict[str, Any]]:
        graph = self._edition.graph
        above = [graph.label(iri, self._lang) for iri in resolved.broader if self._edition.has_use(iri)]
        if above:
            names = ", ".join(above)
            yield self._made(
                "broader-disease",
                Words(
                    f"Udsagn om {names} er ikke med, selv om de kan omfatte {label}.",
                    f"Statements on {names} are left out, although they may include {label}.",
                ),
            )

    def _covered(self, resolved: Resolved, label: str) -> Iterator[dict[str, Any]]:
        treatments = {
            iri.value: source for source in self._found if source.use and (iri := source.use.node("treatment"))
        }
        for treatment, drug_class in resolved.via.items():
            if treatment in treatments and drug_class != resolved.iri:
                class_label = self._edition.graph.label(drug_class, self._lang)
                yield self._made(
                    "via-class",
                    Words(
                        f"{label} er dækket gennem gruppen {class_label}, som en kilde regner det til.",
                        f"{label} is covered through the class {class_label}, among which a source counts it.",
                    ),
                    [treatments[treatment]],
                )
        wholes = {
            self._edition.graph.label(treatment, self._lang): treatments[treatment]
            for treatment in resolved.component & treatments.keys()
        }
        if wholes:
            names = "; ".join(sorted(wholes))
            yield self._made(
                "component",
                Words(
                    f"{label} indgår i {names}; rækken gælder den samlede behandling.",
                    f"{label} is a component of {names}; the row is about the whole treatment.",
                ),
                list(wholes.values()),
            )

    def _rows(self) -> Iterator[dict[str, Any]]:
        unnamed = [s for s in self._unfiltered if s.first.code("regionScope") == "several-unnamed"]
        if unnamed:
            yield self._made(
                "region-not-named",
                Words(
                    "Mindst én kilde nævner ikke, hvilke regioner det gælder. "
                    "Det tæller ikke for eller imod nogen region.",
                    "At least one source does not say which regions it concerns. "
                    "That counts neither for nor against any region.",
                ),
                unnamed,
            )
        presented = [s for s in self._found if s.evidence and {e.section for e in s.evidence} <= PRESENTED]
        if presented and not self._question.records:
            yield self._made(
                "presented-not-decided",
                Words(
                    "Mindst én række bygger kun på en sagsfremstilling. Den er oplægsholderens, ikke Forums.",
                    "At least one row rests on a case presentation only. It is the presenter's, not the Forum's.",
                ),
                presented,
            )
        unlike = [s for s in self._found if self._contradicted(s)]
        if unlike:
            yield self._made(
                "source-contradiction",
                Words(
                    "Mindst ét udsagn stemmer ikke med et andet. Begge står, som kilderne har dem; ingen er valgt til.",
                    "At least one statement does not agree with another. "
                    "Both stand as the sources have them; neither is preferred.",
                ),
                unlike,
            )
        if any(row.get("published_basis") == "lower-bound" for row in self._rendered):
            yield self._made(
                "lower-bound-date",
                Words(
                    "Kildens offentliggørelsesdato er ikke trykt; "
                    "mødets dato eller periodens slutning står som tidligste dag.",
                    "The source's publication date is not printed; "
                    "the date of the meeting or the end of the period stands as the earliest day.",
                ),
            )

        if any(row.get("published_basis") == "upper-bound" for row in self._rendered):
            yield self._made(
                "upper-bound-date",
                Words(
                    "For mindst én kilde er det ikke trykt, hvornår den blev offentlig; "
                    "den seneste dag, det kan være sket, står i stedet.",
                    "At least one source does not print when it was published; "
                    "the latest day on which it can have been stands instead.",
                ),
            )

    def _contradicted(self, source: Source) -> bool:
        """Whether a statement of the row is said not to agree with another that was known by then."""
        others = (iri for statement in source.statements for iri in statement.nodes("contradicts"))
        nodes = (self._edition.graph.node(iri) for iri in others)
        return any((node.value("publishedOn") or "") <= self._understood.known_at for node in nodes)

    def _sums(self) -> Iterator[dict[str, Any]]:
        if not self._question.summary or len(self._found) < 2:
            return
        periods = {(s.first.value("periodFrom"), s.first.value("periodTo")) for s in self._found}
        if len(periods) > 1:
            yield self._made(
                "periods-differ",
                Words(
                    "Perioderne er ikke ens, så summen dækker ikke én og samme periode.",
                    "The periods differ, so the sum does not cover one and the same period.",
                ),
                self._found,
            )
        mixed = [s for s in self._found if s.first.value("unitNote")]
        if mixed:
            notes = [Words(s.first.text("unitNote", "da") or "", s.first.text("unitNote", "en") or "") for s in mixed]
            yield self._made(
                "units-differ",
                Words(
                    "Tallene tæller ikke overalt det samme. " + " ".join(n.da for n in notes),
                    "The figures do not count the same thing everywhere. " + " ".join(n.en for n in notes),
                ),
                mixed,
            )
