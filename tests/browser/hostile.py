"""An edition in which every text of the data attacks the page that shows it."""

import hashlib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from pyoxigraph import Literal, NamedNode, Quad

from ensartet.editions import Edition
from ensartet.evidence import Corpus
from ensartet.names import DCTERMS, ID, OA, RDF, RDFS, SKOS, ens
from ensartet.store.oxigraph import OxigraphStore

# what runs says so by setting this
RAN = "window.ran = 1"
ATTACK = (
    f"<script>{RAN}</script>"
    f'"><img src=x onerror="{RAN}">'
    f"' autofocus onfocus='{RAN}' x='"
    f"</textarea></title></style><svg onload={RAN}>"
    f'<a href="javascript:{RAN}">x</a><iframe src="https://elsewhere.example/"></iframe>'
    "{{7*7}}{% raise %}&lt;script&gt;\u202egnihton\u2066 "
)
LINK = NamedNode("javascript:window.ran=1")
DATA_LINK = NamedNode("data:text/html,%3Cscript%3Ewindow.ran=1%3C/script%3E")
SEE_ALSO = NamedNode(RDFS + "seeAlso")
START, END = NamedNode(OA + "start"), NamedNode(OA + "end")
# strings that programs read are left alone: without them there is no page to attack
READ_BY_PROGRAMS = {NamedNode(SKOS + "notation"), ens("textFile"), ens("sha256"), ens("textSha256")}
SHOWN = (SKOS, DCTERMS, RDFS)
STRING = NamedNode("http://www.w3.org/2001/XMLSchema#string")


def hostile(edition: Edition, folder: Path) -> Edition:
    """The edition with an attack behind every text and script links at every thing, and a text of M2604 full of them.

    Args:
        folder: empty; gets the text.
    """
    text = ATTACK * 3
    graph = edition.graph
    part = NamedNode(ID + "part/m2604")
    document = next(iter(graph.node(part).nodes(NamedNode(DCTERMS + "isPartOf"))))
    name = graph.node(document).value("textFile")
    assert name
    (folder / name).write_text(text, encoding="utf-8")
    passages = set(edition.store.subjects(ens("part"), part))
    digest = Literal(hashlib.sha256(text.encode()).hexdigest())
    changed = {part: {ens("textSha256"): digest}}
    for passage in passages:
        changed[passage] = {START: Literal(10), END: Literal(len(text) - 10)}
    store = OxigraphStore(_attacked(edition, changed))
    return replace(edition, store=store, corpus=Corpus(folder))


def _attacked(edition: Edition, changed: dict[NamedNode, dict[NamedNode, Literal]]) -> Iterator[Quad]:
    for quad in edition.store.quads():
        subject, value = quad.subject, quad.object
        new = changed.get(subject, {}).get(quad.predicate) if isinstance(subject, NamedNode) else None
        if new is not None:
            value = new
        elif quad.predicate == ens("address"):
            value = LINK
        elif isinstance(value, Literal) and quad.predicate not in READ_BY_PROGRAMS:
            if value.language:
                value = Literal(f"{value.value} {ATTACK}", language=value.language)
            elif value.datatype == STRING and quad.predicate.value.startswith(SHOWN):
                value = Literal(f"{value.value} {ATTACK}")
        yield Quad(subject, quad.predicate, value, quad.graph_name)
        if quad.predicate.value == RDF + "type" and isinstance(subject, NamedNode) and subject.value.startswith(ID):
            yield Quad(subject, SEE_ALSO, LINK, quad.graph_name)
            yield Quad(subject, SEE_ALSO, DATA_LINK, quad.graph_name)
