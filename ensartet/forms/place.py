"""Where an answer can be had again, for the links and the citation inside a form of it."""

from dataclasses import dataclass

from ensartet.names import ID


@dataclass(frozen=True)
class Place:
    """The address of an answer and of the server it came from; both empty where no server was asked."""

    address: str = ""
    server: str = ""

    def of(self, iri: str) -> str:
        """An address for one of our IRIs: on the server asked, else the IRI itself."""
        return f"{self.server}/id/{iri.removeprefix(ID)}" if self.server and iri.startswith(ID) else iri
