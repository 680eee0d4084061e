"""Reading requests: parameters, language, and what kind of answer is wanted."""

from urllib.parse import urlencode

from fastapi import Request

from ensartet.names import Lang


def parameters(request: Request) -> dict[str, list[str]]:
    """The query parameters, every value of each name."""
    return {name: request.query_params.getlist(name) for name in request.query_params}


def lang_of(request: Request) -> Lang:
    """The language asked for by `lang`; Danish unless it is exactly "en"."""
    return "en" if request.query_params.get("lang") == "en" else "da"


def wants_html(request: Request) -> bool:
    """Whether a page is wanted: by suffix, else by Accept, which defaults to a page."""
    path = request.url.path
    if path.endswith((".json", ".csv", ".tsv")) or path in ("/healthz", "/openapi.json", "/lookup"):
        return False
    accept = request.headers.get("accept", "*/*")
    return path.endswith(".html") or "text/html" in accept or "*/*" in accept


def with_parameters(path: str, given: dict[str, list[str]], **changed: str | None) -> str:
    """An address with the given parameters, some of them changed; None drops one, blanks are dropped."""
    merged = {name: values for name, values in given.items() if name not in changed}
    merged |= {name: [value] for name, value in changed.items() if value is not None}
    pairs = [(name, value) for name, values in merged.items() for value in values if value.strip()]
    return f"{path}?{urlencode(pairs)}" if pairs else path
