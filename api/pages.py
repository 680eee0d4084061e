"""Pages: templates filled in Danish or English, the matrix of an answer, and errors in words."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from fastapi import Request
from fastapi.responses import HTMLResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from pyoxigraph import NamedNode

from ensartet.answers import Answer
from ensartet.columns import Column
from ensartet.editions import Edition
from ensartet.errors import EnsartetError
from ensartet.evidence import Locator
from ensartet.exports import (
    STATES,
    absence,
    citation,
    citations,
    cited,
    grouped,
    position,
    shown_value,
    sources_to,
    sum_words,
    summed_up,
    understood_names,
)
from ensartet.forms import DIALECTS, Form, forms_of
from ensartet.graph import Graph
from ensartet.names import CODE, DCTERMS, SKOS, Lang, Words, code, local, path_of
from ensartet.parameters import CHOICES, read_lang
from ensartet.periods import today
from ensartet.questions import Parameter, Question, all_questions
from ensartet.resolve import KINDS
from ensartet.rooms import Rooms

from .contact import contact, letter
from .matrix import Matrix, matrix_of
from .reading import (
    OPEN_CAVEATS,
    OPEN_ENTRIES,
    PROSE,
    absolute,
    columns_on_page,
    copy_lines,
    counted_states,
    exported,
    headings,
    hidden_words,
    paging,
)
from .requests import parameters, with_parameters

HERE = Path(__file__).parent
STATIC = HERE / "static"
TITLE = NamedNode(DCTERMS + "title")
IS_PART_OF = NamedNode(DCTERMS + "isPartOf")
IN_SCHEME = NamedNode(SKOS + "inScheme")
LISTED = 400
QUESTION_ROLE = "question-role"
UNLISTED = "csv-metadata.json"
CELL_IRIS = {"drug": "drug_iri", "disease": "disease_iri"}


class Pages:
    """Renders pages over one edition."""

    def __init__(self, edition: Edition, rooms: Rooms) -> None:
        self._edition, self._rooms = edition, rooms
        self._contact = contact()
        self._templates = Environment(
            loader=FileSystemLoader(HERE / "templates"),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self._templates.globals.update(
            cited=cited,
            citations=citations,
            shown_value=shown_value,
            absence=absence,
            summed_up=summed_up,
            evidence_slug=evidence_slug,
            path_of=path_of,
            cell_path=cell_path,
            audience=edition.audience,
        )

    @property
    def edition(self) -> Edition:
        """The edition the pages are of."""
        return self._edition

    @property
    def graph(self) -> Graph:
        """The nodes of the edition."""
        return self._edition.graph

    def render(self, request: Request, template: str, lang: Lang, status: int = 200, **context: Any) -> HTMLResponse:
        """A page in `lang`, with the switch to the other language and the footer.

        Raises:
            BadValue: the address asks for a language that is not here; a page in another one would hide that.
        """
        if status < 400:
            read_lang(request.query_params.get("lang") or "da")

        def say(da: str, en: str) -> str:
            return da if lang == "da" else en

        given = parameters(request)
        context.setdefault("alternates", [])
        page = self._templates.get_template(template).render(
            lang=lang,
            say=say,
            switch={other: with_parameters(request.url.path, given, lang=other) for other in ("da", "en")},
            keep="?lang=en" if lang == "en" else "",
            sources_to=sources_to({"edition": self._edition.about()}, lang),
            stale=self._edition.stale,
            contact=letter(self._contact, str(request.url), self._edition.manifest.version, lang)
            if self._contact
            else None,
            **context,
        )
        return HTMLResponse(page, status)

    def themes(self) -> dict[Words, list[Question]]:
        """The questions by theme."""
        themes: dict[Words, list[Question]] = {}
        for question in all_questions(self._rooms).values():
            themes.setdefault(question.theme, []).append(question)
        return themes

    def question(self, request: Request, answered: Answer) -> HTMLResponse:
        """The page of a question: form, caveats, completeness, matrix, rows, how to use and cite it."""
        given = parameters(request)
        lang = answered.lang
        base = f"/questions/{answered.question.name}"
        here = f"{base}.html"
        everything = given.get("columns", [""])[-1] == "all"
        columns, hidden = columns_on_page(answered, everything=everything)
        matrix: Matrix | None = matrix_of(answered.edition, answered) if answered.question.matrix else None
        content = answered.content
        pinning = {"as_of": content["as_of"], "known_at": content["known_at"], "lang": lang}
        pinned = with_parameters(here, given, **pinning)
        data = exported(given)
        downloads = _downloads(answered, base, data)
        pinned_csv = absolute(request, with_parameters(f"{base}.csv", data, **pinning))
        states = {state: words.in_lang(lang) for state, words in STATES.items()}
        entries = grouped(content["completeness"])
        which = paging(answered, here, given)
        return self.render(
            request,
            "question.html",
            lang,
            404 if which.past else 200,
            **self._form(answered.question, given, lang),
            answered=answered,
            content=content,
            columns=columns,
            headings=headings(columns, here, given),
            hidden=hidden_words(hidden, lang),
            prose=PROSE,
            everything=everything,
            all_columns=with_parameters(here, given, columns="all"),
            fewer_columns=with_parameters(here, given, columns=None),
            declared=with_parameters(here, given, sort=None, offset=None, page=None) if given.get("sort") else None,
            paging=which,
            matrix=matrix,
            places=numbered(content["rows"]),
            position=position(content, lang),
            understood=understood_names(answered),
            entries=entries,
            counted=counted_states(entries, states),
            open_caveats=OPEN_CAVEATS,
            open_entries=OPEN_ENTRIES,
            sum_words=sum_words(content, lang) if content["summary"] else "",
            states=states,
            sections=self._words("section", lang),
            downloads=downloads,
            alternates=[(address, form.media.split(";")[0]) for form, address in downloads],
            pinned=pinned,
            citation=citation(answered, absolute(request, pinned)),
            copy_lines=copy_lines(pinned_csv, answered.question.name, lang),
            problem=None,
        )

    def question_form(self, request: Request, question: Question) -> HTMLResponse:
        """The form of a question that cannot be answered before it is filled in, with an example."""
        given = parameters(request)
        lang: Lang = "en" if given.get("lang", [""])[-1] == "en" else "da"
        example = question.example_values
        return self.render(
            request,
            "question.html",
            lang,
            **self._form(question, given, lang),
            problem=None,
            content=None,
            example=with_parameters(f"/questions/{question.name}.html", example, lang=lang),
            example_words=", ".join(value for values in example.values() for value in values),
        )

    def question_problem(self, request: Request, question: Question, error: EnsartetError) -> HTMLResponse:
        """The question's form with what could not be understood, and near names to choose from."""
        given = parameters(request)
        lang: Lang = "en" if given.get("lang", [""])[-1] == "en" else "da"
        choices = []
        for near in error.near:
            name = error.parameter or ""
            changed = {near.label: given.get(name, []), name: []} if error.kind == "unknown-parameter" else None
            address = (
                with_parameters(f"/questions/{question.name}.html", {**given, **changed})
                if changed
                else with_parameters(f"/questions/{question.name}.html", given, **{name: near.label})
            )
            choices.append((near.label, address))
        return self.render(
            request,
            "question.html",
            lang,
            error.status,
            **self._form(question, given, lang),
            problem=error,
            choices=choices,
        )

    def _form(self, question: Question, given: dict[str, list[str]], lang: Lang) -> dict[str, Any]:
        """What the form of a question needs."""
        return {
            "question": question,
            "given": {parameter.name: given.get(parameter.name, [""])[-1] for parameter in question.parameters},
            "kept": {name: given[name][-1] for name in ("sort", "columns") if given.get(name)},
            "suggestions": {p.name: self._suggested(p, lang) for p in question.parameters},
            "today": today().isoformat(),
            "known_to": self._edition.manifest.sources_to,
            "owner": self.graph.label(code(QUESTION_ROLE, question.owner), lang),
            "checked_by": self.graph.label(code(QUESTION_ROLE, question.checked_by or ""), lang),
        }

    def suggested(self, kind: str, lang: Lang) -> Sequence[str]:
        """The names a field for a drug, a disease or a region offers."""
        return self._edition.resolver.names(kind, lang)[:LISTED]

    def _suggested(self, parameter: Parameter, lang: Lang) -> Sequence[str]:
        if parameter.type in KINDS:
            return self._edition.resolver.names(parameter.type, lang)[:LISTED]
        choices = CHOICES.get(parameter.type)
        return [names[0] for names in choices(self.graph, parameter).values()] if choices else []

    def _words(self, scheme: str, lang: Lang) -> dict[str, str]:
        """The words of every code of a list."""
        codes = self.graph.store.subjects(IN_SCHEME, NamedNode(CODE + scheme))
        return {local(iri.value): self.graph.label(iri, lang) for iri in codes}

    def problem(self, request: Request, error: EnsartetError, lang: Lang) -> HTMLResponse:
        """An error as a page."""
        return self.render(request, "problem.html", lang, error.status, error=error)

    def code_label(self, scheme: str, notation: str, lang: Lang) -> str:
        """The words of a code."""
        return self.graph.label(code(scheme, notation), lang)

    def document_title(self, locator: Locator, lang: Lang) -> str:
        """The title of the document a locator points into."""
        part = self.graph.node(self.graph.node(locator.iri).node("part") or locator.iri)
        return next((self.graph.node(d).text(TITLE, lang) or "" for d in part.nodes(IS_PART_OF)), "")


