"""An answer in words, as every form of it has them: cells, evidence, dates, citation; and as JSON and plain text."""

import json
from collections.abc import Mapping
from typing import Any

from .answers import Answer
from .columns import COUNTS, Column
from .names import Lang, Words
from .periods import today, written_out
from .questions import DATES

NOT_APPLICABLE = {
    "tally": {"outcome", "outcome_group", "decided_on"},
    "decision": {
        "received",
        "favourable",
        "favourable_as",
        "refused",
        "withdrawn",
        "period_from",
        "period_to",
        "part_of",
    },
}
_COUNTED = dict.fromkeys((*COUNTS, "favourable_as"), frozenset({"application-count"}))
ONLY_OF: Mapping[str, frozenset[str]] = {
    **_COUNTED,
    "status": frozenset({"council-status"}),
    "label_status": frozenset({"label-statement"}),
    "application_practice": frozenset({"observed-practice"}),
    "extent": frozenset({"observed-practice"}),
    "outcome": frozenset({"application-outcome", "advice", "committee-decision", "guideline-stage", "protocol-stage"}),
    "force": frozenset({"application-outcome", "application-count", "procedure"}),
    "condition": frozenset({"application-outcome", "application-count", "council-status", "advice"}),
    "owner": frozenset({"follow-up-action", "protocol-stage"}),
    "due": frozenset({"follow-up-action"}),
}
_KINDS = frozenset(kind for kinds in ONLY_OF.values() for kind in kinds) | {"rule", "appraisal", "proposal", "forecast"}
_USE = ("drug", "disease", "population", "line_text", "status")
UNREMARKABLE = {"region_scope": "named", "hedge": "none", "polarity": "affirmed", "basis": "stated"}
STATES = {
    "confirmed": Words("oplyst af kilden", "stated by the source"),
    "not-found": Words("ikke fundet", "not found"),
    "not-stated": Words("ikke oplyst", "not stated"),
    "unknown": Words("ukendt", "unknown"),
    "not-loaded": Words("ikke indlæst", "not loaded"),
    "known-otherwise": Words("kendt på anden vis", "known otherwise"),
}
ABSENCES = {
    "not-stated": Words("ikke oplyst", "not stated"),
    "not-named": Words("ikke navngivet", "not named"),
    "not-applicable": Words("ikke relevant", "not applicable"),
    "no-upper-bound": Words("uden øvre grænse", "no upper bound"),
    "none": Words("ingen", "none"),
    "no-end-known": Words("ingen slutdato kendt", "no end known"),
}
LICENCE_ADDRESS = "https://creativecommons.org/publicdomain/zero/1.0/"
LICENCE = Words(
    "Egne data: CC0 1.0; kildernes egne vilkår gælder for kilderne.",
    "Own data: CC0 1.0; the sources keep their own terms.",
)
_ITEM = {"da": "punkt", "en": "item"}


def as_json(answer: Answer) -> bytes:
    """The answer object as UTF-8 JSON, with its terms and how to cite it."""
    return json.dumps(enveloped(answer), ensure_ascii=False, indent=1).encode() + b"\n"


def enveloped(answer: Answer) -> dict[str, Any]:
    """The answer object with its terms and its citation; without an address, so that it is the same wherever asked."""
    lang = answer.lang
    licence = {"id": "CC0-1.0", "url": LICENCE_ADDRESS, "text": LICENCE.in_lang(lang), "sources": source_terms(answer)}
    return {**answer.content, "licence": licence, "citation": citation(answer, "")}


def source_terms(answer: Answer) -> list[dict[str, str]]:
    """The terms that each source cited by its publisher's page sets: `{"source", "terms"}`, by source."""
    entries = [entry for part in ("rows", "completeness", "caveats") for entry in answer.content[part]]
    terms = {one["source"]: one["citation"]["terms"] for e in entries for one in e["evidence"] if one["citation"]}
    return [{"source": name, "terms": terms[name]} for name in sorted(terms) if terms[name]]


def cited(evidence: dict[str, Any], lang: Lang, *, span: bool = False) -> str:
    """An evidence object as people cite it: "M2604 punkt 6", with the span where asked for."""
    item = evidence["item"]
    words = f"{_ITEM[lang]} {item}" if str(item).isdigit() else str(item)
    text = f"{evidence['source']} {words}"
    if "#" in evidence["part"]:
        text += f" ({evidence['part'].partition('#')[2]})"
    spanned = span and evidence["start"] is not None
    return f"{text} [{evidence['start']}-{evidence['end']}]" if spanned else text


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


