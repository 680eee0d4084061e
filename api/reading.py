"""What helps to read and reuse an answer on its page: columns, sorting, pages of rows, a citation, lines to copy."""

from dataclasses import dataclass
from typing import Any

from fastapi import Request

from ensartet.answers import Answer
from ensartet.columns import Column
from ensartet.errors import BadValue
from ensartet.exports import shown_columns
from ensartet.names import Lang, Words

from .requests import with_parameters

PAGE_LIMIT = 50
FITTING = 8
OPEN_CAVEATS = 3
OPEN_ENTRIES = 3
# what says the same as another column or serves programs; given up in this order until the table fits
LESS_USED = (
    *("via", "section", "item", "source", "licence", "confidence", "case_no", "version", "checked_on", "asserted_by"),
    *("body", "reason_text", "trial", "used_in", "comparability", "axes_checked", "first_known"),
)
PROSE = ("text", "condition", "reason_text", "side_a", "side_b", "remark", "action")
Given = dict[str, list[str]]


@dataclass(frozen=True)
class Heading:
    """A column with the address that sorts by it; `sorted` is "ascending", "descending" or empty."""

    column: Column
    href: str
    sorted: str


@dataclass(frozen=True)
class Paging:
    """Which rows stand on the page. `first` and `last` count from 1; both 0 where there are none.

    Attributes:
        pages: how many pages the rows fill.
        end: the address of the last page.
        past: whether a page was asked for that is after the last one.
    """

    first: int
    last: int
    total: int
    before: str | None
    after: str | None
    start: str
    end: str
    pages: int
    past: bool


@dataclass(frozen=True)
class CopyLine:
    """A line to paste elsewhere."""

    name: str
    text: str


def columns_on_page(answered: Answer, *, everything: bool) -> tuple[list[Column], list[Column]]:
    """The columns a page shows, and those with something in them that it does not.

    Without `everything` identifiers are left out, and of a wide table what LESS_USED names until it fits. What changes
    the meaning of a row, such as its hedge, is never given up.
    """
    people = shown_columns(answered)
    coded = {f"{column.name}_label" for column in answered.columns if column.scheme}
    rest = [
        column
        for column in answered.columns
        if column not in people
        and column.name not in ("evidence", *coded)
        and any(row[column.name] not in (None, [], "") for row in answered.rows)
    ]
    if everything:
        return people + rest, []
    asked = {name for name, echo in answered.content["parameters"].items() if echo["resolved"]}
    kept = [column for column in people if not (column.name in asked and _one_value(answered, column))]
    for name in LESS_USED:
        if len(kept) <= FITTING:
            break
        kept = [column for column in kept if column.name != name]
    return _text_first(kept), [column for column in people if column not in kept] + rest


def _text_first(columns: list[Column]) -> list[Column]:
    """What a row says right after its first column, with its hedge before it: at the end of a wide table both are lost.

    The order of the columns in data does not change.
    """
    lead = [column for name in ("hedge", "text") for column in columns[1:] if column.name == name]
    if "text" not in [column.name for column in lead]:
        return columns
    return [*columns[:1], *lead, *(column for column in columns[1:] if column not in lead)]


def hidden_words(hidden: list[Column], lang: Lang) -> str:
    """The hidden columns: by name what people read, the identifiers and codes for programs by their number."""
    names = [column.label.in_lang(lang) for column in hidden if column.shown]
    programs = sum(not column.shown for column in hidden)
    if programs:
        words = ("kolonner til programmer", "columns for programs")[lang == "en"]
        names.append(f"{programs} {words}")
    return ", ".join(names)


def _one_value(answered: Answer, column: Column) -> bool:
    """Whether all rows have the same in a column: where it was asked for, it stands above the table already."""
    return len(answered.rows) > 1 and len({str(row[column.name]) for row in answered.rows}) == 1


def headings(columns: list[Column], base: str, given: Given) -> list[Heading]:
    """Every heading with its sort link: up first, then down. Sorting starts at the first page."""
    now = given.get("sort", [""])[-1].strip()
    found = []
    for column in columns:
        up = now == column.name
        state = "ascending" if up else "descending" if now == f"-{column.name}" else ""
        address = with_parameters(base, given, sort=f"-{column.name}" if up else column.name, offset=None, page=None)
        found.append(Heading(column, address, state))
    return found


