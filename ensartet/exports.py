"""Renderings of an answer that need no page: JSON, CSV and plain text for a terminal."""

import csv
import io
import json
from typing import Any

from .answers import Answer
from .columns import Column
from .names import Lang
from .periods import written_out

UNREMARKABLE = {"region_scope": "named", "hedge": "none", "polarity": "affirmed", "basis": "stated"}
_ITEM = {"da": "punkt", "en": "item"}


def as_json(answer: Answer) -> bytes:
    """The answer object as UTF-8 JSON."""
    return json.dumps(answer.content, ensure_ascii=False, indent=1).encode() + b"\n"


def as_csv(answer: Answer) -> bytes:
    """The rows as RFC 4180 CSV in UTF-8, one column per column of the answer, lists joined by "; "."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow([column.name for column in answer.columns])
    for row in answer.rows:
        writer.writerow([_flat(row[column.name], answer.lang) for column in answer.columns])
    return text.getvalue().encode()


def _flat(value: Any, lang: Lang) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        return "; ".join(cited(v, lang, span=True) if isinstance(v, dict) else str(v) for v in value)
    return str(value)


def cited(evidence: dict[str, Any], lang: Lang, *, span: bool = False) -> str:
    """An evidence object as people cite it: "M2604 punkt 6", with the span where asked for."""
    item = evidence["item"]
    words = f"{_ITEM[lang]} {item}" if str(item).isdigit() else str(item)
    text = f"{evidence['source']} {words}"
    if "#" in evidence["part"]:
        text += f" ({evidence['part'].partition('#')[2]})"
    return f"{text} [{evidence['start']}-{evidence['end']}]" if span else text


def citations(row: dict[str, Any], lang: Lang) -> list[str]:
    """The places a row rests on, each once, as people cite them."""
    return list(dict.fromkeys(cited(evidence, lang) for evidence in row["evidence"]))


def shown_columns(answer: Answer) -> list[Column]:
    """The columns meant for people that hold something worth a column in at least one row.

    "Without a hedge" in every row is not; one hedge among them is.
    """
    return [
        column
        for column in answer.columns
        if column.name != "evidence"
        and column.shown
        and any(row[column.name] not in (None, [], UNREMARKABLE.get(column.name)) for row in answer.rows)
    ]


def shown_value(row: dict[str, Any], column: Column) -> str:
    """A cell in words: the label of a code, an empty string where nothing is known."""
    value = row.get(f"{column.name}_label") if column.scheme else row[column.name]
    if isinstance(value, list):
        return ", ".join(str(one) for one in value)
    return "" if value is None else str(value)


def as_text(answer: Answer) -> str:
    """The answer as plain text: caveats, rows in words with their evidence, what is known of completeness."""
    content, lang = answer.content, answer.lang
    da = lang == "da"
    lines = [answer.question.title.in_lang(lang)]
    lines.append(
        f"Gældende pr. {content['as_of']}, kendt pr. {content['known_at']}."
        if da
        else f"Valid on {content['as_of']}, known by {content['known_at']}."
    )
    lines += ["", *(f"! {caveat['text']}" for caveat in content["caveats"]), ""]
    columns = shown_columns(answer)
    for number, row in enumerate(answer.rows, 1):
        lines.append(f"{number}.")
        lines += [f"   {c.label.in_lang(lang)}: {v}" for c in columns if (v := shown_value(row, c))]
        if row["evidence"]:
            lines.append(f"   {'Kildested' if da else 'Evidence'}: {', '.join(citations(row, lang))}")
    if not answer.rows:
        lines.append("0 rækker." if da else "0 rows.")
    if content["summary"]:
        sums = ", ".join(f"{name} {'?' if v is None else v}" for name, v in content["summary"].items())
        lines += ["", f"Sum: {sums}"]
    if content["truncated"]:
        lines += [
            "",
            f"{len(answer.rows)} af {content['total']}" if da else f"{len(answer.rows)} of {content['total']}",
        ]
    if content["completeness"]:
        lines += ["", "Hvad vi ved om fuldstændigheden:" if da else "What is known of completeness:"]
        lines += [f" - [{entry['state']}] {entry['text']}" for entry in content["completeness"]]
    lines += ["", sources_to(content, lang)]
    return "\n".join(lines) + "\n"


def sources_to(content: dict[str, Any], lang: Lang) -> str:
    """The footer: up to which day sources are loaded, and the edition."""
    day = written_out(content["edition"]["sources_to"], lang)
    version = content["edition"]["version"]
    return f"Kilder til og med {day}. Udgave {version}." if lang == "da" else f"Sources up to {day}. Edition {version}."
