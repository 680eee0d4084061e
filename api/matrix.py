"""The matrix of an answer: uses down, the regions valid on the date across, and a column for regions not named."""

from dataclasses import dataclass, field
from typing import Any

from ensartet.answers import Answer
from ensartet.editions import Edition
from ensartet.graph import Node
from ensartet.names import Lang, Words, code
from ensartet.territory import regions_on

EMPTY = {
    "not-mentioned": Words("ikke nævnt i kilden", "not mentioned in the source"),
    "region-not-named": Words("region ikke navngivet", "region not named"),
    "not-loaded": Words("ikke indlæst", "not loaded"),
    "not-applicable": Words("ikke relevant", "not applicable"),
}


@dataclass
class Cell:
    """A cell: what is stated or known otherwise, or in words why it is empty."""

    lines: list[tuple[str, list[dict[str, Any]], bool]] = field(default_factory=list)
    empty: str = ""


@dataclass
class Matrix:
    """Column headings, then one row of cells per use. The last column is for regions no source names."""

    columns: list[str]
    rows: list[tuple[str, str, list[Cell]]]
    legend: list[str]


def matrix_of(edition: Edition, answered: Answer) -> Matrix | None:
    """The matrix of an answer, None where it has no rows."""
    content, lang = answered.content, answered.lang
    if not content["rows"]:
        return None
    day = content["as_regions_of"] or content["as_of"]
    regions = [edition.graph.label(region.iri, lang) for region in regions_on(edition.graph, day)]
    said = {row["region"] for row in content["rows"] if row["region"]}
    regions += sorted(said - set(regions))
    columns = [*regions, EMPTY["region-not-named"].in_lang(lang)]
    uses: dict[tuple[Any, ...], list[dict[str, Any]]] = {}
    for row in content["rows"]:
        key = (row["drug"], row["disease"], row["population"], row["line_text"])
        uses.setdefault(key, []).append(row)
    rows = []
    for (drug, disease, population, line), rows_of_use in uses.items():
        cells = {name: Cell() for name in columns}
        for row in rows_of_use:
            column = row["region"] or columns[-1]
            text = _words(edition, row["statement_iri"], lang, row)
            cells[column].lines.append((text, row["evidence"], False))
        _add_known_otherwise(edition, answered, drug, disease, cells)
        for name, cell in cells.items():
            if not cell.lines:
                reason = "not-applicable" if name == columns[-1] else "not-mentioned"
                cell.empty = EMPTY[reason].in_lang(lang)
        unnamed = "lægemiddel ikke navngivet" if lang == "da" else "medicine not named"
        detail = ", ".join(part for part in (disease, line, population) if part)
        rows.append((drug or unnamed, detail, list(cells.values())))
    return Matrix([name.removeprefix("Region ").capitalize() for name in columns], rows, _legend(lang))


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


def _words(edition: Edition, statement: str, lang: Lang, row: dict[str, Any] | None = None) -> str:
    """A statement in the few words of a cell, with its hedge inside."""
    node = edition.graph.node(statement)
    text = _tally(node, lang) if "ApplicationCount" in node.kinds else ""
    if "ApplicationOutcome" in node.kinds:
        text = f"{edition.graph.label(node.nodes('outcome')[0], lang)} (1)"
    if "ObservedPractice" in node.kinds:
        text = _practice(edition, node, lang)
    hedge = row["hedge"] if row else node.code("hedge")
    if hedge and hedge != "none":
        text = f"{edition.graph.label(code('hedge', hedge), lang)}: {text}"
    return text


def _tally(node: Node, lang: Lang) -> str:
    names = {
        "received": Words("modtaget", "received"),
        "favourable": Words("imødekommet", "granted"),
        "refused": Words("afslag", "refused"),
    }
    found = [
        f"{number} {words.in_lang(lang)}" for name, words in names.items() if (number := node.number(name)) is not None
    ]
    return ", ".join(found)


def _practice(edition: Edition, node: Node, lang: Lang) -> str:
    used = "anvendes" if lang == "da" else "used"
    practice = edition.graph.label(node.nodes("applicationPractice")[0], lang)
    more = [node.node("regionScope"), node.node("extent") if node.code("extent") != "unknown" else None]
    detail = ", ".join(edition.graph.label(iri, lang) for iri in more if iri)
    return f"{used} {practice}" + (f" ({detail})" if detail else "")


def _legend(lang: Lang) -> list[str]:
    explained = {
        "not-mentioned": Words(
            "kilden siger intet om regionen; det er ikke et nej",
            "the source says nothing of the region; it is not a no",
        ),
        "region-not-named": Words(
            "kilden siger flere regioner uden at nævne hvilke",
            "the source says several regions without naming them",
        ),
        "not-loaded": Words(
            "kilden, der kunne svare, er ikke indlæst her", "the source that could answer is not loaded here"
        ),
        "not-applicable": Words("feltet kan ikke have en værdi", "the cell cannot have a value"),
    }
    return [f"»{EMPTY[name].in_lang(lang)}«: {text.in_lang(lang)}" for name, text in explained.items()]
