"""IRIs of terms, things, codes and graphs, and the way from an IRI to its short form and back."""

import re
from typing import Literal, NamedTuple

from pyoxigraph import NamedNode

BASE = "https://w3id.org/ensartet/"
DEF = BASE + "def/"
ID = BASE + "id/"
CODE = BASE + "code/"
GRAPH = BASE + "graph/"
SHAPE = BASE + "shape/"

RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS = "http://www.w3.org/2000/01/rdf-schema#"
OWL = "http://www.w3.org/2002/07/owl#"
XSD = "http://www.w3.org/2001/XMLSchema#"
SKOS = "http://www.w3.org/2004/02/skos/core#"
DCTERMS = "http://purl.org/dc/terms/"
OA = "http://www.w3.org/ns/oa#"
ORG = "http://www.w3.org/ns/org#"
SSSOM = "https://w3id.org/sssom/"
ATC = "http://purl.bioontology.org/ontology/ATC/"

Lang = Literal["da", "en"]
LANGS: tuple[Lang, ...] = ("da", "en")
Audience = Literal["public", "internal"]
AUDIENCES: tuple[Audience, ...] = ("public", "internal")


class Words(NamedTuple):
    """A text in Danish and English."""

    da: str
    en: str

    def in_lang(self, lang: Lang) -> str:
        """The text in `lang`."""
        return self.da if lang == "da" else self.en


def ens(term: str) -> NamedNode:
    """A term of our ontology: `ens("TreatmentUse")`."""
    return NamedNode(DEF + term)


def code(scheme: str, notation: str) -> NamedNode:
    """A code of one of our lists: `code("hedge", "none")`."""
    return NamedNode(f"{CODE}{scheme}/{notation}")


def local(iri: str) -> str:
    """The last segment of an IRI: the slug of a thing, the notation of a code, the name of a term."""
    return re.split(r"[/#]", iri)[-1]


def kebab(name: str) -> str:
    """`ObservedPractice` as `observed-practice`."""
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "-", name).lower()


def local_part(iri: str) -> str | None:
    """`kind/slug` of one of our things, None for any other IRI."""
    return iri[len(ID) :] if iri.startswith(ID) else None


def path_of(iri: str) -> str | None:
    """The path of one of our terms, things, codes or graphs on the host that serves it, None for any other IRI."""
    return iri.removeprefix(BASE.rstrip("/")) if iri.startswith((DEF, ID, CODE, GRAPH)) else None
