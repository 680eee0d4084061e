"""Rows in another order than the declared one: by a column, Danish words as a Danish dictionary has them."""

import re
import unicodedata
from collections.abc import Sequence
from typing import Any

from .columns import Column
from .errors import BadValue
from .names import Words
from .questions import near_names

# CLDR's Danish collation at its first level: æ, ø and å after z; ä as æ, ö and œ as ø, aa as å
_LETTERS = {"æ": "{", "ä": "{", "ø": "|", "ö": "|", "œ": "|", "å": "}"}
_TOKENS = re.compile(r"\d+|aa|.", re.DOTALL)


def danish_key(text: str) -> tuple[tuple[int, int, str], ...]:
    """A key that puts words in Danish order whatever the machine's locale: no case, æøå last, 9 before 10.

    Accents other than those of Danish letters do not count. Two texts may have the same key.
    """
    lowered = unicodedata.normalize("NFC", text).casefold()
    return tuple(_token(token) for token in _TOKENS.findall(lowered))


def _token(token: str) -> tuple[int, int, str]:
    if token.isascii() and token.isdigit():
        return 1, int(token), ""
    letter = "}" if token == "aa" else _LETTERS.get(token) or unicodedata.normalize("NFKD", token)[0]
    return (2 if letter.isalnum() or letter in "{|}" else 0), 0, letter


def sort_column(text: str, columns: Sequence[Column]) -> tuple[Column, bool]:
    """The column that `sort` names and whether it goes down: "region" up, "-region" down.

    Raises:
        BadValue: no column has that name; with near names.
    """
    name, down = text.removeprefix("-"), text.startswith("-")
    for column in columns:
        if column.name == name:
            return column, down
    known = [column.name for column in columns]
    raise BadValue(
        Words(
            f"Svaret har ingen kolonne »{name}«, der kan sorteres efter. Det har: {', '.join(known)}.",
            f"The answer has no column '{name}' to sort by. It has: {', '.join(known)}.",
        ),
        parameter="sort",
        near=[
            type(near)(f"-{near.label}" if down else near.label, near.iri, near.score)
            for near in near_names(name, known)
        ],
    )


def in_order(rows: list[dict[str, Any]], column: Column, *, down: bool) -> list[dict[str, Any]]:
    """The rows by one column; equal ones keep their declared order, those without a value stand last either way.

    A code goes by its words in the language of the answer, a list by its members in turn, evidence by source and item.
    """
    name = f"{column.name}_label" if column.scheme else column.name
    known = [row for row in rows if row[name] not in (None, [], "")]
    rest = [row for row in rows if row[name] in (None, [], "")]
    return sorted(known, key=lambda row: _key(row[name]), reverse=down) + rest


def _key(value: Any) -> tuple[Any, ...]:
    """Numbers by size, everything else in Danish order; a column has values of one type."""
    if isinstance(value, bool | int | float):
        return (value,)
    if isinstance(value, list):
        return danish_key("; ".join(f"{v['source']} {v['item']}" if isinstance(v, dict) else str(v) for v in value))
    return danish_key(str(value))
