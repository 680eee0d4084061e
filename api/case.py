"""The page of a case: one medicine and one disease, or what there is to choose from until both are known."""

from dataclasses import dataclass
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from ensartet.editions import Edition
from ensartet.errors import EnsartetError, UnknownName
from ensartet.exports import STATES, grouped, position
from ensartet.forms import forms_of
from ensartet.names import Lang, path_of
from ensartet.resolve import Resolved
from ensartet.rooms import Rooms
from ensartet.search import plain

from .cases import OVERVIEW, Case, Cases
from .pages import Pages, numbered
from .requests import lang_of, parameters, with_parameters

HERE = "/sag"
NARROWING = ("line_min", "population", "region", "as_regions_of", "source")
DATED = ("as_of", "known_at")
SHAPE = ("limit", "offset", "sort", "columns")
SHOWN = ("xlsx", "docx", "csv", "json")
MAIN = ("xlsx", "docx")
MOST_CHOICES = 6


@dataclass(frozen=True)
class Trouble:
    """A name that could not be understood, in words, with names to go on with in one click."""

    error: EnsartetError
    choices: list[tuple[str, str]]


def routes(edition: Edition, rooms: Rooms, pages: Pages) -> APIRouter:
    """`/sag`."""
    router = APIRouter(include_in_schema=False)
    cases = Cases(edition, rooms)

    @router.get(HERE, response_class=HTMLResponse)
    def case(request: Request) -> HTMLResponse:
        lang = lang_of(request)
        given = {name: values for name, values in parameters(request).items() if name not in SHAPE}
        named = {kind: _last(given, kind) for kind in ("drug", "disease")}
        understood, troubles = _understood(edition, given, named, lang)
        context = _form(pages, given, lang)
        choice = "case_choice.html"
        if troubles:
            both = _both(troubles, given)
            return pages.render(request, choice, lang, 422, troubles=troubles, half=None, both=both, **context)
        if len(understood) < 2:
            half = _half(edition, cases, understood, lang)
            return pages.render(request, choice, lang, troubles=[], half=half, both=None, **context)
        try:
            made = cases.case(given)
        except EnsartetError as error:
            again = [Trouble(error, _choices_of(error, given))]
            return pages.render(request, choice, lang, error.status, troubles=again, half=None, both=None, **context)
        silent = _silent(edition, cases, understood, given, lang) if not made.overview.rows else None
        return pages.render(request, "case.html", lang, **context, **_shown(made, given), silent=silent)

    return router


def _last(given: dict[str, list[str]], name: str) -> str:
    """What was typed in a field, trimmed.

    Raises:
        BadValue: nobody can have meant that as a name.
    """
    values = [plain(value, name) for value in given.get(name, [])]
    return next((value for value in reversed(values) if value), "")


def _understood(
    edition: Edition, given: dict[str, list[str]], named: dict[str, str], lang: Lang
) -> tuple[dict[str, Resolved], list[Trouble]]:
    """What the two names were understood as, and what could not be, each with what is near."""
    understood, troubles = {}, []
    for kind, name in named.items():
        if not name:
            continue
        try:
            understood[kind] = edition.resolver.resolve(kind, name, edition.manifest.sources_to, kind)
        except UnknownName as error:
            troubles.append(Trouble(error, _near(edition, kind, name, error, given, lang)))
    return understood, troubles


def _near(
    edition: Edition, kind: str, name: str, error: UnknownName, given: dict[str, list[str]], lang: Lang
) -> list[tuple[str, str]]:
    """Names that fit or are near, each as the same case with that name."""
    graph, matches = edition.graph, edition.resolver.matches(kind, name)
    exact = [match.iri.value for match in matches if match.how == "exact"]
    if exact:  # several things have the very name: they are told apart by their IRIs
        named = [(f"{graph.label(iri, lang)} ({path_of(iri) or iri})", iri) for iri in exact]
    else:
        iris = [match.iri.value for match in matches] + [near.iri for near in error.near if near.iri]
        named = [(label, label) for label in dict.fromkeys(graph.label(iri, lang) for iri in iris)]
    return [(label, with_parameters(HERE, given, **{kind: value})) for label, value in named[:MOST_CHOICES]]


