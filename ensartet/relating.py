"""How the uses that sources speak of lie to the use a question asks about."""

from collections.abc import Iterable

from pyoxigraph import NamedNode

from .derive.axes import Concepts, Lines, Mode, Treatment, concepts_related, lines_related, treatments_related
from .derive.coverage import Use
from .derive.relations import DISJOINT, SAME, UNKNOWN, Possible, Relation
from .editions import Edition
from .names import code
from .resolve import Resolved

RELATIONS = ("same", "overlapping", "cannot-tell")
_NONE = len(RELATIONS)


def relations(
    edition: Edition, known_at: str, drugs: Iterable[Resolved], diseases: Iterable[Resolved], line: int | None
) -> list[tuple[NamedNode, NamedNode]]:
    """Every use that may have something in common with the one asked about, with its relation as a code, by IRI.

    Only what is asked is compared: the medicine, the disease, the line from which. The same are the treatment with
    just that medicine, the disease or a narrower one, and a line that begins there. A use whose medicine no source
    names is no precedent and left out.

    Args:
        known_at: an ISO day; class memberships published later do not count.
        drugs, diseases: as resolved; several of a kind are alternatives, none is no limit.
    """
    known = edition.concepts(known_at)
    asked_parts, asked_diseases = [_asked_parts(edition, drug) for drug in drugs], list(diseases)
    lines = [] if line is None else [line]
    found = []
    for use in edition.uses.values():
        if use.treatment is None:
            continue
        ranks = [
            _best(_treatment(parts, use, known) for parts in asked_parts),
            _best(_disease(disease, use, known) for disease in asked_diseases),
            _best(_line(begun, use) for begun in lines),
        ]
        if max(ranks) < _NONE:
            found.append((NamedNode(use.iri), code("relation", RELATIONS[max(ranks)])))
    return sorted(found, key=lambda pair: pair[0].value)


def _best(possible: Iterable[Possible]) -> int:
    """The closest of what alternatives give; what is not asked about limits nothing."""
    return min(map(_rank, possible), default=0)


def _rank(possible: Possible) -> int:
    """The place in RELATIONS; beyond the last where there surely is nothing in common."""
    if possible == SAME:
        return 0
    if possible == DISJOINT:
        return _NONE
    return 2 if Relation.DISJOINT in possible else 1


def _asked_parts(edition: Edition, drug: Resolved) -> frozenset[str]:
    """The parts of the treatment asked about: of a treatment its own, of a product its substances, else the thing."""
    node = edition.graph.node(drug.iri)
    parts = [*node.nodes("component"), *node.nodes("componentClass")]
    if "MedicinalProduct" in node.kinds:
        parts = node.nodes("contains")
    return frozenset(part.value for part in parts or [drug.iri])


def _treatment(asked: frozenset[str], use: Use, known: Concepts) -> Possible:
    """Whoever asks about a medicine asks about it in combinations too, but those are not the same."""
    if use.treatment is None:
        return UNKNOWN
    if use.treatment.parts == asked:
        return SAME
    return treatments_related(Treatment(asked, Mode.OPEN), use.treatment, known) - SAME


def _disease(asked: Resolved, use: Use, known: Concepts) -> Possible:
    if use.disease is None:
        return UNKNOWN
    if use.disease in {iri.value for iri in asked.values}:
        return SAME
    return concepts_related(asked.iri.value, use.disease, known)


def _line(asked: int, use: Use) -> Possible:
    if use.lines is None:
        return UNKNOWN
    return SAME if use.lines.low == asked else lines_related(Lines(asked), use.lines) - SAME
