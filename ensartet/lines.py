"""Lines of therapy as intervals: 2-2 is the second line, 2-open the second and later, none is not stated."""

from dataclasses import dataclass

from .names import Lang


@dataclass(frozen=True)
class LineRange:
    """Lines from `low` to `high`; `high` None means no upper bound, both None that no line is stated."""

    low: int | None
    high: int | None

    @property
    def is_open(self) -> bool | None:
        """True without an upper bound, None where no line is stated."""
        return None if self.low is None and self.high is None else self.high is None

    def in_words(self, lang: Lang) -> str | None:
        """The interval in words: "2. linje", "2. linje og senere", "2.-4. linje"."""
        if self.is_open is None:
            return None
        low = self.low or 1
        if self.high is None:
            return f"{low}. linje og senere" if lang == "da" else f"line {low} and later"
        if self.high == low:
            return f"{low}. linje" if lang == "da" else f"line {low}"
        return f"{low}.-{self.high}. linje" if lang == "da" else f"lines {low}-{self.high}"
