"""The matrix of an answer: uses down, the regions valid on the date across, and a column for regions not named."""

from dataclasses import dataclass, field
from typing import Any

from pyoxigraph import NamedNode

from ensartet.answers import Answer
from ensartet.editions import Edition
from ensartet.graph import Node
from ensartet.names import Lang, Words, code, ens
from ensartet.territory import regions_on

from .requests import with_parameters

EMPTY = {
    "not-mentioned": Words("ikke nævnt i kilden", "not mentioned in the source"),
    "region-not-named": Words("region ikke navngivet", "region not named"),
    "not-loaded": Words("ikke indlæst", "not loaded"),
    "not-applicable": Words("ikke relevant", "not applicable"),
    "elsewhere": Words("omtalt, men ikke i dette svar", "mentioned, but not in this answer"),
}

EXPLAINED = {
    "not-mentioned": Words(
        "kilden siger intet om regionen; det er ikke et nej",
        "the source says nothing of the region; it is not a no",
    ),
    "region-not-named": Words(
        "kilden nævner ikke, hvilke regioner det gælder", "the source does not say which regions it concerns"
    ),
    "not-loaded": Words(
        "kilden, der kunne svare, er ikke indlæst her", "the source that could answer is not loaded here"
    ),
    "not-applicable": Words("feltet kan ikke have en værdi", "the cell cannot have a value"),
    "elsewhere": Words(
        "en kilde omtaler regionen, men uden for det, der er spurgt om",
        "a source mentions the region, but outside what was asked",
    ),
}

_USED_UNKNOWN = Words("anvendes; om der er søgt, er ukendt", "used; whether applied for is unknown")
_MENTIONED = Words("omtalt; brugen er uklar", "mentioned; the use is unclear")


@dataclass
class Cell:
    """A cell: what is stated or known otherwise, or in words why it is empty."""

    lines: list[tuple[str, list[dict[str, Any]], bool]] = field(default_factory=list)
    empty: str = ""


@dataclass
class Matrix:
    """Column headings, then one row of cells per use. The last column is for regions no source names.

    `cases` has for each row the address of the case of its medicine and disease, empty where it names no disease.
    """

    columns: list[str]
    rows: list[tuple[str, str, list[Cell]]]
    legend: list[str]
    left_out: int
    cases: list[str] = field(default_factory=list)


def matrix_of(edition: Edition, answered: Answer) -> Matrix | None:
    """The matrix of an answer over its rows before any cut; None where no row names its medicine.

    Tallies over several medicines are left out and counted: they are not split.
    """
    content, lang = answered.content, answered.lang
    named = [row for row in answered.uncut if row["drug"]]
    if not named:
        return None
    regions = answered.regions or _regions_shown(edition, answered, named)
    unnamed = EMPTY["region-not-named"].in_lang(lang)
    columns = [unnamed, *regions] if any(not row["region"] for row in named) else [*regions, unnamed]
    uses: dict[tuple[Any, ...], list[dict[str, Any]]] = {}
    for row in named:
        uses.setdefault((row["drug"], row["disease"], row["population"], row["line_text"]), []).append(row)
    rows = []
    for (drug, disease, population, line), rows_of_use in uses.items():
        cells = {name: Cell() for name in columns}
        for row in rows_of_use:
            if row["statement_iri"] is None:
                cells[row["region"]].empty = EMPTY[row["cell"]].in_lang(lang)
            elif (column := row["region"] or unnamed) in cells:
                words = _spoken_by(edition, row, lang) + _words(edition, row["statement_iri"], lang)
                cells[column].lines.append((words, row["evidence"], False))
        _add_known_otherwise(edition, answered, drug, disease, cells)
        _fill_empty(edition, rows_of_use[0], content["known_at"], cells, unnamed, lang)
        detail = ", ".join(part for part in (disease, line, population) if part)
        rows.append((drug, detail, list(cells.values())))
    short = {name: name.removeprefix("Region ") for name in regions}
    shown = [unnamed[:1].upper() + unnamed[1:] if name == unnamed else short[name] for name in columns]
    used = {cell.empty for _, _, cells_ in rows for cell in cells_} | {unnamed}
    keep = {"lang": ["en"]} if lang == "en" else {}
    cases = [with_parameters("/sag", keep, drug=drug, disease=disease) if disease else "" for drug, disease, *_ in uses]
    return Matrix(shown, rows, _legend(lang, used), len(answered.uncut) - len(named), cases)


def _spoken_by(edition: Edition, row: dict[str, Any], lang: Lang) -> str:
    """The earlier region that a row shown on its successor comes from; nothing where it is the same."""
    region = edition.graph.node(row["statement_iri"]).node("region")
    label = edition.graph.label(region, lang) if region else row["region"]
    return "" if label == row["region"] else f"{label}: "


