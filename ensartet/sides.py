"""One side of a comparison in short words: who, and what a statement says of it."""

from pyoxigraph import Literal, NamedNode

from .graph import DESCRIPTION, LABEL, Graph, Node
from .lines import LineRange
from .names import Lang, Words, code, ens, local

POSITIONS = ("outcome", "status", "labelStatus", "stage", "adoptionState")
FIGURES = ("received", "favourable", "refused")
NONE_KNOWN = Words(
    "intet kendt udfald og ingen kendt praksis (ukendt, ikke et nej)",
    "no outcome and no practice known (unknown, not a no)",
)
NO_STEP_KNOWN = Words("intet tilsvarende led kendt (ukendt, ikke et nej)", "no such step known (unknown, not a no)")
USED, NOT_USED = Words("bruges", "used"), Words("bruges ikke", "not used")
NATIONAL = code("region-scope", "national")
AFFIRMED_PLAINLY = (None, "none")


def side(graph: Graph, statement: Node, lang: Lang, aspect: NamedNode | None = None) -> str:
    """Who and what of a statement ("Region Sjælland: afslag"), with its hedge.

    Args:
        aspect: the property to show; None for what the statement mainly says.
    """
    what = _valued(graph, statement, lang, aspect) if aspect else _position(graph, statement, lang)
    hedge = statement.code("hedge")
    hedged = "" if hedge in AFFIRMED_PLAINLY else f" ({graph.label(code('hedge', hedge or ''), lang)})"
    return f"{_who(graph, statement, lang)}: {what}{hedged}"


def use_in_words(graph: Graph, use: NamedNode, lang: Lang) -> str:
    """A use as people say it: medicine, disease, line, biomarkers and patient group, what is not stated left out."""
    node = graph.node(use)
    lines = LineRange(node.number("minLine"), node.number("maxLine"))
    named = [
        iri for name in ("treatment", "disease") for iri in node.nodes(name) if not graph.node(iri).flag("unnamed")
    ]
    groups = [graph.label(iri, lang) for iri in (*node.nodes("biomarker"), *node.nodes("population"))]
    line = node.text("lineText", lang) or lines.in_words(lang)
    parts = [*(graph.label(iri, lang) for iri in named), line, *groups]
    return ", ".join(dict.fromkeys(part for part in parts if part))


def none_known(graph: Graph, region: NamedNode, lang: Lang, statement: Node) -> str:
    """A region of which nothing is known beside what the other region's statement says. Unknown, never a no."""
    words = NO_STEP_KNOWN if "Procedure" in statement.kinds else NONE_KNOWN
    return f"{graph.label(region, lang)}: {words.in_lang(lang)}"


def _who(graph: Graph, statement: Node, lang: Lang) -> str:
    """The named region, else the body, else the regions meant, else who says it."""
    scope = statement.node("regionScope")
    regions = None if scope == NATIONAL else scope
    who = statement.node("region") or statement.node("body") or regions or statement.node("assertedBy") or scope
    return graph.label(who, lang) if who else "–"


def _position(graph: Graph, statement: Node, lang: Lang) -> str:
    """The code that says most, else the figures as stated, else our description of the statement."""
    if practice := statement.code("applicationPractice"):
        words = NOT_USED if statement.code("polarity") == "negated" else USED
        known = graph.label(code("application-practice", practice), lang) if practice != "unknown" else ""
        return ", ".join(part for part in (words.in_lang(lang), known) if part)
    for name in POSITIONS:
        if codes := statement.nodes(name):
            return ", ".join(graph.label(iri, lang) for iri in codes)
    figures = [f"{_property(graph, name, lang)} {n}" for name in FIGURES if (n := statement.number(name)) is not None]
    if figures:
        return ", ".join(figures)
    reasons = [graph.label(iri, lang) for iri in statement.nodes("reason")]
    return ", ".join(reasons) or statement.text(DESCRIPTION, lang) or local(statement.iri.value)


def _valued(graph: Graph, statement: Node, lang: Lang, aspect: NamedNode) -> str:
    """A property in words with its values: a number after its name, codes after a colon."""
    terms = statement.terms(aspect)
    name = _property(graph, aspect, lang)
    values = sorted(graph.label(term, lang) for term in terms if isinstance(term, NamedNode))
    if values:
        return f"{name}: {', '.join(values)}"
    literals = [term.value for term in terms if isinstance(term, Literal) and term.value != "true"]  # the name says it
    return f"{name} {', '.join(literals)}".rstrip()


def _property(graph: Graph, name: NamedNode | str, lang: Lang) -> str:
    node = graph.node(ens(name) if isinstance(name, str) else name)
    return node.text(LABEL, lang) or local(node.iri.value)
