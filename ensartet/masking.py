"""Hiding the names of persons in a text that is shown. The names are learnt from the text itself; none is stored."""

import re

_NAME = r"[A-ZÆØÅ][^\W\d_]+(?:-[A-ZÆØÅ][^\W\d_]+)*"
_GAP = r"(?:[ \t]+|[ \t]*\n(?!\n))"  # a space or a wrapped line, never a blank line
_FULL_NAME = re.compile(rf"{_NAME}(?:{_GAP}{_NAME}){{1,4}}")
_ATTENDANCE = re.compile(
    r"^(?:Mødedeltagere|Ordinære medlemmer|Suppleanter|Gæster|Sekretariat|Afbud)\b:?\s*(.+?)(?:\n\n|\Z)",
    re.M | re.S,
)
_TITLED = re.compile(
    r"(?:[Ss]peciallæge|[Oo]verlæge|[Cc]heflæge|[Dd]irektør|[Mm]inister|sundhedsminister|H-læge|professor)\s+"
    rf"({_NAME}(?:{_GAP}{_NAME}){{1,4}})"
)
_PLACES = ("Region", "Den", "Det")


def people_in(text: str) -> list[str]:
    """Full names in attendance lists and after a title, longest first."""
    found: set[str] = set()
    for match in _ATTENDANCE.finditer(text):
        for entry in re.split(r",|\(|\)| og ", match[1]):
            name = _FULL_NAME.search(" ".join(entry.split()))
            if name and name[0].split()[0] not in _PLACES:
                found.add(name[0])
    found.update(" ".join(match[1].split()) for match in _TITLED.finditer(text))
    return sorted(found, key=lambda name: (-len(name), name))


def masked(shown: str, whole: str, word: str) -> str:
    """`shown` with every name of a person that `whole` gives away replaced by `word`.

    A name is also hidden where its middle names are left out (first and last word of it).
    """
    for name in people_in(whole):
        parts = name.split()
        spellings = {name, f"{parts[0]} {parts[-1]}"}
        for spelling in sorted(spellings, key=len, reverse=True):
            shown = re.sub(r"\s+".join(map(re.escape, spelling.split())), word, shown)
    return shown