def shown_value(row: dict[str, Any], column: Column, lang: Lang) -> str:
    """A cell in words: the label of a code, how sure a date or a line is, an empty string where nothing is known."""
    value = row.get(f"{column.name}_label") if column.scheme else row[column.name]
    if isinstance(value, list):
        return ", ".join(str(one) for one in value)
    if value is None:
        return ""
    at_the_earliest = "tidligst " if lang == "da" else "not before "
    at_the_latest = "senest " if lang == "da" else "not after "
    if column.name == "published_on" and row.get("published_basis") == "lower-bound":
        return f"{at_the_earliest}{value}"
    if column.name == "published_on" and row.get("published_basis") == "upper-bound":
        return f"{at_the_latest}{value}"
    if column.name in ("decided_on", "valid_from") and row.get("date_precision") == "not-before":
        return f"{at_the_earliest}{value}"
    if column.name == "line_text" and row.get("line_basis") == "derived":
        return f"{value} ({row['line_basis_label']})"
    return str(value)


def absent(row: dict[str, Any], column: Column) -> str:
    """Why a cell is empty, as a code of ABSENCES or of the code list of cells."""
    kind = str(row.get("kind"))
    if row["statement_iri"] is None and column.name not in _USE:
        return str(row["cell"])
    if column.name == "region" and row.get("region_scope") == "several-unnamed":
        return "not-named"
    if column.name == "line_max" and row.get("line_open"):
        return "no-upper-bound"
    if column.name == "valid_to":  # open: it holds until a source says otherwise, which is less than for ever
        return "no-end-known"
    if column.scheme == "axis":  # what a source states was not compared by us
        return "not-applicable" if row[column.name] is None else "none"
    if column.name == "via":  # found as itself, not through a class
        return "not-applicable"
    if kind == "procedure" and column.name in _USE and not (row.get("drug") or row.get("disease")):
        return "not-applicable"  # how a region decides is about no single use
    elsewhere = kind in _KINDS and kind not in ONLY_OF.get(column.name, _KINDS)
    if elsewhere or column.name in NOT_APPLICABLE.get(kind, ()):
        return "not-applicable"
    return "not-stated"


def absence(row: dict[str, Any], column: Column, lang: Lang) -> str:
    """Why a cell is empty: it cannot have a value in such a row, nothing is said of the region, or it is not stated."""
    why = absent(row, column)
    return ABSENCES[why].in_lang(lang) if why in ABSENCES else str(row["cell_label"])


def understood_names(answer: Answer) -> list[tuple[str, str]]:
    """Label and meaning of every filter that was given, dates apart."""
    labels = {parameter.name: parameter.label.in_lang(answer.lang) for parameter in answer.question.parameters}
    dates = {parameter.name for parameter in DATES}
    return [
        (labels[name], ", ".join(str(resolved["label"]) for resolved in echo["resolved"]))
        for name, echo in answer.content["parameters"].items()
        if echo["resolved"] and name not in dates
    ]


def summed_up(entry: dict[str, Any], regions: list[str], lang: Lang) -> str:
    """The text of an entry, for all the regions it stands for."""
    text = str(entry["text"])
    if len(regions) < 2:
        return text
    before = ", ".join(regions[:-1])
    names = f"{before} og {regions[-1]}" if lang == "da" else f"{before} and {regions[-1]}"
    for one in regions:
        for single, several in (
            (f"om {one} er en af dem", f"om {names} er blandt dem"),
            (f"whether {one} is one of them", f"whether {names} are among them"),
            (one, names),
        ):
            if single in text:
                return text.replace(single, several)
    return text


def position(content: dict[str, Any], lang: Lang) -> str:
    """Both dates in a sentence that claims nothing of the time after the newest source."""
    known, day = written_out(content["known_at"], lang), written_out(content["as_of"], lang)
    if lang == "da":
        return (
            f"Hvad kilder offentliggjort senest {known} siger om forholdene den {day}. Nyere ændringer kendes ikke her."
        )
    return f"What sources published by {known} say of the position on {day}. Later changes are not known here."


def grouped(entries: list[dict[str, Any]]) -> list[tuple[dict[str, Any], list[str]]]:
    """Completeness entries that differ only in their region, as one entry with the regions."""
    groups: dict[tuple[Any, ...], tuple[dict[str, Any], list[str]]] = {}
    for number, entry in enumerate(entries):
        region, same = (
            entry["scope"]["region"],
            entry["state"] in ("unknown", "not-stated") and entry["scope"]["region"],
        )
        key = (entry["about"], entry["state"], entry["statement_iri"]) if same else (number,)
        groups.setdefault(key, (entry, []))[1].append(region or "")
    return list(groups.values())


