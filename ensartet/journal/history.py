"""What changed, when and by whom: read from the records, whatever became of the data since."""

from dataclasses import dataclass

from pyoxigraph import NamedNode, Quad

from ..errors import UnknownThing
from ..names import Words
from .chain import Chain, Entry
from .contents import Contents, line_of
from .snapshots import replay


@dataclass(frozen=True)
class Difference:
    """What two states do not share: what only the earlier has, and what only the later has."""

    removed: list[Quad]
    added: list[Quad]


@dataclass(frozen=True)
class Origin:
    """A quad that holds, and the record that it last came with."""

    quad: Quad
    entry: Entry


def difference(chain: Chain, earlier: int, later: int) -> Difference:
    """What has changed between two records; 0 is the empty beginning. What went and came again is no change.

    Raises:
        UnknownThing: there is no such record.
    """
    known(chain, earlier)
    known(chain, later)
    if earlier > later:
        turned = difference(chain, later, earlier)
        return Difference(turned.added, turned.removed)
    removed: set[Quad] = set()
    added: set[Quad] = set()
    for record in chain.records(earlier, later):
        gone, come = map(set, record.changes())
        removed |= gone - added
        added -= gone
        added |= come - removed
        removed -= come
    return Difference(sorted(removed, key=line_of), sorted(added, key=line_of))


def origins(chain: Chain, thing: NamedNode) -> list[Origin]:
    """Every quad that holds and mentions a thing, as subject or object, with the record it came with."""
    name = f"<{thing.value}>".encode()
    held: dict[Quad, Entry] = {}
    for entry, record in zip(chain.entries, chain.records(), strict=True):
        if name not in record.body:
            continue
        removed, added = record.changes()
        for quad in removed:
            held.pop(quad, None)
        held.update((quad, entry) for quad in added if thing in (quad.subject, quad.object))
    return [Origin(quad, entry) for quad, entry in sorted(held.items(), key=lambda item: line_of(item[0]))]


def contents_at(chain: Chain, number: int) -> Contents:
    """The quads as they were after a record; 0 is the empty beginning.

    Raises:
        UnknownThing: there is no such record.
    """
    known(chain, number)
    contents = Contents()
    replay(chain, contents, to=number)
    return contents


def known(chain: Chain, number: int) -> None:
    """Refuse the number of a record that is not there.

    Raises:
        UnknownThing: there is none.
    """
    if not 0 <= number <= chain.number:
        raise UnknownThing(
            Words(
                f"Der er ingen indsendelse nr. {number}; den seneste er nr. {chain.number}.",
                f"There is no submission no. {number}; the latest is no. {chain.number}.",
            )
        )
