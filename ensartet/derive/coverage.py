"""What covers what: how two treatment uses lie to each other, axis by axis and as a whole. Pure functions."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from .axes import (
    UNSTATED,
    Concepts,
    Facets,
    Lines,
    Silence,
    Treatment,
    concepts_related,
    criteria_related,
    facets_related,
    lines_related,
    related,
    related_or_unknown,
    treatments_related,
    wordings_related,
)
from .relations import SAME, UNKNOWN, Possible, Relation, Verdict, combined, verdict

AXES = ("disease", "treatment", "line", "population", "biomarker", "setting", "prior-therapy", "dose", "route")

ALWAYS = frozenset({"disease", "treatment"})


@dataclass(frozen=True)
class Use:
    """A treatment use as the algebra sees it.

    Attributes:
        iri: what it is called; a use is the same as itself whatever it leaves out.
        silence: what it means by an axis it does not speak of.
        treatment, disease: None where the source does not name them.
        population, biomarkers: coded criteria by facet; a criterion without a code is a facet of its own.
        priors: criteria on earlier therapy by name; all apply.
    """

    iri: str
    treatment: Treatment | None = None
    disease: str | None = None
    lines: Lines | None = None
    population: Facets = field(default_factory=dict)
    biomarkers: Facets = field(default_factory=dict)
    setting: str | None = None
    priors: frozenset[str] = frozenset()
    dose: str | None = None
    route: str | None = None
    silence: Silence = UNSTATED

    @property
    def stated(self) -> frozenset[str]:
        """The axes it speaks of."""
        said = (
            self.disease,
            self.treatment,
            self.lines,
            self.population,
            self.biomarkers,
            self.setting,
            self.priors,
            self.dose,
            self.route,
        )
        return frozenset(axis for axis, value in zip(AXES, said, strict=True) if value)


@dataclass(frozen=True)
class Comparison:
    """Two uses held against each other.

    Attributes:
        axes: of disease, treatment and every other axis that at least one of the two speaks of, how they may lie on it.
    """

    axes: Mapping[str, Possible]

    @cached_property
    def possible(self) -> Possible:
        """How the uses as a whole may lie to each other."""
        return combined(self.axes.values())

    @cached_property
    def verdict(self) -> Verdict:
        """What may be said of them as a whole."""
        return verdict(self.possible)

    def failing(self) -> tuple[str, ...]:
        """The axes on which they surely have nothing in common."""
        return tuple(axis for axis, possible in self.axes.items() if possible == {Relation.DISJOINT})

    def undecided(self) -> tuple[str, ...]:
        """The axes on which one cannot tell whether they have anything in common."""
        return tuple(
            axis for axis, possible in self.axes.items() if Relation.DISJOINT in possible and len(possible) > 1
        )

    def beyond(self) -> tuple[str, ...]:
        """The axes on which the second may reach further than the first."""
        return tuple(axis for axis, possible in self.axes.items() if not possible <= {Relation.SAME, Relation.SUBSUMES})


def compare(one: Use, other: Use, known: Concepts) -> Comparison:
    """How a use lies to another: `SUBSUMES` where the first covers the second.

    Args:
        known: diseases, codes and classes with their members, as known on the date asked for.
    """
    said = one.stated | other.stated | ALWAYS
    if one.iri == other.iri:
        return Comparison({axis: SAME for axis in AXES if axis in said})
    silence = one.silence, other.silence
    axes = {
        "disease": _named(one.disease, other.disease, known),
        "treatment": _treated(one.treatment, other.treatment, known),
        "line": related(one.lines or silence[0], other.lines or silence[1], lines_related),
        "population": facets_related(one.population, other.population, silence, known),
        "biomarker": facets_related(one.biomarkers, other.biomarkers, silence, known),
        "setting": related(
            one.setting or silence[0], other.setting or silence[1], lambda a, b: concepts_related(a, b, known)
        ),
        "prior-therapy": criteria_related(one.priors, other.priors, silence),
        "dose": related_or_unknown(one.dose or UNSTATED, other.dose or UNSTATED, wordings_related),
        "route": related_or_unknown(
            one.route or UNSTATED, other.route or UNSTATED, lambda a, b: concepts_related(a, b, known)
        ),
    }
    return Comparison({axis: possible for axis, possible in axes.items() if axis in said})


def _named(one: str | None, other: str | None, known: Concepts) -> Possible:
    """Diseases; one that a source does not name may be any, also where the other is not named either."""
    return concepts_related(one, other, known) if one and other else UNKNOWN


def _treated(one: Treatment | None, other: Treatment | None, known: Concepts) -> Possible:
    """Treatments; likewise."""
    return treatments_related(one, other, known) if one and other else UNKNOWN
