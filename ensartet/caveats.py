"""What a reader must know before using the rows: the question's own caveat and the general ones that apply."""

from collections.abc import Iterator, Sequence
from typing import Any

from .editions import Edition
from .names import Lang, Words
from .parameters import Understood
from .questions import Question
from .resolve import Resolved
from .rows import RowMaker, Source

_PRESENTED = {"summary", "presentation", "proposal"}


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
    ) -> None:
        self._edition, self._question, self._understood = edition, question, understood
        self._maker, self._found, self._unfiltered = maker, found, unfiltered

    def all(self) -> list[dict[str, Any]]:
        """Every caveat that applies, the question's own first."""
        return [
            self._made(self._question.name, self._question.caveat),
            *self._stale(),
            *self._names(),
            *self._rows(),
            *self._sums(),
        ]

    def _made(self, code: str, text: Words, sources: Sequence[Source] = ()) -> dict[str, Any]:
        iris = {locator.iri: locator for source in sources for locator in source.evidence}
        evidence = [locator.as_object(self._maker.corpus) for locator in iris.values()]
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

    def _names(self) -> Iterator[dict[str, Any]]:
        """Caveats on what the names were understood as."""
        for resolved in (r for many in self._understood.resolved.values() for r in many):
            label = self._edition.graph.label(resolved.iri, self._lang)
            coded = self._found and not self._question.evidenced
            if not coded and not self._edition.has_statement(resolved):
                yield self._made(
                    "no-statement",
                    Words(
                        f"{label} er kendt, men ingen indlæst kilde siger noget om det.",
                        f"{label} is known, but no loaded source says anything of it.",
                    ),
                )
            yield from self._broader(resolved, label)
            yield from self._covered(resolved, label)

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
        for treatment in resolved.component & treatments.keys():
            whole = self._edition.graph.label(treatment, self._lang)
            yield self._made(
                "component",
                Words(
                    f"{label} indgår i {whole}; rækken gælder den samlede behandling.",
                    f"{label} is a component of {whole}; the row is about the whole treatment.",
                ),
                [treatments[treatment]],
            )

    def _rows(self) -> Iterator[dict[str, Any]]:
        unnamed = [s for s in self._unfiltered if s.first.code("regionScope") == "several-unnamed"]
        if unnamed:
            yield self._made(
                "region-not-named",
                Words(
                    "Kilden siger, at det gælder flere regioner, men ikke hvilke. "
                    "Det tæller ikke for eller imod nogen region.",
                    "The source says that several regions are concerned, but not which. "
                    "It counts neither for nor against any region.",
                ),
                unnamed,
            )
        presented = [s for s in self._found if s.evidence and {e.section for e in s.evidence} <= _PRESENTED]
        if presented and not self._question.records:
            yield self._made(
                "presented-not-decided",
                Words(
                    "Mindst én række bygger kun på en sagsfremstilling. Den er oplægsholderens, ikke Forums.",
                    "At least one row rests on a case presentation only. It is the presenter's, not the Forum's.",
                ),
                presented,
            )
        if any(s.first.code("publishedBasis") == "lower-bound" for s in self._found):
            yield self._made(
                "lower-bound-date",
                Words(
                    "Kildens offentliggørelsesdato er ikke trykt; "
                    "mødets dato eller periodens slutning står som tidligste dag.",
                    "The source's publication date is not printed; "
                    "the date of the meeting or the end of the period stands as the earliest day.",
                ),
            )

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
