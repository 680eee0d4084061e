"""From a code of another vocabulary, written as a CURIE, to the things of ours it is mapped to."""

from typing import Any

from pyoxigraph import NamedNode
from rapidfuzz import fuzz, process

from .editions import Edition
from .errors import BadValue, Near, UnknownName, UnknownThing
from .graph import IDENTIFIER, Node
from .names import OWL, Lang, Words, kebab

SOURCE = NamedNode(OWL + "annotatedSource")
TARGET = NamedNode(OWL + "annotatedTarget")


def look_up(edition: Edition, given: str, lang: Lang) -> dict[str, Any]:
    """The things that have a code: `{"curie", "things": [{"iri", "label", "kind", "match"}]}`, labels in `lang`.

    Raises:
        BadValue: it is no CURIE.
        UnknownName: no mapping uses the prefix; with near ones.
        UnknownThing: nothing here has the code; with near ones of the same prefix.
    """
    prefix, colon, code = given.partition(":")
    if not (prefix and colon and code):
        raise BadValue(
            Words(
                f"»{given}« er ikke præfiks:kode, fx ATC:L01FC01.", f"'{given}' is not prefix:code, as in ATC:L01FC01."
            ),
            parameter="curie",
        )
    mappings = edition.graph.of_class("Mapping")
    found = [m for m in mappings if _curie(m).casefold() == given.casefold()]
    if found:
        things = [_thing(edition, mapping, lang) for mapping in found]
        return {"curie": _curie(found[0]), "things": sorted(things, key=lambda thing: str(thing["iri"]))}
    targets = {_curie(m): m.node(TARGET) for m in mappings}
    prefixes = {curie.partition(":")[0] for curie in targets}
    if prefix.casefold() not in {known.casefold() for known in prefixes}:
        raise UnknownName(
            Words(
                f"Ingen kode her har præfikset »{prefix}«. Præfikser: {', '.join(sorted(prefixes))}.",
                f"No code here has the prefix '{prefix}'. Prefixes: {', '.join(sorted(prefixes))}.",
            ),
            parameter="curie",
            near=_near(prefix, dict.fromkeys(prefixes)),
        )
    of_prefix = {c: iri for c, iri in targets.items() if c.casefold().startswith(f"{prefix.casefold()}:")}
    raise UnknownThing(
        Words(f"Intet her har koden »{given}«.", f"Nothing here has the code '{given}'."),
        parameter="curie",
        near=_near(given, of_prefix),
    )


def _curie(mapping: Node) -> str:
    return mapping.value(IDENTIFIER) or ""


def _thing(edition: Edition, mapping: Node, lang: Lang) -> dict[str, str | None]:
    iri = mapping.nodes(SOURCE)[0]
    kind = min(edition.graph.node(iri).kinds, default=None)
    return {
        "iri": iri.value,
        "label": edition.graph.label(iri, lang),
        "kind": kebab(kind) if kind else None,
        "match": mapping.code("match"),
    }


def _near(given: str, known: dict[str, NamedNode | None]) -> list[Near]:
    found = process.extract(given.upper(), sorted(known), scorer=fuzz.WRatio, limit=3)
    return [Near(name, iri.value if (iri := known[name]) else None, round(score)) for name, score, _ in found]