def as_text(answer: Answer) -> str:
    """The answer as plain text: caveats, rows in words with their evidence, what is known of completeness."""
    content, lang = answer.content, answer.lang
    da = lang == "da"
    lines = [answer.question.title.in_lang(lang)]
    lines.append(position(content, lang))
    lines += [f"{label[:1].upper()}{label[1:]}: {meaning}" for label, meaning in understood_names(answer)]
    lines += ["", *(f"! {caveat['text']}" for caveat in content["caveats"]), ""]
    columns = shown_columns(answer)
    for number, row in enumerate(answer.rows, 1):
        lines.append(f"{number}.")
        told = [c for c in columns if c.name not in UNREMARKABLE or row[c.name] != UNREMARKABLE[c.name]]
        lines += [f"   {c.label.in_lang(lang)}: {v}" for c in told if (v := shown_value(row, c, lang))]
        if row["evidence"]:
            lines.append(f"   {'Kildested' if da else 'Evidence'}: {', '.join(citations(row, lang))}")
    if not answer.rows:
        lines.append("0 rækker." if da else "0 rows.")
    if content["summary"]:
        sums = ", ".join(f"{name} {'?' if v is None else v}" for name, v in content["summary"].items())
        lines += ["", f"{sum_words(content, lang)}: {sums}"]
    if content["truncated"]:
        lines += [
            "",
            f"{len(answer.rows)} af {content['total']}" if da else f"{len(answer.rows)} of {content['total']}",
        ]
    if content["completeness"]:
        lines += ["", "Hvad vi ved om fuldstændigheden:" if da else "What is known of completeness:"]
        lines += [
            f" - [{STATES[entry['state']].in_lang(lang)}] {summed_up(entry, regions, lang)}"
            for entry, regions in grouped(content["completeness"])
        ]
    lines += ["", sources_to(content, lang)]
    return "\n".join(lines) + "\n"


def sum_words(content: dict[str, Any], lang: Lang) -> str:
    """What a sum is called: only indicative where periods or units differ."""
    number = content["summary"]["of_rows"]
    differ = {"periods-differ", "units-differ"} & {caveat["code"] for caveat in content["caveats"]}
    if lang == "da":
        return f"Sum af {number} rækker" + (
            " (kun vejledende: perioder eller enheder er forskellige)" if differ else ""
        )
    return f"Sum of {number} rows" + (" (indicative only: periods or units differ)" if differ else "")


def sources_to(content: dict[str, Any], lang: Lang) -> str:
    """The footer: up to which day sources are loaded, and the edition."""
    day = written_out(content["edition"]["sources_to"], lang)
    version = content["edition"]["version"]
    return f"Kilder til og med {day}. Udgave {version}." if lang == "da" else f"Sources up to {day}. Edition {version}."


def citation(answer: Answer, address: str) -> str:
    """A line to cite an answer by: title, what was asked, both dates, edition, terms and the address that pins them.

    "Hentet" is the as-of day where the reader left it to be today; a page pinned to a day does not know when it is
    read.

    Args:
        address: where the answer can be had again; empty where it was asked for without a server.
    """
    content, lang = answer.content, answer.lang
    da = lang == "da"
    asked = "; ".join(f"{label}: {meaning}" for label, meaning in understood_names(answer))
    title = answer.question.title.in_lang(lang)
    parts = [f"ensartet: {title}{'' if title.endswith('?') else '.'}"]
    if asked:
        parts.append(f"{asked[:1].upper()}{asked[1:]}.")
    day, known = written_out(content["as_of"], lang), written_out(content["known_at"], lang)
    version = content["edition"]["version"]
    parts.append(
        f"Forholdene den {day} efter kilder kendt senest {known}. Udgave {version}. {LICENCE.da}"
        if da
        else f"The position on {day} by sources known by {known}. Edition {version}. {LICENCE.en}"
    )
    left_open = not content["parameters"]["as_of"]["given"]
    if left_open and content["as_of"] == today().isoformat():
        address += f"{', ' if address else ''}{'hentet' if da else 'retrieved'} {day}"
    return f"{' '.join([*parts, *([address] if address else [])])}".rstrip(".") + "."