def _regions_shown(edition: Edition, answered: Answer, rows: list[dict[str, Any]]) -> list[str]:
    """The regions that exist on the date, and those that rows name although they do not."""
    day = answered.content["as_regions_of"] or answered.content["as_of"]
    regions = [edition.graph.label(region.iri, answered.lang) for region in regions_on(edition.graph, day)]
    return regions + sorted({row["region"] for row in rows if row["region"]} - set(regions))


def _fill_empty(
    edition: Edition, row: dict[str, Any], known_at: str, cells: dict[str, Cell], unnamed: str, lang: Lang
) -> None:
    """Say in words why a cell is empty; a region that another statement names is not "not mentioned"."""
    mentioned = _mentioned(edition, row, known_at, lang)
    for name, cell in cells.items():
        if cell.lines or cell.empty:
            continue
        reason = "not-applicable" if name == unnamed else "elsewhere" if name in mentioned else "not-mentioned"
        cell.empty = EMPTY[reason].in_lang(lang)


def _mentioned(edition: Edition, row: dict[str, Any], known_at: str, lang: Lang) -> set[str]:
    """The regions that any known statement on the same treatment and disease names."""
    graph, found = edition.graph, set()
    for use in graph.store.subjects(ens("treatment"), NamedNode(row["drug_iri"])):
        if row["disease_iri"] and row["disease_iri"] not in {d.value for d in graph.node(use).nodes("disease")}:
            continue
        for statement in graph.store.subjects(ens("use"), use):
            node = graph.node(statement)
            if (node.value("publishedOn") or "") <= known_at:
                found |= {graph.label(region, lang) for region in node.nodes("region")}
    return found


def _add_known_otherwise(
    edition: Edition, answered: Answer, drug: str | None, disease: str | None, cells: dict[str, Cell]
) -> None:
    """What completeness knows of a region although the question has no row for it."""
    for entry in answered.content["completeness"]:
        scope = entry["scope"]
        same = (scope["drug"], scope["disease"]) == (drug, disease)
        if entry["state"] == "known-otherwise" and same and scope["region"] in cells:
            text = _words(edition, entry["statement_iri"], answered.lang)
            cells[scope["region"]].lines.append((text, entry["evidence"], True))


def _words(edition: Edition, statement: str, lang: Lang) -> str:
    """A statement in the few words of a cell, with its hedge and those of the statements it confirms."""
    node = edition.graph.node(statement)
    text = _tally(edition, node, lang) if "ApplicationCount" in node.kinds else ""
    if "ApplicationOutcome" in node.kinds:
        text = f"{edition.graph.label(node.nodes('outcome')[0], lang)} (1)"
    if "ObservedPractice" in node.kinds:
        text = _practice(edition, node, lang)
    own = node.code("hedge") or "none"
    if own != "none":
        text = f"{edition.graph.label(code('hedge', own), lang)}: {text}"
    hedges = [edition.graph.node(iri).code("hedge") or "none" for iri in node.nodes("confirms")]
    softer = sorted({edition.graph.label(code("hedge", hedge), lang) for hedge in hedges if hedge != "none"})
    if softer:
        also = "kilden siger det også med forbehold" if lang == "da" else "the source also says it with a hedge"
        text += f"; {also}: {', '.join(softer)}"
    return text


def _tally(edition: Edition, node: Node, lang: Lang) -> str:
    names = {
        "received": Words("modtaget", "received"),
        "favourable": Words("imødekommet", "granted"),
        "refused": Words("afslag", "refused"),
    }
    found = [
        f"{number} {words.in_lang(lang)}" for name, words in names.items() if (number := node.number(name)) is not None
    ]
    kind = node.node("favourableAs")
    text = ", ".join(found)
    return text + (f" ({edition.graph.label(kind, lang)})" if kind and node.number("favourable") else "")


def _practice(edition: Edition, node: Node, lang: Lang) -> str:
    """What is observed; that a use was considered, or that few patients had it, does not say that it is in use."""
    practice = edition.graph.label(node.nodes("applicationPractice")[0], lang)
    used = f"anvendes {practice}" if lang == "da" else f"used {practice}"
    if node.code("applicationPractice") == "unknown":
        in_use = node.code("extent") in ("several", "widespread")
        words = _USED_UNKNOWN if in_use else _MENTIONED
        used = words.in_lang(lang)
    more = [node.node("regionScope"), node.node("extent") if node.code("extent") != "unknown" else None]
    said = node.value("outcomeText")
    detail = ", ".join([edition.graph.label(iri, lang) for iri in more if iri] + ([f"»{said}«"] if said else []))
    return used + (f" ({detail})" if detail else "")


def _legend(lang: Lang, used: set[str]) -> list[str]:
    """What the words in empty cells mean, for those that occur."""
    return [
        f"{EMPTY[name].in_lang(lang)}: {text.in_lang(lang)}"
        for name, text in EXPLAINED.items()
        if EMPTY[name].in_lang(lang) in used
    ]