def paged(given: Given) -> Given:
    """The parameters of a page with `page`, which only pages know, as the `offset` and `limit` of the question.

    Raises:
        BadValue: it is no whole number from 1, or an offset is given too: one of them would win in silence.
    """
    text = given.get("page", [""])[-1].strip()
    rest = {name: values for name, values in given.items() if name != "page"}
    if not text:
        return rest
    if not (text.isascii() and text.isdigit() and len(text) < 7 and int(text)):
        raise BadValue(
            Words(
                f"»{text}« er ikke en side; sider tælles 1, 2, 3 …",
                f"'{text}' is no page; pages are counted 1, 2, 3 ...",
            ),
            parameter="page",
        )
    if given.get("offset", [""])[-1].strip():
        raise BadValue(
            Words(
                "Både »page« og »offset« er givet; brug kun den ene.",
                "Both 'page' and 'offset' are given; use one of them only.",
            ),
            parameter="page",
        )
    limit = given.get("limit", [""])[-1].strip() or str(PAGE_LIMIT)
    if not (limit.isascii() and limit.isdigit() and len(limit) < 10):
        return rest  # the question refuses the limit, in words
    return {**rest, "offset": [str((int(text) - 1) * int(limit))]}


def paging(answered: Answer, base: str, given: Given) -> Paging:
    """Which rows are shown, with the addresses of the pages around them."""
    limit = _number(given, "limit", PAGE_LIMIT)
    offset = _number(paged(given), "offset", 0)
    shown, total = len(answered.rows), answered.content["total"]
    whole = bool(limit) and offset % limit == 0

    def at(start: int) -> str:
        if whole:
            page = start // limit + 1
            return with_parameters(base, given, offset=None, page=str(page) if page > 1 else None)
        return with_parameters(base, given, page=None, offset=str(start) if start else None)

    before = at(max(offset - limit, 0)) if offset and limit and shown else None
    after = at(offset + limit) if limit and offset + shown < total and shown else None
    last = (total - 1) // limit * limit if limit and total else 0
    return Paging(
        offset + 1 if shown else 0,
        offset + shown if shown else 0,
        total,
        before,
        after,
        at(0),
        at(last) if whole else with_parameters(base, given, page=None, offset=str(last)),
        (last // limit + 1) if limit else 1,
        "page" in given and not shown and offset > 0,
    )


def _number(given: Given, name: str, absent: int) -> int:
    text = given.get(name, [""])[-1].strip()
    return int(text) if text else absent


def exported(given: Given) -> Given:
    """The parameters of the data behind a page: not which of its rows and columns the page shows."""
    return {name: values for name, values in given.items() if name not in ("columns", "limit", "offset", "page")}


def absolute(request: Request, path: str) -> str:
    """A path of this host as an address that works elsewhere."""
    return str(request.base_url).rstrip("/") + path


def copy_lines(address: str, name: str, lang: Lang) -> list[CopyLine]:
    """How to read a CSV address in what people work with. Addresses are percent-encoded: no quote can end one."""
    query = (
        f'let Rows = Csv.Document(Web.Contents("{address}"), [Delimiter = ",", Encoding = 65001, '
        "QuoteStyle = QuoteStyle.Csv]) in Table.PromoteHeaders(Rows)"
    )
    return [
        CopyLine(
            "Excel (Power Query, tom forespørgsel)" if lang == "da" else "Excel (Power Query, blank query)", query
        ),
        CopyLine(
            "R", f'svar <- readr::read_csv("{address}")' if lang == "da" else f'rows <- readr::read_csv("{address}")'
        ),
        CopyLine("Python", f'import pandas; {"svar" if lang == "da" else "rows"} = pandas.read_csv("{address}")'),
        CopyLine("curl", f"curl -fsS '{address}' -o {name}.csv"),
    ]


def counted_states(
    entries: list[tuple[dict[str, Any], list[str]]], states: dict[str, str]
) -> list[tuple[str, str, int]]:
    """How many completeness entries there are of each state: its code, its words, how many."""
    counts: dict[str, int] = {}
    for entry, _ in entries:
        counts[entry["state"]] = counts.get(entry["state"], 0) + 1
    return [(state, states[state], counts[state]) for state in states if state in counts]
