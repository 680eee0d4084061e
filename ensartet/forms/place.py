"""Where an answer can be had again, for the links and the citation inside a form of it; and what a form may hold."""

import re
from dataclasses import dataclass

from ensartet.names import ID

_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def legal(text: str) -> str:
    """A text as XML 1.0 can hold it: what it cannot (control characters, half a surrogate pair) is shown as U+FFFD."""
    return _NO_XML.sub("\ufffd", text)


@dataclass(frozen=True)
class Place:
    """The address of an answer and of the server it came from; both empty where no server was asked."""

    address: str = ""
    server: str = ""

    def of(self, iri: str) -> str:
        """An address for one of our IRIs: on the server asked, else the IRI itself."""
        return f"{self.server}/id/{iri.removeprefix(ID)}" if self.server and iri.startswith(ID) else iri
