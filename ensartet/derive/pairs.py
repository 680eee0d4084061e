"""The uses that may have something in common, each pair once: the relation of `coverage`, over a whole graph."""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from pyoxigraph import NamedNode, Quad

from ensartet.graph import Graph
from ensartet.names import GRAPH, ens

from .axes import Concepts, Treatment
from .coverage import Comparison, Use, compare
from .reading import EVER, concepts_of, uses_of
from .relations import Verdict

COVERAGE = NamedNode(GRAPH + "derived/coverage")
_SUBSUMES, _OVERLAPS, _MAY_OVERLAP = ens("subsumes"), ens("overlaps"), ens("mayOverlap")


def related_pairs(uses: Iterable[Use], known: Concepts) -> Iterator[tuple[Use, Use, Comparison]]:
    """Pairs of uses that are not surely disjoint, in order of their IRIs.

    A use whose medicine or disease no source names is compared with none: it may be any.
    """
    named = sorted((use for use in uses if use.treatment and use.disease), key=lambda use: use.iri)
    place = {use.iri: number for number, use in enumerate(named)}
    for one in _Candidates(named, known).pairs():
        first, second = sorted(one, key=lambda use: place[use.iri])
        comparison = compare(first, second, known)
        if comparison.verdict is not Verdict.DISJOINT:
            yield first, second, comparison


class _Candidates:
    """Which uses are worth a comparison: those that share a medicine, or have a class, which may hold any."""

    def __init__(self, uses: list[Use], known: Concepts) -> None:
        self._known = known
        self._by_treatment: dict[Treatment, list[Use]] = defaultdict(list)
        for use in uses:
            if use.treatment:
                self._by_treatment[use.treatment].append(use)

    def pairs(self) -> Iterator[tuple[Use, Use]]:
        """Each pair once."""
        for one, other in self._treatments():
            here, there = self._by_treatment[one], self._by_treatment[other]
            if one == other:
                yield from ((a, b) for number, a in enumerate(here) for b in here[number + 1 :])
            else:
                yield from ((a, b) for a in here for b in there)

    def _treatments(self) -> list[tuple[Treatment, Treatment]]:
        """Pairs of treatments with a part in common, or with a class: of classes nothing is taken for granted."""
        order = list(self._by_treatment)
        having: dict[str, list[int]] = defaultdict(list)
        for number, treatment in enumerate(order):
            for part in treatment.parts:
                having[part].append(number)
        with_class = {number for part, numbers in having.items() if part in self._known.members for number in numbers}
        found = {(number, other) for numbers in having.values() for number in numbers for other in numbers}
        found |= {(number, other) for number in with_class for other in range(len(order))}
        return [(order[one], order[other]) for one, other in sorted({(min(pair), max(pair)) for pair in found})]


def derive_coverage(graph: Graph) -> list[Quad]:
    """The relation between all uses of a graph as quads of the derived graph, in a stable order."""
    found: list[Quad] = []
    for one, other, comparison in related_pairs(uses_of(graph).values(), concepts_of(graph, EVER)):
        here, there = NamedNode(one.iri), NamedNode(other.iri)
        found += [Quad(*triple, COVERAGE) for triple in _triples(here, there, comparison.verdict)]
    return found


def _triples(one: NamedNode, other: NamedNode, verdict: Verdict) -> list[tuple[NamedNode, NamedNode, NamedNode]]:
    """What is written of a pair; two uses that are the same cover each other."""
    if verdict in (Verdict.OVERLAPS, Verdict.CANNOT_TELL):
        relation = _OVERLAPS if verdict is Verdict.OVERLAPS else _MAY_OVERLAP
        return [(one, relation, other), (other, relation, one)]
    covering = [(one, _SUBSUMES, other)] if verdict in (Verdict.SAME, Verdict.SUBSUMES) else []
    covered = [(other, _SUBSUMES, one)] if verdict in (Verdict.SAME, Verdict.WITHIN) else []
    return covering + covered
