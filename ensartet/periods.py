"""Dates as precise as their source: parsing, showing, and the day it is in Copenhagen."""

import re
from datetime import date, datetime
from zoneinfo import ZoneInfo

from .errors import BadValue
from .names import Lang, Words

MONTHS = {
    "da": [
        "januar",
        "februar",
        "marts",
        "april",
        "maj",
        "juni",
        "juli",
        "august",
        "september",
        "oktober",
        "november",
        "december",
    ],
    "en": [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ],
}
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_DANISH = re.compile(r"(\d{1,2})[-./](\d{1,2})[-./](\d{4})")


def today() -> date:
    """The calendar day in Copenhagen, the default of `as_of`."""
    return datetime.now(ZoneInfo("Europe/Copenhagen")).date()


def parse_day(text: str, parameter: str | None = None) -> date:
    """A day written YYYY-MM-DD or DD-MM-YYYY.

    Raises:
        BadValue: it is no day of the calendar.
    """
    text = text.strip()
    try:
        if match := _ISO.fullmatch(text):
            year, month, day = map(int, match.groups())
            return date(year, month, day)
        if match := _DANISH.fullmatch(text):
            day, month, year = map(int, match.groups())
            return date(year, month, day)
    except ValueError:
        pass
    raise BadValue(
        Words(
            f"»{text}« er ikke en dato. Skriv ÅÅÅÅ-MM-DD eller DD-MM-ÅÅÅÅ, fx 2026-03-01.",
            f"'{text}' is not a date. Write YYYY-MM-DD or DD-MM-YYYY, for example 2026-03-01.",
        ),
        parameter=parameter,
    )


def shown_date(earliest: str | None, precision: str | None) -> str | None:
    """A stored earliest day as its source gives it: 2025-01-01 of precision `year` is "2025"."""
    if earliest is None:
        return None
    return earliest[: {"year": 4, "month": 7}.get(precision or "day", 10)]


def written_out(day: str, lang: Lang) -> str:
    """An ISO day, month or year in prose: "8. maj 2026", "8 May 2026"."""
    parts = day.split("-")
    if len(parts) == 1:
        return day
    month = MONTHS[lang][int(parts[1]) - 1]
    if len(parts) == 2:
        return f"{month} {parts[0]}"
    number = int(parts[2])
    return f"{number}. {month} {parts[0]}" if lang == "da" else f"{number} {month} {parts[0]}"
