"""Taking out what should never have been written, such as a civil registration number in a comment.

The records are written anew without it, from the first that held it on; they and all after them get new digests, since
the digest of a text of which all but a number is known gives the number away. What is left is where something was: the
part marked as redacted in the head of its record, and a record of its own that says who took it out, when and why.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from pyoxigraph import Literal, NamedNode, Quad

from ..errors import BadValue
from ..names import Words
from . import snapshots
from .chain import ACKNOWLEDGED_FILE, JOURNAL_FILE, MARKER_FILE, acknowledgement, marker
from .contents import Contents, normalised
from .records import FIRST, Record, written
from .switch import switch
from .writer import Change, Writer

REDACTED: Final = "redacted"


@dataclass(frozen=True)
class Redacted:
    """In which records something was taken out, and the record that says so."""

    records: tuple[int, ...]
    number: int


def redact(
    folder: Path,
    quads: Mapping[Quad, Literal | None],
    *,
    agent: str,
    reason: str,
    reasons_of: Collection[int] = (),
) -> Redacted:
    """Write the journal anew as if some quads had never been recorded, or with another literal in their place.

    Backups made before hold them still and must be made anew; the blocks of the old file stay on the disk until
    something is written over them.

    Args:
        quads: what is to go, as it was recorded, with the literal that takes the place of the object, or None.
        agent: who takes it out, an IRI.
        reason: why, without what is taken out.
        reasons_of: records whose given reason is to go as well.

    Raises:
        BadValue: nothing of it was ever recorded.
        JournalBusy: another process writes.
        StoreDamaged, DiskFull: nothing has changed.
    """
    given = {normalised([quad])[0]: new for quad, new in quads.items()}
    with Writer(folder) as writer:
        chain = writer.chain
        contents, texts, lines = Contents(), [], []
        previous, touched = FIRST, []
        for record in chain.records():
            new, text = _without(record, given, reasons_of, contents, previous)
            if new.head.parts != record.head.parts or new.head.reason != record.head.reason:
                touched.append(record.head.number)
            texts.append(text)
            lines.append(acknowledgement(new.head.number, new.sha256))
            previous = new.sha256
        if not touched:
            raise BadValue(Words("Intet af det står i journalen.", "Nothing of it is in the journal."))
        generation = chain.generation + 1
        snapshots.forget(folder)
        switch(
            folder,
            {
                JOURNAL_FILE: b"".join(texts),
                ACKNOWLEDGED_FILE: b"".join(lines),
                MARKER_FILE: marker(chain.journal, generation),
            },
        )
    numbers = tuple(touched)
    with Writer(folder) as writer:
        note = Change([], [], agent, reason, key=f"redaction:{generation}", request=FIRST)
        return Redacted(numbers, writer.commit(note).head.number)


def _without(
    record: Record,
    given: Mapping[Quad, Literal | None],
    reasons_of: Collection[int],
    contents: Contents,
    previous: str,
) -> tuple[Record, bytes]:
    """A record without what is to go, applied to the contents, after another digest."""
    old = record.changes()
    gone = {quad.graph_name for quads in old for quad in quads if quad in given}
    removed, added = (_replaced(quads, given) for quads in old)
    removed, added = contents.effective(removed, added)
    digest = contents.digest_after(removed, added)
    contents.apply(removed, added)
    head = replace(record.head, previous=previous, removed=len(removed), added=len(added), content=digest)
    if gone:
        graphs = sorted(graph.value for graph in gone if isinstance(graph, NamedNode))
        parts = (*head.parts, *((graph, REDACTED) for graph in graphs))
        head = replace(head, parts=parts, request=FIRST)
    if head.number in reasons_of:
        head = replace(head, reason=REDACTED, request=FIRST)
    return written(head, removed, added)


def _replaced(quads: list[Quad], given: Mapping[Quad, Literal | None]) -> list[Quad]:
    kept = []
    for quad in quads:
        new = given.get(quad, quad.object)
        if new is not None:
            kept.append(Quad(quad.subject, quad.predicate, new, quad.graph_name))
    return kept
