"""Made-up data in the shape of the real: what a country might say of thousands of uses, the same for the same seed.

Everything here is invented, and its names say so. The records are kept beside the quads, since the oracle
(`bench/oracle.py`) reads the records and never the quads.
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any, Final

from pyoxigraph import Literal, NamedNode, Quad

from ensartet.curated import read_quads
from ensartet.names import DCTERMS, GRAPH, ID, OA, RDF, SKOS, XSD, code, ens
from ensartet.rooms import Rooms

FIRST_DAY: Final = date(2019, 1, 1)
DAYS: Final = 2_800
PER_PART: Final = 200
# statements on whole classes are few; each may meet every medicine that nobody says is outside the class
CLASS_USES: Final = 20
REGIONS: Final = ("nordjylland", "midtjylland", "syddanmark", "sjaelland", "hovedstaden")
BOTH_AGES: Final = "children-and-adults"
KINDS: Final = {
    "ApplicationOutcome": 36,
    "ApplicationCount": 20,
    "ObservedPractice": 14,
    "LabelStatement": 8,
    "CouncilStatus": 10,
    "RefusalReason": 7,
    "GuidelineStage": 5,
}
_BASE: Final = ("ontology/", "reference/organisations")
_TYPE = NamedNode(RDF + "type")


@dataclass(frozen=True)
class Use:
    """A made-up treatment use: of one medicine, or of a class; of both ages where `both_ages`."""

    name: str
    drug: str | None
    group: str | None
    disease: str
    lines: tuple[int, int]
    both_ages: bool


@dataclass
class Record:
    """A made-up statement: its class, its day of publication (ISO), and its facts by name.

    Facts: use, region and passage by name; codes as `list/code`; days as `date`; numbers and truth values as they are.
    """

    name: str
    kind: str
    published: str
    passage: str
    facts: dict[str, Any]

    def get(self, name: str) -> Any:
        """A fact, None if it is not stated."""
        return self.facts.get(name)


@dataclass
class World:
    """Everything that is made up.

    Attributes:
        groups: classes of medicines with their members.
        memberships: statement of each membership, by medicine and class.
        parents: the disease above each disease, None at the top.
    """

    groups: dict[str, list[str]] = field(default_factory=dict)
    memberships: dict[tuple[str, str], str] = field(default_factory=dict)
    drugs: list[str] = field(default_factory=list)
    parents: dict[str, str | None] = field(default_factory=dict)
    uses: dict[str, Use] = field(default_factory=dict)
    records: list[Record] = field(default_factory=list)


def make_world(triples: int, seed: int = 5) -> World:
    """A world whose quads, with the ontology beside them, are about so many."""
    chance, world = random.Random(seed), World()
    uses, statements = triples // 90, triples // 26
    world.drugs = [f"made-up-drug-{n}" for n in range(max(20, uses // 6))]
    for n in range(max(4, len(world.drugs) // 20)):
        members = chance.sample(world.drugs, 6)
        world.groups[f"made-up-class-{n}"] = members
        world.memberships |= {(drug, f"made-up-class-{n}"): f"made-up-member-{n}-{drug}" for drug in members}
    diseases = [f"made-up-disease-{n}" for n in range(max(12, uses // 12))]
    for n, name in enumerate(diseases):
        world.parents[name] = diseases[n // 4 - 1] if n >= 4 else None
    for n in range(uses):
        group = chance.choice(list(world.groups)) if chance.random() < CLASS_USES / uses else None
        first = chance.randint(1, 4)
        world.uses[f"made-up-use-{n}"] = Use(
            f"made-up-use-{n}",
            None if group else chance.choice(world.drugs),
            group,
            chance.choice(diseases),
            (first, min(4, first + chance.randint(0, 2))),
            chance.random() < 0.15,
        )
    world.records = list(_records(world, statements, chance))
    return world


def _records(world: World, count: int, chance: random.Random) -> Iterator[Record]:
    names, kinds = list(world.uses), list(KINDS)
    weights = list(KINDS.values())
    yield Record("made-up-rule", "Rule", "2023-11-20", "made-up-passage-0-0", _rule())
    passage, n = "", 0
    while n < count:
        kind = chance.choices(kinds, weights)[0]
        part = n // PER_PART
        # two statements out of three rest on a passage of their own
        if chance.random() < 0.66 or n % PER_PART == 0:
            passage = f"made-up-passage-{part}-{n}"
        day = FIRST_DAY + timedelta(days=(part * 397) % DAYS)
        # tallies are of few uses, so that there are some to compare
        few = names[: max(2, len(names) // 40)] if kind == "ApplicationCount" and chance.random() < 0.5 else names
        facts = _facts(kind, chance.choice(few), day, chance)
        yield Record(f"made-up-{n}", kind, day.isoformat(), passage, facts)
        n += 1
        if kind == "ApplicationCount" and chance.random() < 0.1:
            whole = f"made-up-{n - 1}"
            for _ in range(2):
                shared = {name: facts[name] for name in ("use", "region", "body", "force", "periodFrom", "periodTo")}
                received = chance.randint(0, facts["received"])
                counted = {"received": received, "favourable": received, "refused": 0}
                part_of = {**shared, **counted, "partOfCount": whole}
                yield Record(f"made-up-{n}-part", kind, day.isoformat(), passage, part_of)
                n += 1


def _rule() -> dict[str, Any]:
    return {"forbidsReason": "reason/under-assessment", "validFromEarliest": date(2023, 11, 20)}


def _facts(kind: str, use: str, published: date, chance: random.Random) -> dict[str, Any]:
    region = {"region": chance.choice(REGIONS), "body": "forum", "force": _force(chance)}
    decided = published - timedelta(days=chance.randint(0, 300))
    dated = {"decidedEarliest": decided, "decidedLatest": decided, "datePrecision": "date-precision/day"}
    match kind:
        case "ApplicationOutcome":
            outcome = chance.choices(("approved", "recommended", "refused", "not-recommended"), (4, 2, 3, 1))[0]
            reason = {"reason": chance.choice(("reason/alternatives-exist", "reason/under-assessment"))}
            no = outcome in ("refused", "not-recommended")
            given = reason if no and chance.random() < 0.5 else {}
            return {"use": use, **region, **dated, **given, "outcome": f"outcome/{outcome}"}
        case "ApplicationCount":
            received = chance.choice((2, 5, 10, 60))
            refused = chance.randint(0, received)
            year = published.year - 1
            days = {"periodFrom": date(year, 1, 1), "periodTo": date(year, 12, 31)}
            counts = {"received": received, "refused": refused, "favourable": received - refused}
            cases = {"casesUnderStatus": "status/not-recommended"} if chance.random() < 0.1 else {}
            return {"use": use, **region, **days, **counts, **cases}
        case "ObservedPractice":
            practice = chance.choices(("without", "with", "both", "unknown"), (5, 2, 2, 1))[0]
            named = {"region": region["region"]} if chance.random() < 0.6 else {"regionScope": "region-scope/national"}
            extent = {"extent": f"extent/{chance.choice(('single', 'several', 'widespread', 'unknown'))}"}
            due = {"applicationRequired": True} if chance.random() < 0.05 else {}
            return {"use": use, **named, **extent, **due, "applicationPractice": f"application-practice/{practice}"}
        case "LabelStatement":
            said = chance.choice(("off-label", "on-label", "unlicensed"))
            return {"use": use, "labelStatus": f"label-status/{said}"}
        case "CouncilStatus":
            status = chance.choice(("recommended", "not-recommended", "under-assessment"))
            held = {"validFromLatest": decided, "status": f"status/{status}"}
            return {"use": use, "body": "medicinraadet", **dated, **held}
        case "RefusalReason":
            known = ("alternatives-exist", "price", "sparse-effect", "under-assessment")
            reasons = [f"reason/{reason}" for reason in chance.sample(known, chance.randint(1, 3))]
            return {**region, "reason": reasons, "periodTo": decided}
        case _:
            stage = chance.choice(("endorsed", "draft", "hearing"))
            return {"use": use, "guideline": "made-up", **dated, "stage": f"stage/{stage}"}


def _force(chance: random.Random) -> str:
    return f"force/{chance.choice(('binding', 'advisory', 'not-stated'))}"


def quads_of(world: World, rooms: Rooms) -> list[Quad]:
    """The world as quads, with the ontology and the organisations of the real data."""
    base = [quad for quad in read_quads(rooms) if str(quad.graph_name)[1:].removeprefix(GRAPH).startswith(_BASE)]
    return [*base, *_reference(world), *_statements(world)]


def thing(kind: str, name: str) -> NamedNode:
    """The IRI of a thing."""
    return NamedNode(f"{ID}{kind}/{name}")


def _reference(world: World) -> Iterator[Quad]:
    graph = NamedNode(f"{GRAPH}reference/made-up/1")
    label, broader = NamedNode(SKOS + "prefLabel"), NamedNode(SKOS + "broader")

    def named(kind: str, name: str, term: str) -> Iterator[Quad]:
        node = thing(kind, name)
        yield Quad(node, _TYPE, ens(term), graph)
        for lang in ("da", "en"):
            yield Quad(node, label, Literal(name.replace("-", " "), language=lang), graph)

    def said(node: NamedNode, term: str, value: NamedNode | Literal) -> Quad:
        return Quad(node, ens(term), value, graph)

    closed = code("component-mode", "closed")
    for drug in world.drugs:
        yield from named("drug", drug, "Substance")
        yield from named("treatment", drug, "Treatment")
        yield said(thing("treatment", drug), "component", thing("drug", drug))
        yield said(thing("treatment", drug), "componentMode", closed)
    for group in world.groups:
        yield from named("drug-class", group, "DrugClass")
        yield from named("treatment", group, "Treatment")
        yield said(thing("treatment", group), "componentClass", thing("drug-class", group))
        yield said(thing("treatment", group), "componentMode", closed)
    for name, parent in world.parents.items():
        yield from named("disease", name, "Disease")
        if parent:
            yield Quad(thing("disease", name), broader, thing("disease", parent), graph)
    yield from named("guideline", "made-up", "Guideline")
    yield from named("population", BOTH_AGES, "Population")
    for band in ("child", "adult"):
        yield said(thing("population", BOTH_AGES), "ageBand", code("age-band", band))
    for use in world.uses.values():
        node = thing("use", use.name)
        yield Quad(node, _TYPE, ens("TreatmentUse"), graph)
        yield said(node, "treatment", thing("treatment", use.drug or str(use.group)))
        yield said(node, "disease", thing("disease", use.disease))
        yield said(node, "minLine", _literal(use.lines[0]))
        yield said(node, "maxLine", _literal(use.lines[1]))
        yield said(node, "lineBasis", code("line-basis", "stated"))
        if use.both_ages:
            yield said(node, "population", thing("population", BOTH_AGES))


def _statements(world: World) -> Iterator[Quad]:
    passages: set[str] = set()
    members = (
        Record(name, "ClassMembership", "2019-01-01", "made-up-passage-0-0", {"member": drug, "memberClass": group})
        for (drug, group), name in world.memberships.items()
    )
    parts: dict[str, date] = {}
    for record in [*members, *world.records]:
        part = "made-up-" + record.passage.split("-")[3]
        graph = NamedNode(f"{GRAPH}{part}/base/1")
        if part not in parts:
            parts[part] = date.fromisoformat(record.published)
            yield from _document(part, graph, parts[part])
        if record.passage not in passages:
            passages.add(record.passage)
            yield from _passage(record.passage, part, graph)
        node = thing("statement", record.name)
        yield Quad(node, _TYPE, ens(record.kind), graph)
        for lang, text in (("da", "Opdigtet udsagn."), ("en", "Made-up statement.")):
            yield Quad(node, NamedNode(DCTERMS + "description"), Literal(f"{text} {record.name}", language=lang), graph)
        common = {
            "hedge": "hedge/none",
            "polarity": "polarity/affirmed",
            "publishedBasis": "published-basis/stated",
            "publishedOn": date.fromisoformat(record.published),
        }
        yield Quad(node, ens("assertedBy"), thing("body", "forum"), graph)
        yield Quad(node, ens("evidence"), thing("evidence", record.passage), graph)
        for name, value in {**common, **record.facts}.items():
            for one in value if isinstance(value, list) else [value]:
                yield Quad(node, ens(name), _term(name, one), graph)


_THINGS: Final = {
    "use": "use",
    "region": "region",
    "body": "body",
    "guideline": "guideline",
    "partOfCount": "statement",
    "member": "drug",
    "memberClass": "drug-class",
}


def _term(name: str, value: Any) -> NamedNode | Literal:
    if name in _THINGS:
        return thing(_THINGS[name], value)
    return code(*value.split("/")) if isinstance(value, str) else _literal(value)


def _literal(value: Any) -> Literal:
    kinds = {bool: "boolean", int: "integer", date: "date"}
    text = str(value).lower() if isinstance(value, bool) else str(value)
    return Literal(text, datatype=NamedNode(XSD + kinds[type(value)]))


def _document(part: str, graph: NamedNode, published: date) -> Iterator[Quad]:
    node, source = thing("part", part), thing("source", part)
    notation, document = NamedNode(SKOS + "notation"), NamedNode(f"{GRAPH}reference/made-up-sources/1")
    for one, term, where in ((node, "DocumentPart", graph), (source, "Document", document)):
        yield Quad(one, _TYPE, ens(term), where)
        yield Quad(one, notation, Literal(part), where)
        yield Quad(one, ens("publishedOn"), _literal(published), where)
        yield Quad(one, ens("publishedBasis"), code("published-basis", "stated"), where)
    yield Quad(node, NamedNode(DCTERMS + "isPartOf"), source, graph)
    yield Quad(node, ens("textSha256"), Literal("0" * 64), graph)
    yield Quad(source, ens("textFile"), Literal(f"{part}.txt"), document)
    yield Quad(source, ens("documentKind"), code("document-kind", "minutes"), document)
    for lang, title in (("da", "Opdigtet referat"), ("en", "Made-up minutes")):
        yield Quad(source, NamedNode(DCTERMS + "title"), Literal(f"{title} {part}", language=lang), document)


def _passage(name: str, part: str, graph: NamedNode) -> Iterator[Quad]:
    node, start = thing("evidence", name), int(name.split("-")[4])
    yield Quad(node, _TYPE, ens("Evidence"), graph)
    yield Quad(node, ens("part"), thing("part", part), graph)
    yield Quad(node, ens("item"), Literal("1"), graph)
    yield Quad(node, ens("section"), code("section", "decision"), graph)
    yield Quad(node, NamedNode(OA + "start"), _literal(start), graph)
    yield Quad(node, NamedNode(OA + "end"), _literal(start + 1), graph)
    yield Quad(node, ens("sha256"), Literal("0" * 64), graph)
