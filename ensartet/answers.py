"""Asking a question: parameters in, the one answer object of the contract out."""

from dataclasses import dataclass
from typing import Any

from .agreement import COLUMNS as AGREEMENT
from .agreement import agreement_of
from .caveats import Caveats
from .cells import every_region
from .columns import Column, columns_of, headings
from .completeness import Asked, Completeness
from .editions import Edition
from .names import Lang, Words
from .parameters import Given, Understood, understand
from .questions import Question
from .relating import relations
from .rows import RowMaker, Source
from .sorting import in_order, sort_column


@dataclass(frozen=True)
class Answer:
    """An answer, ready to be rendered.

    Attributes:
        edition: what was asked: the whole edition, or the sources it was limited to.
        content: the object of docs/contract/answer.schema.json.
        uncut: all rows in their declared order, before limit and offset and whatever the region; for a matrix over the
            regions.
        regions: the regions asked for, as they are shown; empty for all.
        query: the SPARQL that was asked, with the parameters bound.
    """

    edition: Edition
    question: Question
    lang: Lang
    columns: list[Column]
    content: dict[str, Any]
    uncut: list[dict[str, Any]]
    regions: list[str]
    query: str

    @property
    def rows(self) -> list[dict[str, Any]]:
        """The rows, keyed by column."""
        rows: list[dict[str, Any]] = self.content["rows"]
        return rows


def answer(edition: Edition, question: Question, given: Given, default_limit: int | None = None) -> Answer:
    """The answer to a question on one edition.

    Args:
        given: parameter name -> values as people write them; `lang`, `limit`, `offset` and `sort` too.
        default_limit: the most rows where no limit is given; None for all.

    Raises:
        UnknownParameter, UnknownName, BadValue: the request cannot be understood.
    """
    understood = understand(edition, question, given)
    edition = understood.edition
    columns = columns_of(question)
    sort = sort_column(understood.sort, columns) if understood.sort else None
    via = {treatment: c for r in understood.resolved.get("drug", []) for treatment, c in r.via.items()}
    maker = RowMaker(
        edition.graph,
        edition.corpus,
        understood.lang,
        understood.known_at,
        understood.regions_of,
        question.projected | (AGREEMENT if question.fold else frozenset()),
        via,
    )
    early = None if "SourceEntry" in question.statements else _before_first(edition, question, understood)
    found = [] if early else _sources(edition, question, maker, understood)
    if question.every_region:
        found = every_region(maker, found, understood.as_of)
    unfiltered = found
    if not early and "region" in understood.bound:
        unfiltered = _sources(edition, question, maker, understood, without="region")
    if question.fold and found:
        found = unfiltered = [_folded(maker, found, understood)]
    rows = [maker.row(source, columns) for source in found]
    completeness, caveats = _limits(edition, question, understood, maker, found, unfiltered, rows, early)
    declared = rows
    if sort:
        rows = in_order(rows, sort[0], down=sort[1])
    limit = default_limit if understood.limit is None else understood.limit
    shown = rows[understood.offset :] if limit is None else rows[understood.offset : understood.offset + limit]
    content = {
        "question": {"name": question.name, "version": question.version},
        "lang": understood.lang,
        "parameters": understood.echo,
        "edition": edition.about(),
        "as_of": understood.as_of,
        "known_at": understood.known_at,
        "as_regions_of": understood.regions_of,
        "columns": headings(columns, understood.lang),
        "rows": shown,
        "summary": _summary(question, rows),
        "completeness": completeness,
        "caveats": caveats,
        "truncated": len(shown) < len(rows),
        "total": len(rows),
    }
    uncut = declared if unfiltered is found else [maker.row(source, columns) for source in unfiltered]
    asked_regions = {maker.carried(r.iri) for r in understood.resolved.get("region", [])}
    regions = sorted(edition.graph.label(iri, understood.lang) for iri in asked_regions)
    return Answer(edition, question, understood.lang, columns, content, uncut, regions, _query(question, understood))


def _sources(
    edition: Edition, question: Question, maker: RowMaker, understood: Understood, without: str = ""
) -> list[Source]:
    return [maker.source(solution) for solution in edition.store.select(_query(question, understood, without))]