def numbered(rows: list[dict[str, Any]]) -> dict[str, tuple[int, dict[str, Any]]]:
    """Every passage the rows rest on, by IRI, with a number in order of appearance."""
    places: dict[str, tuple[int, dict[str, Any]]] = {}
    for row in rows:
        for evidence in row["evidence"]:
            places.setdefault(evidence["iri"], (len(places) + 1, evidence))
    return places


def evidence_slug(evidence: dict[str, Any]) -> str:
    """The last segment of an evidence object's IRI."""
    return str(evidence["iri"]).rsplit("/", 1)[-1]


def cell_path(row: dict[str, Any], column: Column) -> str | None:
    """The page of what a cell names, None where it names nothing with an IRI of ours."""
    iri = row.get(CELL_IRIS.get(column.name, column.name if column.type == "iri" else ""))
    return path_of(iri) if iri else None


def _downloads(answered: Answer, base: str, given: dict[str, list[str]]) -> list[tuple[Form, str]]:
    """The forms of an answer with their addresses, those for people first."""
    found = []
    for suffix, form in forms_of(answered.question.name).items():
        if suffix == UNLISTED:
            continue
        for dialect, variant in DIALECTS.items() if suffix == "csv" else ():
            found.append((variant, with_parameters(f"{base}.{suffix}", given, dialect=dialect)))
        found.append((form, with_parameters(f"{base}.{suffix}", given)))
    return found