def _both(troubles: list[Trouble], given: dict[str, list[str]]) -> tuple[str, str] | None:
    """The case of the two nearest names, where neither name could be understood."""
    if len(troubles) < 2 or not all(trouble.choices for trouble in troubles):
        return None
    names = {trouble.error.parameter or "": trouble.choices[0][0].partition(" (/")[0] for trouble in troubles}
    return ", ".join(names.values()), with_parameters(HERE, given, **names)


def _choices_of(error: EnsartetError, given: dict[str, list[str]]) -> list[tuple[str, str]]:
    if error.kind == "unknown-parameter":
        wrong = error.parameter or ""
        return [
            (n.label, with_parameters(HERE, {**given, n.label: given.get(wrong, []), wrong: []})) for n in error.near
        ]
    name = error.parameter or ""
    return [(near.label, with_parameters(HERE, given, **{name: near.label})) for near in error.near]


def _form(pages: Pages, given: dict[str, list[str]], lang: Lang) -> dict[str, Any]:
    """What the form of a case needs."""
    return {
        "typed": {name: (values[-1] if values else "").strip()[:200] for name, values in given.items()},
        "suggestions": {kind: pages.suggested(kind, lang) for kind in ("drug", "disease")},
        "kept": {name: values[-1] for name, values in given.items() if values and name in NARROWING},
    }


def _half(edition: Edition, cases: Cases, understood: dict[str, Resolved], lang: Lang) -> dict[str, Any] | None:
    """What goes with the one name that is known: the diseases of a medicine, or the treatments of a disease."""
    for kind, resolved in understood.items():
        other = "disease" if kind == "drug" else "drug"
        label = edition.graph.label(resolved.iri, lang)
        links = _companions(cases, kind, resolved, label, lang)
        return {"label": label, "other": other, "links": links}
    return None


def _companions(cases: Cases, kind: str, resolved: Resolved, label: str, lang: Lang) -> list[tuple[str, int, str]]:
    other = "disease" if kind == "drug" else "drug"
    keep = {"lang": ["en"]} if lang == "en" else {}
    return [
        (name, statements, with_parameters(HERE, keep, **{kind: label, other: name}))
        for name, statements in cases.companions(kind, resolved, lang)
    ]


def _silent(
    edition: Edition, cases: Cases, understood: dict[str, Resolved], given: dict[str, list[str]], lang: Lang
) -> dict[str, Any]:
    """Why there are no rows: no loaded source speaks of a name at all, or not of the two together."""
    labels = {kind: edition.graph.label(resolved.iri, lang) for kind, resolved in understood.items()}
    unspoken = [labels[kind] for kind, resolved in understood.items() if not edition.has_statement(resolved)]
    drug = understood["drug"]
    instead = [] if labels["drug"] in unspoken else _companions(cases, "drug", drug, labels["drug"], lang)
    return {"unspoken": unspoken, "instead": instead, "narrowed": any(given.get(name) for name in (*NARROWING, *DATED))}


def _shown(case: Case, given: dict[str, list[str]]) -> dict[str, Any]:
    """What the page of a case needs."""
    content, lang = case.overview.content, case.overview.lang
    base = f"/questions/{OVERVIEW}"
    forms = [form for suffix, form in forms_of(OVERVIEW).items() if suffix in SHOWN]
    downloads = [(form, with_parameters(f"{base}.{form.suffix}", given)) for form in forms]
    pinned = with_parameters(HERE, given, as_of=content["as_of"], known_at=content["known_at"], lang=lang)
    return {
        "case": case,
        "sections": case.sections,
        "content": content,
        "position": position(content, lang),
        "downloads": [(form.label.in_lang(lang), address, form.suffix in MAIN) for form, address in downloads],
        "alternates": [(address, form.media.split(";")[0]) for form, address in downloads],
        "rows_page": with_parameters(f"{base}.html", given),
        "pinned": pinned,
        "entries": grouped(content["completeness"]),
        "states": {state: words.in_lang(lang) for state, words in STATES.items()},
        "places": numbered(case.rows),
    }
