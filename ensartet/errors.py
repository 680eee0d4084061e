"""Everything that can go wrong, in words a pharmacologist understands, with its exit code and HTTP status."""

from dataclasses import dataclass, field
from typing import Any, ClassVar

from .names import Lang, Words


@dataclass(frozen=True)
class Near:
    """A name close to one that nobody knows; `score` is 0-100."""

    label: str
    iri: str | None
    score: int


@dataclass
class EnsartetError(Exception):
    """Base of all errors. Rendered as an RFC 9457 problem object, or as one line on standard error."""

    detail: Words
    parameter: str | None = None
    near: list[Near] = field(default_factory=list)

    kind: ClassVar[str] = "error"
    title: ClassVar[Words] = Words("Fejl", "Error")
    status: ClassVar[int] = 500
    exit_code: ClassVar[int] = 3

    def __str__(self) -> str:
        return self.line("en")

    def line(self, lang: Lang) -> str:
        """Title, detail and near names in one line."""
        text = f"{self.title.in_lang(lang)}: {self.detail.in_lang(lang)}"
        if self.near:
            names = ", ".join(near.label for near in self.near)
            text += (" Nærliggende: " if lang == "da" else " Near: ") + names + "."
        return text

    def problem(self, lang: Lang) -> dict[str, Any]:
        """The error as an RFC 9457 object."""
        return {
            "type": f"https://w3id.org/ensartet/problem/{self.kind}",
            "title": self.title.in_lang(lang),
            "status": self.status,
            "detail": self.detail.in_lang(lang),
            "parameter": self.parameter,
            "near": [{"label": n.label, "iri": n.iri, "score": n.score} for n in self.near],
        }


class UnknownQuestion(EnsartetError):
    """No question has that name."""

    kind = "unknown-question"
    title = Words("Ukendt spørgsmål", "Unknown question")
    status = 404
    exit_code = 2


class UnknownThing(EnsartetError):
    """No passage, statement or page has that address."""

    kind = "not-found"
    title = Words("Findes ikke", "Not found")
    status = 404
    exit_code = 2


class NotAcceptable(EnsartetError):
    """What is at the address cannot be had in the form asked for."""

    kind = "not-acceptable"
    title = Words("Ikke i den form", "Not in that form")
    status = 406
    exit_code = 2


class UnsupportedMedia(EnsartetError):
    """A request's body is of another media type than those that are read."""

    kind = "unsupported-media"
    title = Words("Ukendt medietype", "Unsupported media type")
    status = 415
    exit_code = 2


class UnknownName(EnsartetError):
    """A value names no drug, disease, region or code we know, or it names several."""

    kind = "unknown-name"
    title = Words("Ukendt navn", "Unknown name")
    status = 422
    exit_code = 2


class UnknownParameter(EnsartetError):
    """The question has no such parameter."""

    kind = "unknown-parameter"
    title = Words("Ukendt parameter", "Unknown parameter")
    status = 422
    exit_code = 2


class BadValue(EnsartetError):
    """A value is not of the parameter's type."""

    kind = "bad-value"
    title = Words("Ugyldig værdi", "Invalid value")
    status = 422
    exit_code = 2


class TooMuch(EnsartetError):
    """A request asks for more than is answered at a time."""

    kind = "too-much"
    title = Words("For meget på én gang", "Too much at a time")
    status = 413
    exit_code = 2


class BadRequest(EnsartetError):
    """The head of a request cannot be read."""

    kind = "bad-request"
    title = Words("Forespørgslen kan ikke læses", "The request cannot be read")
    status = 400
    exit_code = 2


class AddressTooLong(EnsartetError):
    """The address of a request is longer than any that is answered."""

    kind = "address-too-long"
    title = Words("Adressen er for lang", "The address is too long")
    status = 414
    exit_code = 2


class ServerFault(EnsartetError):
    """Something here is broken: no fault of the request."""

    kind = "server-fault"
    title = Words("Fejl i tjenesten", "Fault in the service")
    status = 500
    exit_code = 3


class BadSetting(EnsartetError):
    """A setting of the environment or a command-line option cannot be followed."""

    kind = "bad-setting"
    title = Words("Ugyldig indstilling", "Invalid setting")
    status = 500
    exit_code = 2


class BuildRefused(EnsartetError):
    """The curated data cannot be made into a graph; nothing was written."""

    kind = "build-refused"
    title = Words("Data afvist", "Data refused")
    status = 500
    exit_code = 3


class StoreDamaged(EnsartetError):
    """What is kept in the data folder cannot be used."""

    kind = "store-damaged"
    title = Words("Datamappen kan ikke bruges", "The data folder cannot be used")
    status = 500
    exit_code = 3


class DiskFull(EnsartetError):
    """The disk has no room for what was to be written; nothing was, and reading goes on."""

    kind = "disk-full"
    title = Words("Disken er fuld", "The disk is full")
    status = 507
    exit_code = 4


class JournalBusy(EnsartetError):
    """Another process writes to the journal; there is one writer."""

    kind = "journal-busy"
    title = Words("En anden skriver", "Another one is writing")
    status = 503
    exit_code = 4


class StaleCommit(EnsartetError):
    """A change was made for another commit than the last one."""

    kind = "stale-commit"
    title = Words("Data er ændret imens", "The data have changed meanwhile")
    status = 412
    exit_code = 2


class KeyReused(EnsartetError):
    """The key of a request was used before, for another request."""

    kind = "key-reused"
    title = Words("Nøglen er brugt", "The key was used before")
    status = 409
    exit_code = 2


class NotAvailable(EnsartetError):
    """A port or a remote is not to be had."""

    kind = "not-available"
    title = Words("Ikke tilgængelig", "Not available")
    status = 503
    exit_code = 4


class QueryRefused(EnsartetError):
    """A free SPARQL query is no query, is wrongly written, or asks for what is not allowed."""

    kind = "query-refused"
    title = Words("Forespørgslen er afvist", "The query is refused")
    status = 400
    exit_code = 2


class QueryStopped(EnsartetError):
    """A free SPARQL query was stopped: deadline, memory, or its engine fell."""

    kind = "query-stopped"
    title = Words("Forespørgslen blev stoppet", "The query was stopped")
    status = 503
    exit_code = 4


class EnginesBusy(EnsartetError):
    """No engine came free in time for a free SPARQL query; `retry_after` says in how many seconds to come again."""

    retry_after: int = 5

    kind = "engines-busy"
    title = Words("Alle motorer er optaget", "All engines are busy")
    status = 503
    exit_code = 4


class TooOften(EnsartetError):
    """A client has used up what it may use in a minute; `retry_after` says in how many seconds to come again."""

    retry_after: int = 60

    kind = "too-often"
    title = Words("For mange forespørgsler", "Too many requests")
    status = 429
    exit_code = 4


class RemoteFailed(EnsartetError):
    """A remote server gave no whole answer; nothing of what it gave was used."""

    kind = "remote-failed"
    title = Words("Fjernt lager svarede ikke helt", "The remote store gave no whole answer")
    status = 502
    exit_code = 4
