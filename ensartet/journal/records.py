"""One change as text: RDF Patch (https://afs.github.io/rdf-delta/rdf-patch.html) with a head that says who and why.

    H number "7" .
    H previous "<sha256 of record 6>" .
    H time "2026-11-27T09:30:00Z" .
    H agent <https://w3id.org/ensartet/id/role/curator> .
    H part <https://w3id.org/ensartet/graph/m2604/base/1> "replace" .
    ...
    TX .
    D <subject> <predicate> <object> <graph> .
    A <subject> <predicate> <object> <graph> .
    TC .
    # sha256 <of all lines above>

Only effective, normalised quads in named graphs, without blank nodes, so a record can be undone and digested. A line
break within a literal is escaped, so no line of a body can look like another one.
"""

import hashlib
from dataclasses import dataclass, field
from typing import Final

from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, parse

from ..errors import StoreDamaged
from ..names import Words
from .contents import line_of

FIRST: Final = "0" * 64
TRAILER: Final = b"\n# sha256 "
_BEGIN, _END = b"TX .\n", b"TC ."
_REMOVE, _ADD = b"D ", b"A "


@dataclass(frozen=True)
class Head:
    """What a record says of its change.

    Attributes:
        number: 1 for the first record.
        previous: the sha256 of the record before, zeros for the first.
        time: when it was recorded, UTC, to the second: `2026-11-27T09:30:00Z`; never before the record before.
        agent: who made the change, an IRI: a role or an organisation, never a person.
        reason: why, in the agent's words.
        key: what tells one request from another, so that it is carried out once.
        request: the sha256 of the request, to tell a repetition from another request with the same key.
        parts: graph and action (add, replace, supersede, withdraw, redact) of every part.
        removed, added: how many quads.
        content: the digest of all quads after the change (`Contents.digest`).
    """

    number: int
    previous: str
    time: str
    agent: str
    reason: str
    key: str
    request: str
    parts: tuple[tuple[str, str], ...] = ()
    removed: int = 0
    added: int = 0
    content: str = FIRST

    def lines(self) -> bytes:
        """The lines of the head."""
        texts = [("number", str(self.number)), ("previous", self.previous), ("time", self.time)]
        facts = [f"H {name} {Literal(text)} ." for name, text in texts]
        facts.append(f"H agent {NamedNode(self.agent)} .")
        facts += [f"H {name} {Literal(getattr(self, name))} ." for name in ("reason", "key", "request")]
        facts += [f"H part {NamedNode(graph)} {Literal(action)} ." for graph, action in self.parts]
        facts += [f"H {name} {Literal(str(getattr(self, name)))} ." for name in ("removed", "added", "content")]
        return "".join(f"{fact}\n" for fact in facts).encode()


@dataclass(frozen=True)
class Record:
    """A head with its body, as it stands in the file."""

    head: Head
    sha256: str
    body: bytes = field(repr=False)

    def changes(self) -> tuple[list[Quad], list[Quad]]:
        """The quads that the record removes, and those it adds.

        Raises:
            StoreDamaged: the body cannot be read.
        """
        lines = self.body.split(b"\n")
        removed = _quads([line[2:] for line in lines if line.startswith(_REMOVE)], self.head.number)
        added = _quads([line[2:] for line in lines if line.startswith(_ADD)], self.head.number)
        if (len(removed), len(added)) != (self.head.removed, self.head.added):
            raise unreadable(self.head.number, "removed, added")
        return removed, added


def written(head: Head, removed: list[Quad], added: list[Quad]) -> tuple[Record, bytes]:
    """A record and the bytes it is kept as."""
    body = b"".join(
        sign + line_of(quad) + b"\n" for sign, quads in ((_REMOVE, removed), (_ADD, added)) for quad in quads
    )
    text = head.lines() + _BEGIN + body + _END
    sha256 = hashlib.sha256(text).hexdigest()
    return Record(head, sha256, body), text + TRAILER + sha256.encode() + b"\n"


def read_record(text: bytes, number: int, sha256: bytes) -> Record:
    """The record of the text before a trailer, which gives its sha256.

    Args:
        number: of the record that must stand here, for the message.

    Raises:
        StoreDamaged: the text is not the one that was written.
    """
    found = hashlib.sha256(text).hexdigest()
    head, begun, body = text.partition(_BEGIN)
    if found.encode() != sha256 or not begun or not body.endswith(_END):
        raise unreadable(number, "sha256")
    return Record(_head(head, number), found, body[: -len(_END)])


def _head(text: bytes, number: int) -> Head:
    """The head of its lines."""
    facts: dict[str, str] = {}
    parts: list[tuple[str, str]] = []
    try:
        for line in text.decode().removesuffix("\n").split("\n"):
            _, name, rest = line.split(" ", 2)
            if name == "part":
                graph, action = rest.split(" ", 1)
                parts.append((graph[1:-1], _text(action)))
            else:
                facts[name] = rest[1:-3] if name == "agent" else _text(rest)
        counts = {name: int(facts.pop(name)) for name in ("number", "removed", "added")}
        head = Head(**facts, **counts, parts=tuple(parts))  # type: ignore[arg-type]
    except (ValueError, TypeError, KeyError, SyntaxError) as error:
        raise unreadable(number, "head") from error
    if head.number != number:
        raise unreadable(number, f"number {head.number}")
    return head


def _text(literal: str) -> str:
    """The text of a literal that ends a line."""
    (quad,) = parse(input=f"<urn:x> <urn:x> {literal}", format=RdfFormat.N_TRIPLES)
    if not isinstance(quad.object, Literal):
        raise ValueError(literal)
    return quad.object.value


def _quads(lines: list[bytes], number: int) -> list[Quad]:
    try:
        return list(parse(input=b"\n".join(lines), format=RdfFormat.N_QUADS)) if lines else []
    except (SyntaxError, ValueError) as error:
        raise unreadable(number, str(error)) from error


def unreadable(number: int, what: str) -> StoreDamaged:
    """That a record is not the one that was written."""
    return StoreDamaged(
        Words(
            f"Post {number} i journalen er ikke den, der blev skrevet ({what}). Gendan fra en sikkerhedskopi: "
            "ensartet restore.",
            f"Record {number} of the journal is not the one that was written ({what}). Restore from a backup: "
            "ensartet restore.",
        )
    )