def _query(question: Question, understood: Understood, without: str = "") -> str:
    """The query, bound to what was asked, all but one parameter."""
    bound = {name: values for name, values in understood.bound.items() if name != without}
    if not question.relates:
        return question.bound(bound)
    line = bound.get("line_min")
    related = relations(
        understood.edition,
        understood.known_at,
        understood.resolved.get("drug", []),
        understood.resolved.get("disease", []),
        int(line[0].value) if line else None,
    )
    wanted = bound.get("relation")
    pairs = [{"stated_use": use, "relation": how} for use, how in related if not wanted or how in wanted]
    return question.bound(bound, pairs)


def _folded(maker: RowMaker, found: list[Source], understood: Understood) -> Source:
    """All solutions as one row; agreement is the only way so far."""
    first, last = (days[0].value if (days := understood.bound.get(name)) else None for name in ("from", "to"))
    return agreement_of(maker, found, understood.as_of, first, last)


def _before_first(edition: Edition, question: Question, understood: Understood) -> Words | None:
    """Why nothing can be known yet: no source was published, or none speaks of so early a day."""
    if edition.unknown_by(min(understood.known_at, _until(question, understood) or understood.known_at)):
        return edition.before_first
    if understood.as_of < edition.first_spoken_of:
        return Words(
            f"De indlæste kilder siger intet om tiden før {edition.first_spoken_of}.",
            f"The sources loaded say nothing of the time before {edition.first_spoken_of}.",
        )
    return None


def _limits(
    edition: Edition,
    question: Question,
    understood: Understood,
    maker: RowMaker,
    found: list[Source],
    unfiltered: list[Source],
    rows: list[dict[str, Any]],
    early: Words | None,
) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Completeness entries and caveats."""
    asked = _asked(edition, question, understood)
    completeness = Completeness(question, maker, asked, found, unfiltered)
    caveats = Caveats(edition, question, understood, maker, found, unfiltered, rows).all()
    if not early and (unloaded := completeness.not_loaded):
        caveats.append({"code": "not-loaded", "text": unloaded.in_lang(understood.lang), "evidence": []})
    if early:
        caveats.append({"code": "before-first-source", "text": early.in_lang(understood.lang), "evidence": []})
        return [completeness.not_found("not-loaded", early)], caveats
    everything_silent = len(asked.silent) == len(understood.resolved.get("drug", [])) > 0
    if everything_silent and not found and not completeness.not_loaded:
        return completeness.silent_entries(), caveats
    return completeness.entries(), caveats


def _until(question: Question, understood: Understood) -> str | None:
    """The day up to which sources are asked for, None where none is given."""
    days = understood.bound.get(question.completeness.until)
    return days[0].value if days else None


def _asked(edition: Edition, question: Question, understood: Understood) -> Asked:
    labels = {
        name: ", ".join(edition.graph.label(r.iri, understood.lang) for r in resolved)
        for name, resolved in understood.resolved.items()
    }
    silent = [
        edition.graph.label(r.iri, understood.lang)
        for name in ("drug", "disease")
        for r in understood.resolved.get(name, [])
        if not edition.has_statement(r)
    ]
    since = understood.bound.get("from") or understood.bound.get("since")
    return Asked(
        treatments=_values(understood, "drug"),
        diseases=_values(understood, "disease"),
        regions=frozenset(iri for r in understood.resolved.get("region", []) for iri in r.values),
        silent=tuple(dict.fromkeys(silent)),
        things=frozenset(iri.value for resolved in understood.resolved.get("drug", []) for iri in resolved.things),
        labels=labels,
        as_of=understood.as_of,
        known_at=understood.known_at,
        regions_of=understood.regions_of or "",
        since=since[0].value if since else None,
        until=_until(question, understood),
        loaded_to=min(understood.known_at, edition.manifest.sources_to),
    )


def _values(understood: Understood, name: str) -> frozenset[str]:
    return frozenset(iri.value for resolved in understood.resolved.get(name, []) for iri in resolved.values)


def _summary(question: Question, rows: list[dict[str, Any]]) -> dict[str, int | None] | None:
    """Sums of the columns the question sums; None for a column not stated in every row."""
    if not question.summary or not rows:
        return None
    sums: dict[str, int | None] = {}
    for name in question.summary:
        values = [row[name] for row in rows]
        sums[name] = None if None in values else sum(values)
    return {**sums, "of_rows": len(rows)}
