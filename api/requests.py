"""Reading requests: parameters, language, and what kind of answer is wanted."""

from collections.abc import Mapping, Sequence
from urllib.parse import urlencode

from fastapi import Request

from ensartet.errors import BadValue
from ensartet.names import LANGS, Lang, Words

DATA_SUFFIXES = (".json", ".csv", ".tsv", ".jsonld", ".ttl", ".xlsx", ".docx")
_PAGE = ("text/html",)
_DATA = ("application/json", "application/problem+json", "application/ld+json", "text/csv", "text/turtle")


def parameters(request: Request) -> dict[str, list[str]]:
    """The query parameters, every value of each name."""
    return {name: request.query_params.getlist(name) for name in request.query_params}


def lang_of(request: Request) -> Lang:
    """The language asked for by `lang`; Danish unless it is exactly "en"."""
    return "en" if request.query_params.get("lang") == "en" else "da"


async def lang_is_known(request: Request) -> None:
    """Refuse a language there is not, and two of them, wherever one is asked for.

    Raises:
        BadValue: so that nobody reads a page in another language than the one asked for.
    """
    given = {value.strip() for value in request.query_params.getlist("lang")} - {""}
    for lang in given - set(LANGS):
        words = Words(
            f"Sproget »{lang}« findes ikke her; vælg da eller en.", f"No language '{lang}' here; choose da or en."
        )
        raise BadValue(words, parameter="lang")
    if len(given) > 1:
        raise BadValue(Words("Vælg ét sprog: da eller en.", "Choose one language: da or en."), parameter="lang")


def wants_html(request: Request) -> bool:
    """Whether a page is wanted: by suffix, else by Accept, which defaults to a page."""
    path = request.url.path
    if path == "/sparql":  # programs ask here: a page only for those who like one better
        return preferred(request, {"data": _DATA, "html": _PAGE}) == "html"
    if path.endswith(DATA_SUFFIXES) or path in ("/healthz", "/openapi.json", "/lookup", "/edition"):
        return False
    return path.endswith(".html") or preferred(request, {"html": _PAGE, "data": _DATA}) == "html"


def preferred(request: Request, offers: Mapping[str, Sequence[str]]) -> str | None:
    """The form that Accept likes best (RFC 9110, section 12.5.1), None if it takes none of them.

    Args:
        offers: form -> its media types; of forms liked equally the first is taken.
    """
    ranges = [_range(part) for part in request.headers.get("accept", "*/*").split(",")]
    best = {form: max(_quality(ranges, media) for media in types) for form, types in offers.items()}
    form = max(best, key=best.__getitem__)
    return form if best[form] > 0 else None


def _range(part: str) -> tuple[str, float]:
    """A media range with its weight: "text/html;q=0.5" is ("text/html", 0.5); a weight nobody can read is 0."""
    media, *options = (piece.strip().lower() for piece in part.split(";"))
    weight = next((option[2:] for option in options if option.startswith("q=")), "1")
    try:
        return media, min(max(float(weight), 0.0), 1.0)
    except ValueError:
        return media, 0.0


def _quality(ranges: list[tuple[str, float]], media: str) -> float:
    """The weight of the narrowest range that covers a media type; 0 where none does."""
    for covering in (media, f"{media.partition('/')[0]}/*", "*/*"):
        weights = [weight for name, weight in ranges if name == covering]
        if weights:
            return max(weights)
    return 0.0


def with_parameters(path: str, given: dict[str, list[str]], **changed: str | None) -> str:
    """An address with the given parameters, some of them changed; None drops one, blanks are dropped."""
    merged = {name: values for name, values in given.items() if name not in changed}
    merged |= {name: [value] for name, value in changed.items() if value is not None}
    pairs = [(name, value) for name, values in merged.items() for value in values if value.strip()]
    return f"{path}?{urlencode(pairs)}" if pairs else path
