"""Where a statement stands in its source, and the source's text where it is loaded.

A source outside the documents that were read has no text here: its evidence is a citation (decision 0010).
"""

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pyoxigraph import NamedNode

from .graph import NOTATION, PREF_LABEL, Graph, Node
from .names import DCTERMS, OA, Lang, Words

TITLE, PUBLISHER, LICENSE = (NamedNode(DCTERMS + name) for name in ("title", "publisher", "license"))


@dataclass(frozen=True)
class Citation:
    """Where to look up a source whose text is not loaded.

    `title` and `publisher` as printed; `address` is None where no page is confirmed; `cited_on` an ISO day.
    """

    title: str
    publisher: str
    address: str | None
    cited_on: str
    terms: Words

    def as_object(self, lang: Lang) -> dict[str, str | None]:
        """The citation of an evidence object."""
        return {
            "title": self.title,
            "publisher": self.publisher,
            "address": self.address,
            "cited_on": self.cited_on,
            "terms": self.terms.in_lang(lang),
        }


@dataclass(frozen=True)
class Locator:
    """A span of a document part: Unicode code points, half open, with the digests that pin it down.

    `part` is the source code alone ("M2602") or code#insertion; `item` as printed; `section` a code. Where the source
    is only cited, span, digests and `file` are None and `citation` says where it is.
    """

    iri: str
    source: str
    part: str
    item: str
    section: str
    start: int | None
    end: int | None
    sha256: str | None
    text_sha256: str | None
    file: str | None
    citation: Citation | None = None

    def as_object(self, corpus: "Corpus", lang: Lang) -> dict[str, Any]:
        """The evidence object of an answer (contract: evidence[])."""
        return {
            "source": self.source,
            "part": self.part,
            "item": self.item,
            "section": self.section,
            "start": self.start,
            "end": self.end,
            "sha256": self.sha256,
            "text_sha256": self.text_sha256,
            "passage": corpus.passage(self),
            "iri": self.iri,
            "citation": self.citation.as_object(lang) if self.citation else None,
        }


class Corpus:
    """The texts of the source documents, by file name. Empty where none is loaded.

    Args:
        folder: holds the text files as UTF-8; None for no texts.
    """

    def __init__(self, folder: Path | None) -> None:
        self._texts: dict[str, tuple[str, str]] = {}
        for path in sorted(folder.glob("*.txt")) if folder else []:
            content = path.read_bytes()
            self._texts[path.name] = (content.decode(), hashlib.sha256(content).hexdigest())

    @property
    def digests(self) -> list[str]:
        """Name and sha256 of every text."""
        return [f"{name} {digest}" for name, (_, digest) in self._texts.items()]

    def text(self, locator: Locator) -> str | None:
        """The whole text the locator points into, None unless that very text is loaded."""
        if locator.file is None:
            return None
        text, digest = self._texts.get(locator.file, (None, None))
        return text if digest == locator.text_sha256 else None

    def passage(self, locator: Locator) -> str | None:
        """The passage, None where its text is not loaded."""
        text = self.text(locator)
        return None if text is None else text[locator.start : locator.end]

    def mismatch(self, locator: Locator) -> str | None:
        """What is wrong with a locator: "text", "span" or "passage"; None if right, or if its text is absent."""
        if locator.file not in self._texts:
            return None
        text = self.text(locator)
        if text is None:
            return "text"
        if locator.start is None or locator.end is None or not 0 <= locator.start < locator.end <= len(text):
            return "span"
        digest = hashlib.sha256(text[locator.start : locator.end].encode()).hexdigest()
        return None if digest == locator.sha256 else "passage"


def read_locator(graph: Graph, iri: NamedNode) -> Locator:
    """The locator an evidence node describes.

    Raises:
        ValueError: the node lacks something; the shapes say what.
    """
    node = graph.node(iri)
    part_iri = node.node("part")
    if part_iri is None:
        raise ValueError(f"{iri.value} has no document part")
    part = graph.node(part_iri)
    document_iri = part.node(NamedNode(DCTERMS + "isPartOf"))
    document = graph.node(document_iri) if document_iri else part
    start, end = node.number(NamedNode(OA + "start")), node.number(NamedNode(OA + "end"))
    citation = _citation(graph, document) if "CitedDocument" in document.kinds else None
    if citation is None and (start is None or end is None):
        raise ValueError(f"{iri.value} is no complete evidence")
    return Locator(
        iri=iri.value,
        source=document.value(NOTATION) or "",
        part=part.value(NOTATION) or "",
        item=node.value("item") or "",
        section=node.code("section") or "",
        start=start,
        end=end,
        sha256=node.value("sha256"),
        text_sha256=part.value("textSha256"),
        file=document.value("textFile"),
        citation=citation,
    )


def _citation(graph: Graph, document: Node) -> Citation:
    """The citation of a document whose text is not loaded; the shapes say what it lacks."""
    publisher, address = document.node(PUBLISHER), document.node("address")
    return Citation(
        title=document.text(TITLE, "da") or "",
        publisher=graph.node(publisher).text(PREF_LABEL, "da") or "" if publisher else "",
        # a link of any other kind could run a script where it is shown
        address=address.value if address and address.value.startswith(("https://", "http://")) else None,
        cited_on=document.value("citedOn") or "",
        terms=Words(document.text(LICENSE, "da") or "", document.text(LICENSE, "en") or ""),
    )
