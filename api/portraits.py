"""What a page shows of a thing in its user's terms: facts, statements by what they are about, questions to go on with.

A statement never stands without its kind, who says it, its hedge, its dates as precise as the source, and its place.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from pyoxigraph import NamedNode

from ensartet.editions import Edition
from ensartet.errors import EnsartetError
from ensartet.evidence import read_locator
from ensartet.exports import cited
from ensartet.graph import ALT_LABEL, BROADER, DESCRIPTION, NOTATION, Graph, Node
from ensartet.names import DCTERMS, ORG, OWL, Lang, Words, ens, local, path_of
from ensartet.periods import shown_date, written_out
from ensartet.questions import Question
from ensartet.sorting import danish_key

from .described import Describer, Value
from .requests import with_parameters

MOST = 50
MOST_OF_DOCUMENT = 250
IS_PART_OF = NamedNode(DCTERMS + "isPartOf")
ANNOTATED_SOURCE = NamedNode(OWL + "annotatedSource")
UNIT_OF = NamedNode(ORG + "unitOf")
ORIGINAL, RESULTING = NamedNode(ORG + "originalOrganization"), NamedNode(ORG + "resultingOrganization")
STATEMENTS_OF_OTHERS = "statements"

STATUS = ("CouncilStatus", "GuidelinePosition", "GuidelineUpdate")
DECISIONS = ("ApplicationOutcome", "ApplicationCount", "CommitteeDecision", "Advice", "Adoption")
PRACTICE = ("ObservedPractice", "MonitoringStatement", "AwarenessStatement", "CompletenessStatement")
LABEL = ("LabelStatement", "AuthorisedIndication", "AuthorisationStatement")
# a sign beside the word of each family, so that a long list can be scanned without colours
SIGNS = (
    dict.fromkeys(STATUS, "◆")
    | dict.fromkeys(DECISIONS, "●")
    | dict.fromkeys(PRACTICE, "○")
    | dict.fromkeys(LABEL, "□")
)
DERIVED = Words(
    "Udledt af systemet ved at holde udsagn op mod hinanden. Ingen kilde siger det selv.",
    "Derived by the system by holding statements against each other. No source says it itself.",
)
_EVIDENCE = ("Kildested", "Evidence")
SILENT = Words(
    "Ingen indlæst kilde siger noget om det her. Det er ikke et nej.",
    "No loaded source says anything of it here. That is not a no.",
)


# what a statement of these kinds is told apart from: a day, a decision, a status or a use of the medicine
_SIDES = (*STATUS, *DECISIONS, *PRACTICE, *LABEL)
# what holds of a medicine wherever it is used
_OF_NO_REGION = {"CouncilStatus", *LABEL, "ClassMembership"}
_RANK = {kind: rank for rank, family in enumerate((STATUS, LABEL, DECISIONS, PRACTICE)) for kind in family}


@dataclass(frozen=True)
class Cell:
    """A cell of a table that is no list of statements; without values the source does not say.

    Attributes:
        kind: "prose", "day", "places" or "lines" where it is set as one; "inapplicable" where nothing can stand.
    """

    values: list[Value]
    kind: str = ""


@dataclass(frozen=True)
class Said:
    """A statement as a row. Dates are as the source gives them; `dated` is the day it is put in order by.

    Attributes:
        date: when it was decided, holds or counts; empty where the source does not say.
        region: the regions; empty where none is stated.
        without_region: whether a statement of its kind has no region at all.
    """

    date: str
    known: str
    sign: str
    kind: Value
    text: Value
    region: str
    who: str
    hedge: str
    places: list[Value]
    dated: str
    item: str
    rank: int
    without_region: bool


@dataclass(frozen=True)
class Section:
    """A part of a portrait: facts, rows or links, with what is said where there are none.

    Attributes:
        rows: statements; `total` is how many there are, of which the first MOST are here.
        more: where all of them are.
        empty: what stands where there is nothing.
    """

    slug: str
    heading: str
    facts: list[tuple[str, list[Value]]] = field(default_factory=list)
    rows: list[Said] = field(default_factory=list)
    steps: list[list[Cell]] = field(default_factory=list)
    step_headings: list[str] = field(default_factory=list)
    links: list[Value] = field(default_factory=list)
    total: int = 0
    more: str | None = None
    empty: str = ""
    intro: str = ""
    numbered: bool = False


def missing_from(graph: Graph, *documents: NamedNode) -> list[Node]:
    """The entries on what is known of documents and not loaded: items left out, and what they mention."""
    parts = [part for document in documents for part in graph.store.subjects(IS_PART_OF, document)]
    passages = [p for part in (*documents, *parts) for p in graph.store.subjects(ens("part"), part)]
    entries = [iri for document in documents for iri in graph.store.subjects(ens("ofSource"), document)]
    entries += [iri for passage in passages for iri in graph.store.subjects(ens("evidence"), passage)]
    return [
        node
        for iri in dict.fromkeys(entries)
        if "SourceEntry" in (node := graph.node(iri)).kinds
        and node.code("loadState") not in ("loaded", "cited", "dated")
    ]


class Portraits:
    """Portraits of the things of one edition in one language."""

    def __init__(self, edition: Edition, questions: Iterable[Question], lang: Lang) -> None:
        self._edition, self._graph, self._lang = edition, edition.graph, lang
        self._questions = list(questions)
        self._describer = Describer(edition, lang)
        self._keep = "?lang=en" if lang == "en" else ""

    def of(self, iri: NamedNode) -> list[Section]:
        """The sections of a thing's page; none for a kind of thing that has no portrait."""
        node = self._graph.node(iri)
        painters: dict[str, Callable[[Node], list[Section]]] = {
            "Substance": self._drug,
            "Treatment": self._drug,
            "MedicinalProduct": self._drug,
            "DrugClass": self._drug_class,
            "Disease": self._disease,
            "Region": self._region,
            "TreatmentUse": self._use,
            "Document": self._document,
            "DocumentPart": self._document,
            "Finding": self._finding,
            "Organisation": self._organisation,
            "Question": self._question,
        }
        for kind, painter in painters.items():
            if kind in node.kinds:
                return painter(node)
        return self._statement(node) if node.nodes("assertedBy") else []

    # --- what people look for

    def _drug(self, node: Node) -> list[Section]:
        # a treatment of several substances is itself only; a substance is what all treatments with it are about
        substances = [node.iri, *node.nodes("contains")]
        products = self._subjects("contains", substances)
        treatments = self._unique([*substances, *self._subjects("component", substances)])
        uses = self._subjects("treatment", treatments)
        memberships = self._subjects("member", treatments)
        classes = [iri for m in memberships for iri in self._graph.node(m).nodes("memberClass")]
        classes += node.nodes("componentClass")
        facts = [
            (self._say("Handelsnavne", "Brand names"), self._values(products)),
            (self._say("Stof", "Substance"), self._values([*node.nodes("contains"), *node.nodes("component")])),
            (self._say("Gruppe", "Class"), self._values(classes)),
            (self._say("Koder", "Codes"), self._codes(node, "drug")),
        ]
        found = self._about(uses, treatments)
        return [
            self._facts(facts),
            self._membership(memberships),
            *self._by_family(found, "drug", node),
            self._uses(uses),
            self._go_on("drug", node),
        ]

    def _drug_class(self, node: Node) -> list[Section]:
        treatments = self._subjects("componentClass", [node.iri])
        memberships = self._subjects("memberClass", [node.iri])
        uses = self._subjects("treatment", [node.iri, *treatments])
        members = self._unique(iri for m in memberships for iri in self._graph.node(m).nodes("member"))
        facts = [
            (self._say("Også kaldet", "Also called"), self._also(node)),
            (self._say("Medlemmer, som kilder nævner dem", "Members as sources state them"), self._values(members)),
            (
                self._say("Undergrupper og stoffer", "Narrower"),
                self._values(self._graph.store.subjects(BROADER, node.iri)),
            ),
            (self._say("Koder", "Codes"), self._codes(node, "drug")),
        ]
        return [
            self._facts(facts),
            self._membership(memberships),
            *self._by_family(self._about(uses, [node.iri, *treatments]), "drug", node),
            self._uses(uses),
            self._go_on("drug", node),
        ]

    def _disease(self, node: Node) -> list[Section]:
        uses = self._subjects("disease", [node.iri])
        narrower = self._graph.store.subjects(BROADER, node.iri)
        facts = [
            (self._say("Også kaldet", "Also called"), self._also(node)),
            (self._say("Hører under", "Part of"), self._values(node.nodes(BROADER))),
            (self._say("Snævrere sygdomme", "Narrower diseases"), self._values(narrower)),
            (self._say("Koder", "Codes"), self._codes(node, "disease")),
        ]
        return [
            self._facts(facts),
            self._uses(uses),
            *self._by_family(self._about(uses, [node.iri]), "disease", node),
            self._go_on("disease", node),
        ]

    def _region(self, node: Node) -> list[Section]:
        changes = [
            (change, self._graph.node(change).nodes(RESULTING))
            for change in self._graph.store.subjects(ORIGINAL, node.iri)
        ]
        earlier = [
            iri
            for change in self._graph.store.subjects(RESULTING, node.iri)
            for iri in self._graph.node(change).nodes(ORIGINAL)
        ]
        facts = [
            (self._say("Findes fra", "Exists from"), self._day(node.value("existsFrom"))),
            (self._say("Findes til og med", "Exists until"), self._day(node.value("existsTo"))),
            (self._say("Bliver til", "Becomes"), self._values(iri for _, after in changes for iri in after)),
            (self._say("Dannet af", "Formed from"), self._values(earlier)),
            (
                self._say("Regionskode", "Region code"),
                [Value(node.value(NOTATION) or "")] if node.value(NOTATION) else [],
            ),
            (self._say("Regionens organer", "The region's bodies"), self._units(node)),
        ]
        found = [iri for iri in self._subjects("region", [node.iri]) if self._graph.node(iri).nodes("assertedBy")]
        procedures = [iri for iri in found if "Procedure" in self._graph.node(iri).kinds]
        rest = [iri for iri in found if iri not in procedures]
        return [
            self._facts(facts),
            self._decides(procedures),
            self._procedure(procedures, node),
            *self._by_family(rest, "region", node, own=("decisions", "practice", "other")),
            self._go_on("region", node),
        ]

    def _organisation(self, node: Node) -> list[Section]:
        """A body: what it is part of, what it is to do and who sits in it, what it decides on, and what it says."""
        events = self._subjects("organisation", [node.iri])
        follows = self._subjects("successor", [node.iri])
        followed = self._subjects("predecessor", [node.iri])
        facts = [
            (self._say("Også kaldet", "Also called"), self._also(node)),
            (self._say("Hører under", "Part of"), self._values(node.nodes(UNIT_OF))),
            (self._say("Organer under den", "Bodies under it"), self._units(node)),
            (
                self._say("Overtog fra", "Took over from"),
                self._values(i for event in follows for i in self._graph.node(event).nodes("predecessor")),
            ),
            (
                self._say("Afløst af", "Followed by"),
                self._values(i for event in followed for i in self._graph.node(event).nodes("successor")),
            ),
        ]
        speaks = self._subjects("body", [node.iri])
        says = [iri for iri in self._subjects("assertedBy", [node.iri]) if iri not in {*events, *speaks}]
        role = self._say("Opgaver, medlemmer og hændelser", "Tasks, members and events")
        body = self._say("Hvor organet afgør eller rådgiver", "Where the body decides or advises")
        says_words = self._say("Det, den selv siger", "What it says itself")
        concerned = self._unique([*events, *follows, *followed])
        return [
            self._facts(facts),
            self._rows("role", role, concerned, oldest_first=True),
            self._rows("body", body, speaks),
            self._rows("says", says_words, says, empty=False),
        ]

    def _units(self, node: Node) -> list[Value]:
        return self._values(self._graph.store.subjects(UNIT_OF, node.iri))

    def _use(self, node: Node) -> list[Section]:
        facts = [
            (self._say("Behandling", "Treatment"), self._values(node.nodes("treatment"))),
            (self._say("Sygdom", "Disease"), self._values(node.nodes("disease"))),
            (self._say("Behandlingslinje", "Line of therapy"), self._line(node)),
            (self._say("Patientgruppe", "Patient group"), self._values(node.nodes("population"))),
            (self._say("Biomarkør", "Biomarker"), self._values(node.nodes("biomarker"))),
        ]
        findings = self._subjects("concernsUse", [node.iri])
        timeline = self._rows(
            "timeline",
            self._say("Tidslinje", "Timeline"),
            self._subjects("use", [node.iri]),
            intro=self._say(
                "Efter den dag, udsagnet gælder fra, blev besluttet eller begynder at tælle; ellers den dag, "
                "det blev kendt.",
                "By the day the statement holds from, was decided or starts to count; else the day it became known.",
            ),
        )
        return [self._facts(facts), timeline, self._related(node), self._found(findings), self._questions_of_use(node)]

    def _related_of(self, uses: Sequence[NamedNode]) -> list[Section]:
        """What is said beside a statement's use; only where it has one use, else a list nobody can read."""
        return [self._related(self._graph.node(uses[0]))] if len(uses) == 1 else []

    def _related(self, node: Node) -> Section:
        """What is said of the same treatment and disease in another line or patient group, or in none."""
        treatments, diseases = set(node.nodes("treatment")), set(node.nodes("disease"))
        uses = [
            use
            for use in self._subjects("treatment", treatments)
            if use != node.iri and diseases & set(self._graph.node(use).nodes("disease"))
        ]
        return self._rows(
            "related",
            self._say("Samme behandling og sygdom, anden afgrænsning", "Same treatment and disease, other bounds"),
            self._subjects("use", uses),
            empty=False,
            intro=self._say(
                "Gælder en anden linje eller patientgruppe, eller ingen er nævnt. Kan ikke uden videre overføres.",
                "Concerns another line or patient group, or none is named. Does not carry over as it stands.",
            ),
        )

    def _document(self, node: Node) -> list[Section]:
        """What is loaded of a document, what is known to be missing from it, and its statements item by item."""
        own = self._unique([node.iri, *node.nodes(IS_PART_OF)])  # entries are on the document, also seen from a part
        within = self._unique(self._graph.store.subjects(IS_PART_OF, node.iri))
        parts = self._unique([node.iri, *within])
        found = self._resting_on(parts)
        rows = [self._said(iri, within=set(parts)) for iri in found]
        rows.sort(key=lambda row: danish_key(row.item))
        total = len(rows)
        code = node.value(NOTATION) or ""
        link = self._ask(STATEMENTS_OF_OTHERS, source=code) if code else None
        facts = [
            (self._say("Dokumenttype", "Kind of document"), self._values(node.nodes("documentKind"))),
            (self._say("Sagsnummer", "Case number"), [Value(v)] if (v := node.value("caseNumber")) else []),
            (self._say("Del af", "Part of"), self._values(node.nodes(IS_PART_OF))),
            (self._say("Kendt", "Known"), [Value(v)] if (v := self._known(node)) else []),
            (
                self._say("Udsagn indlæst herfra", "Statements loaded from it"),
                [Value(str(total), link if total and link else None)],
            ),
        ]
        sections = [self._facts(facts), self._parts(within), self._entries(own, within)]
        left: list[Value] = []
        shown = 0
        for number, item in enumerate(dict.fromkeys(row.item for row in rows), 1):
            of_item = [row for row in rows if row.item == item]
            heading = self._item(item)
            if shown + len(of_item) > MOST_OF_DOCUMENT and shown:  # an item is never shown in part
                ask = self._ask(STATEMENTS_OF_OTHERS, source=code, item=item) if code else None
                left.append(Value(f"{heading} ({len(of_item)})", ask))
                continue
            shown += len(of_item)
            sections.append(Section(f"item-{number}", heading, rows=of_item, total=len(of_item)))
        if left:
            heading = self._say(f"Resten: {total - shown} udsagn", f"The rest: {total - shown} statements")
            sections.append(Section("rest", heading, links=left, total=len(left)))
        return sections

    def _item(self, item: str) -> str:
        """An item as a heading."""
        if not item:
            return self._say("Uden punkt", "Without an item")
        return self._say(f"Punkt {item}", f"Item {item}") if item[:1].isdigit() else item

    def _resting_on(self, parts: Iterable[NamedNode]) -> list[NamedNode]:
        """The statements that rest on passages of these parts."""
        found = self._subjects("evidence", self._subjects("part", parts))
        return [iri for iri in found if self._graph.node(iri).nodes("assertedBy")]

    def _parts(self, parts: Sequence[NamedNode]) -> Section:
        """The parts of a document that came apart, such as an addition to the minutes; none where it is one."""
        heading = self._say("Dele af dokumentet", "Parts of the document")
        nodes = [self._graph.node(iri) for iri in parts]
        nodes.sort(key=lambda node: (node.value("publishedOn") or "", node.iri.value))
        steps = [
            [
                Cell(self._values([node.iri])),
                Cell([Value(known)] if (known := self._known(node)) else [], "day"),
                Cell([Value(str(len(self._resting_on([node.iri]))))]),
            ]
            for node in nodes
        ]
        headings = [
            self._say(*words)
            for words in (("Del", "Part"), ("Kendt", "Known"), ("Udsagn indlæst herfra", "Statements loaded from it"))
        ]
        return Section("parts", heading, steps=steps if len(steps) > 1 else [], step_headings=headings)

    def _entries(self, documents: Sequence[NamedNode], parts: Sequence[NamedNode]) -> Section:
        """What is known of the document and not loaded: items left out, and what it mentions that is not here."""
        missing = missing_from(self._graph, *documents, *parts)
        steps = [
            [
                Cell([Value(node.text(DESCRIPTION, self._lang) or self._describer.name(node.iri))], "prose"),
                Cell(self._values(node.nodes("loadState"))),
                Cell(self._places(node)),
            ]
            for node in missing
        ]
        headings = [
            self._say(*words) for words in (("Hvad", "What"), ("Tilstand", "State"), ("Nævnt i", "Mentioned in"))
        ]
        return Section(
            "missing",
            self._say("Kendt herfra, men ikke indlæst", "Known from it, but not loaded"),
            steps=steps,
            step_headings=headings,
            total=len(steps),
            intro=self._say(
                "Det, der står her, kan ændre svarene; systemet har ikke læst det.",
                "What stands there may change the answers; the system has not read it.",
            ),
        )

    def _statement(self, node: Node) -> list[Section]:
        places = [iri for name in ("region", "regionScope") for iri in node.nodes(name) if local(iri.value) != "named"]
        facts = [
            (self._say("Hvem siger det", "Who says it"), self._values(node.nodes("assertedBy"))),
            (self._say("Anvendelse", "Use"), self._values(node.nodes("use"))),
            (self._say("Hvor", "Where"), self._values(places)),
            (self._say("Organ", "Body"), self._values(node.nodes("body"))),
            (self._say("Udfald", "Outcome"), self._values([*node.nodes("outcome"), *node.nodes("status")])),
            (self._say("Kildens ord", "The source's word"), self._literal(node, "outcomeText")),
            (self._say("Hvor bindende", "Force"), self._values(node.nodes("force"))),
            (self._say("Begrundelse", "Reason"), self._values(node.nodes("reason"))),
            (self._say("Vilkår", "Condition"), self._literal(node, "condition")),
            (self._say("Forbehold", "Hedge"), self._values(node.nodes("hedge"))),
            (self._say("Bekræfter eller benægter", "Affirms or denies"), self._values(node.nodes("polarity"))),
            (self._say("Besluttet", "Decided"), self._span(node, "decided")),
            (self._say("Gælder fra", "Valid from"), self._span(node, "validFrom")),
            (self._say("Gælder til", "Valid to"), self._span(node, "validTo")),
            (self._say("Periode", "Period"), self._period(node)),
            (self._say("Kendt", "Known"), [Value(v)] if (v := self._known(node)) else []),
            (self._say("Kildested", "Evidence"), self._places(node)),
            (self._say("Bekræfter", "Confirms"), self._values(node.nodes("confirms"))),
            (self._say("Erstatter", "Supersedes"), self._values(node.nodes("supersedes"))),
            (self._say("Bekræftes af", "Confirmed by"), self._values(self._subjects("confirms", [node.iri]))),
            (self._say("Erstattet af", "Superseded by"), self._values(self._subjects("supersedes", [node.iri]))),
            (self._say("Del af opgørelsen", "Part of the tally"), self._values(node.nodes("partOfCount"))),
        ]
        dates = {
            self._say("Besluttet", "Decided"),
            self._say("Gælder fra", "Valid from"),
            self._say("Gælder til", "Valid to"),
        }
        unsaid = [Value(self._say("ikke oplyst", "not stated"))]
        kept = [(name, values or unsaid) for name, values in facts if values or name in dates]
        about = Section("facts", self._say("Udsagnet", "The statement"), facts=kept)
        findings = self._found(self._subjects("restsOn", [node.iri]))
        uses = node.nodes("use")
        if not uses or not node.kinds & set(_SIDES):
            return [about, findings]
        others = [iri for iri in self._subjects("use", uses) if iri != node.iri]
        sides = self._rows(
            "sides",
            self._say("Hvad der ellers siges om samme anvendelse", "What else is said of the same use"),
            [iri for iri in others if self._graph.node(iri).kinds & set(_SIDES)],
            by_region=True,
            intro=self._say(
                "Forskel er ikke i sig selv uenighed: dag, kilde og hvem der taler kan være forskellige. "
                "Det, systemet har holdt op mod hinanden, står som fund.",
                "A difference is no disagreement in itself: day, source and speaker may differ. "
                "What the system has held against each other stands as a finding.",
            ),
        )
        return [about, findings, sides, *self._related_of(uses)]

    def _finding(self, node: Node) -> list[Section]:
        facts = [
            (self._say("Slags", "Kind"), self._values(node.nodes("findingKind"))),
            (self._say("Tilstand", "State"), self._values(node.nodes("findingState"))),
            (self._say("Vægt", "Severity"), self._values(node.nodes("severity"))),
            (self._say("Den ene side", "One side"), self._literal(node, "sideA")),
            (self._say("Den anden side", "The other side"), self._literal(node, "sideB")),
            (self._say("Sammenlignelighed", "Comparability"), self._values(node.nodes("sideComparability"))),
            (self._say("Forklaring", "Explanation"), self._literal(node, "explanation")),
            (self._say("Anvendelse", "Use"), self._values(node.nodes("concernsUse"))),
            (self._say("Region", "Region"), self._values(node.nodes("concernsRegion"))),
            (self._say("Først kendt", "First known"), self._day(node.value("firstKnown"))),
            (self._say("Holder fra", "Holds from"), self._day(node.value("holdsFrom"))),
        ]
        intro = DERIVED.in_lang(self._lang)
        kept = [(name, values) for name, values in facts if values]
        rests = self._rows(
            "rests", self._say("Udsagnene, det hviler på", "The statements it rests on"), node.nodes("restsOn")
        )
        return [Section("facts", self._say("Fundet", "The finding"), facts=kept, intro=intro), self._case(node), rests]

    def _question(self, node: Node) -> list[Section]:
        """A saved question: what one asks it for, what its answers must be read with, and where to ask it."""
        name = local(node.iri.value)
        parameters = [self._graph.node(iri) for iri in node.nodes("parameter")]
        review = [
            *self._values(node.nodes("checkedBy")),
            *self._day(node.value("reviewedOn")),
        ] or [Value(self._say("ikke gennemgået af en kliniker endnu", "not yet reviewed by a clinician"))]
        facts = [
            (self._say("Hvorfor", "Why"), self._literal(node, "why")),
            (
                self._say("Forbehold", "Caveats"),
                [text for iri in node.nodes("caveat") for text in self._literal(self._graph.node(iri), "caveatText")],
            ),
            (
                self._say("Parametre", "Parameters"),
                [Value(f"{self._graph.label(p.iri, self._lang)} ({p.value('parameterName')})") for p in parameters],
            ),
            (self._say("Kolonner", "Columns"), [Value(text) for text in sorted(node.texts("columnName"))]),
            (self._say("Ejer", "Owner"), self._values(node.nodes("questionOwner"))),
            (self._say("Gennemgang", "Review"), review),
            (self._say("Version", "Version"), [Value(node.value("queryVersion") or "")]),
        ]
        ask = Value(self._say("Stil spørgsmålet", "Ask the question"), self._ask(name))
        return [
            self._facts(facts),
            Section("questions", self._say("Spørg", "Ask"), links=[ask], total=1),
        ]

    def _case(self, finding: Node) -> Section:
        """The steps taken in the case of a finding; without one it says that nobody is known to have been asked."""
        taken = self._subjects("aboutFinding", [finding.iri])
        steps = []
        for iri in sorted(taken, key=lambda iri: (self._graph.node(iri).value("decidedLatest") or "", iri.value)):
            step, said = self._graph.node(iri), self._said(iri)
            steps.append(
                [
                    Cell([Value(said.date)] if said.date else [], "day"),
                    Cell([said.text], "prose"),
                    Cell([Value(said.region)] if said.region else []),
                    Cell(self._literal(step, "remark"), "prose"),
                    Cell([Value(said.who)]),
                    Cell([Value(said.hedge or self._say("intet", "none"))]),
                    Cell(said.places, "places"),
                ]
            )
        words = (
            ("Dag", "Day"),
            ("Skridt", "Step"),
            ("Region", "Region"),
            ("Bemærkning", "Remark"),
            ("Hvem siger det", "Who says it"),
            ("Forbehold", "Hedge"),
            _EVIDENCE,
        )
        none = self._say(
            "Ingen indlæst kilde siger, at nogen region er spurgt om fundet. Det er ikke et nej.",
            "No loaded source says that any region was asked about the finding. That is not a no.",
        )
        return Section(
            "case",
            self._say("Sagens gang", "The course of the case"),
            steps=steps,
            step_headings=[self._say(*pair) for pair in words],
            total=len(steps),
            empty="" if steps else none,
        )

    # --- sections

    def _facts(self, facts: list[tuple[str, list[Value]]]) -> Section:
        return Section("facts", self._say("Kort fortalt", "In short"), facts=[(n, v) for n, v in facts if v])

    def _by_family(
        self, found: Sequence[NamedNode], parameter: str, node: Node, own: Sequence[str] = ()
    ) -> list[Section]:
        """Statements under what they are about. A family nobody speaks of says so, where people would look for it."""
        kinds = {iri: self._graph.node(iri).kinds for iri in found}
        decisions = Words("Udfald, opgørelser og rådgivning", "Outcomes, tallies and advice")
        if parameter != "region":
            decisions = Words("Afgørelser og rådgivning efter region", "Decisions and advice by region")
        families = {
            "status": (STATUS, Words("Medicinrådets status og retningslinjer", "Council status and guidelines")),
            "decisions": (DECISIONS, decisions),
            "practice": (PRACTICE, Words("Praksis og det, man ved om den", "Practice and what is known of it")),
            "label": (LABEL, Words("Indikation og markedsføring", "Label and authorisation")),
        }
        more = (
            self._ask(STATEMENTS_OF_OTHERS, **{parameter: self._asked(parameter, node)})
            if parameter != "disease"
            else None
        )
        sections, used = [], set()
        for slug, (names, words) in families.items():
            chosen = [iri for iri in found if kinds[iri] & set(names)]
            used |= set(chosen)
            if chosen or not own or slug in own:
                by_region = slug == "decisions" and parameter != "region"
                sections.append(
                    self._rows(slug, words.in_lang(self._lang), chosen, more=more, by_region=by_region, empty=True)
                )
        rest = [iri for iri in found if iri not in used and "ClassMembership" not in kinds[iri]]
        if rest:
            sections.append(self._rows("other", self._say("Andre udsagn", "Other statements"), rest, more=more))
        return sections

    def _rows(
        self,
        slug: str,
        heading: str,
        found: Sequence[NamedNode],
        *,
        more: str | None = None,
        by_region: bool = False,
        empty: bool = True,
        intro: str = "",
        oldest_first: bool = False,
    ) -> Section:
        rows = [self._said(iri) for iri in found]
        rows.sort(key=lambda row: (row.rank, danish_key(row.item), danish_key(row.text.text)))
        rows.sort(key=lambda row: row.dated, reverse=not (oldest_first or slug == "timeline"))
        if by_region:
            rows.sort(key=lambda row: (not row.region, danish_key(row.region)))
        silent = SILENT.in_lang(self._lang) if empty and not rows else ""
        most = len(rows) if slug == "timeline" else MOST
        return Section(
            slug, heading, rows=rows[:most], total=len(rows), more=more, empty=silent, intro=intro if rows else ""
        )

    def _membership(self, memberships: Sequence[NamedNode]) -> Section:
        heading = self._say("Gruppens medlemmer, som sagt i kilder", "Class membership as stated")
        return self._rows("members", heading, memberships, empty=False)

    def _uses(self, uses: Sequence[NamedNode]) -> Section:
        links = sorted(self._values(uses), key=lambda value: danish_key(value.text))
        silent = "" if links else SILENT.in_lang(self._lang)
        heading = self._say("Anvendelser", "Uses")
        return Section("uses", heading, links=links[:MOST], total=len(links), empty=silent)

    def _found(self, findings: Sequence[NamedNode]) -> Section:
        """The findings a thing is part of, each with both its sides."""
        steps = []
        for iri in findings:
            node = self._graph.node(iri)
            steps.append(
                [
                    Cell(self._values([iri])),
                    Cell(self._literal(node, "sideA"), "prose"),
                    Cell(self._literal(node, "sideB"), "prose"),
                    Cell(self._values(node.nodes("sideComparability"))),
                    Cell(self._values(node.nodes("findingState"))),
                    Cell([Value(day)] if (day := node.value("firstKnown")) else [], "day"),
                ]
            )
        headings = [
            self._say(*words)
            for words in (
                ("Fund", "Finding"),
                ("Den ene side", "One side"),
                ("Den anden side", "The other side"),
                ("Sammenlignelighed", "Comparability"),
                ("Tilstand", "State"),
                ("Først kendt", "First known"),
            )
        ]
        none = self._say(
            "Ingen fund. Det betyder kun, at systemet ikke har holdt noget indlæst op mod det.",
            "No findings. It only means that the system has held nothing loaded against it.",
        )
        return Section(
            "findings",
            self._say("Fund, det indgår i", "Findings it is part of"),
            steps=steps[:MOST],
            step_headings=headings,
            total=len(findings),
            empty="" if findings else none,
            intro=DERIVED.in_lang(self._lang) if findings else "",
        )

    def _decides(self, found: Sequence[NamedNode]) -> Section:
        """How a region decides, in short: what its procedures say on each point, with place; silence stays silence."""
        nodes = [self._graph.node(iri) for iri in found]

        def said(*names: str) -> Cell:
            values: dict[str, Value] = {}
            for node in nodes:
                for name in names:
                    for value in self._values(node.nodes(name)) or self._literal(node, name):
                        values.setdefault(value.text, value)
            return Cell(list(values.values()))

        def places(name: str) -> Cell:
            stating = [node for node in nodes if node.terms(name) or node.terms(f"{name}Earliest")]
            passages = self._unique(p for node in stating for p in node.nodes("evidence"))
            return Cell(self._passages(passages), "places")

        limits = {value.text: value for node in nodes for value in self._days(node)}
        since = {v.text: v for node in nodes for v in self._span(node, "validFrom")}
        known = sorted({self._known(node) for node in nodes} - {""}, key=lambda day: day[-10:])
        below = Cell([Value(self._say("se trinene nedenfor", "see the steps below"))])
        rows = [
            (("Organer i sagsgangen", "Bodies in the procedure"), said("body"), places("body")),
            (("Afgør til sidst", "Finally decides"), said("decides"), places("decides")),
            (("Hvor bindende", "Force"), said("force"), places("force")),
            (("Tidsgrænse", "Time limit"), Cell(list(limits.values())), places("timeLimitDays")),
            (("Anke til", "Appeal to"), said("appealTo"), places("appealTo")),
            (("Gælder siden", "Valid since"), Cell(list(since.values()), "day"), places("validFrom")),
            (("Kendt", "Known"), Cell([Value(day) for day in known], "day"), below),
        ]
        steps = [
            [Cell([Value(self._say(*words))]), cell, place if cell.values else Cell([], "inapplicable")]
            for words, cell, place in rows
        ]
        headings = [
            self._say(*words)
            for words in (("Emne", "Point"), ("Hvad kilderne siger", "What the sources say"), _EVIDENCE)
        ]
        return Section(
            "decides",
            self._say("Sådan afgør regionen sager", "How the region decides"),
            steps=steps if nodes else [],
            step_headings=headings,
            empty="" if nodes else SILENT.in_lang(self._lang),
        )

    def _procedure(self, found: Sequence[NamedNode], region: Node) -> Section:
        """The steps of a region's procedure in order, then what is said without a number."""
        nodes = sorted(
            (self._graph.node(iri) for iri in found),
            key=lambda node: (node.number("step") is None, node.number("step") or 0, node.value("publishedOn") or ""),
        )
        steps = []
        for node in nodes:
            row = self._said(node.iri)
            text = f"{row.hedge}: {row.text.text}" if row.hedge else row.text.text
            steps.append(
                [
                    Cell([Value(number)] if (number := node.value("step")) else [], "unnumbered"),
                    Cell([Value(text)], "prose"),
                    Cell(self._values(node.nodes("body"))),
                    Cell(self._closer(node), "lines"),
                    Cell([Value(row.known)] if row.known else [], "day"),
                    Cell([*row.places, self._own_page(node.iri)], "places"),
                ]
            )
        headings = [
            self._say(*words)
            for words in (
                ("Trin", "Step"),
                ("Hvad kilden siger", "What the source says"),
                ("Organ", "Body"),
                ("Nærmere", "More closely"),
                ("Kendt", "Known"),
                _EVIDENCE,
            )
        ]
        return Section(
            "procedure",
            self._say("Sagsgangen, trin for trin", "The procedure, step by step"),
            steps=steps[:MOST],
            step_headings=headings,
            total=len(steps),
            more=self._ask("procedures", region=self._asked("region", region)),
        )

    def _closer(self, node: Node) -> list[Value]:
        """What a step states beside its text: who finally decides, force, limit, appeal and since when."""
        stated = [
            (self._say("afgør til sidst", "finally decides"), self._literal(node, "decides")),
            (self._say("hvor bindende", "force"), self._values(node.nodes("force"))),
            (self._say("tidsgrænse", "time limit"), self._days(node)),
            (self._say("anke til", "appeal to"), self._literal(node, "appealTo")),
            (self._say("gælder siden", "valid since"), self._span(node, "validFrom")),
        ]
        return [Value(f"{name}: {', '.join(value.text for value in values)}") for name, values in stated if values]

    def _days(self, node: Node) -> list[Value]:
        days = node.number("timeLimitDays")
        if days is None:
            return []
        return [Value(self._say("1 dag", "1 day") if days == 1 else self._say(f"{days} dage", f"{days} days"))]

    def _own_page(self, iri: NamedNode) -> Value:
        return Value(self._say("udsagn", "statement"), (path_of(iri.value) or "") + self._keep)

    def _go_on(self, parameter: str, node: Node) -> Section:
        """The questions that can be asked of this thing alone, with it filled in."""
        name = self._asked(parameter, node)
        links = [
            Value(question.title.in_lang(self._lang), self._ask(question.name, **{parameter: name}))
            for question in self._questions
            if any(p.type == parameter and p.name == parameter for p in question.parameters)
            and not [p for p in question.required if p.name != parameter]
        ]
        heading = self._say("Spørg videre", "Ask on")
        return Section("questions", heading, links=links, total=len(links))

    def _questions_of_use(self, node: Node) -> Section:
        treatment, disease = node.node("treatment"), node.node("disease")
        given = {}
        if treatment:
            given["drug"] = self._asked("drug", self._graph.node(treatment))
        if disease:
            given["disease"] = self._asked("disease", self._graph.node(disease))
        names = ("case-overview", "precedents", "off-label-without-application", "region-matrix", "label-status")
        links = []
        for question in self._questions:
            wanted = {parameter.name for parameter in question.parameters}
            if question.name in names and {p.name for p in question.required} <= set(given):
                fitting = {name: value for name, value in given.items() if name in wanted}
                links.append(Value(question.title.in_lang(self._lang), self._ask(question.name, **fitting)))
        return Section("questions", self._say("Spørg videre", "Ask on"), links=links, total=len(links))

    # --- statements

    def _said(self, iri: NamedNode, within: set[NamedNode] | None = None) -> Said:
        node = self._graph.node(iri)
        describer = self._describer
        kinds = [
            kind for kind in describer.kinds(iri) if not (kind.href or "").partition("?")[0].endswith("/Statement")
        ]
        hedges = [describer.name(code) for code in node.nodes("hedge") if local(code.value) != "none"]
        if self._subjects("supersedes", [iri]):
            hedges.append(self._say("senere erstattet", "superseded since"))
        scope = [code for code in node.nodes("regionScope") if local(code.value) != "named"]
        regions = [describer.name(place) for place in (*node.nodes("region"), *scope)]
        passages = [
            p for p in node.nodes("evidence") if within is None or set(self._graph.node(p).nodes("part")) & within
        ]
        text = node.text(DESCRIPTION, self._lang) or describer.name(iri)
        return Said(
            date=self._dated(node),
            known=self._known(node),
            sign=next((SIGNS[kind] for kind in sorted(node.kinds) if kind in SIGNS), "·"),
            kind=kinds[0] if kinds else Value(""),
            text=Value(text, (path_of(iri.value) or "") + self._keep),
            region=", ".join(regions),
            who=", ".join(describer.name(who) for who in node.nodes("assertedBy")),
            hedge=", ".join(hedges),
            places=self._passages(passages),
            dated=next((day for name in _DAYS if (day := node.value(name))), ""),
            item=(self._graph.node(passages[0]).value("item") or "") if passages else "",
            rank=min((_RANK[kind] for kind in node.kinds if kind in _RANK), default=len(_RANK)),
            without_region=bool(node.kinds & _OF_NO_REGION),
        )

    def _places(self, node: Node) -> list[Value]:
        return self._passages(node.nodes("evidence"))

    def _passages(self, passages: Iterable[NamedNode]) -> list[Value]:
        """Each passage with its citation; those of one item are told apart by a number."""
        found: list[Value] = []
        seen: dict[str, int] = {}
        for passage in passages:
            locator = read_locator(self._graph, passage)
            text = cited({"source": locator.source, "part": locator.part, "item": locator.item}, self._lang)
            seen[text] = seen.get(text, 0) + 1
            shown = text if seen[text] == 1 else f"{text} [{seen[text]}]"
            found.append(Value(shown, f"/evidence/{local(passage.value)}{self._keep}"))
        return found

    def _dated(self, node: Node) -> str:
        """When it was decided, holds or counts, as precise as the source; empty where the source does not say."""
        for name in ("decided", "validFrom"):
            if span := self._span(node, name):
                until = self._span(node, "validTo")
                return span[0].text + (f" → {until[0].text}" if name == "validFrom" and until else "")
        period = self._period(node)
        return period[0].text if period else ""

    def _span(self, node: Node, stem: str) -> list[Value]:
        earliest, latest = node.value(f"{stem}Earliest"), node.value(f"{stem}Latest")
        precision = node.code("datePrecision")
        not_before, not_after = self._say("tidligst", "not before"), self._say("senest", "not after")
        if earliest and precision in ("year", "month"):
            return [Value(shown_date(earliest, precision) or "")]
        if earliest and earliest == latest:
            return [Value(earliest)]
        texts = [f"{not_before} {earliest}" if earliest else "", f"{not_after} {latest}" if latest else ""]
        text = ", ".join(text for text in texts if text)
        return [Value(text)] if text else []

    def _period(self, node: Node) -> list[Value]:
        first, last = node.value("periodFrom"), node.value("periodTo")
        if not (first or last):
            return []
        unsaid = self._unsaid()
        return [Value(f"{first or unsaid} – {last or unsaid}")]

    def _known(self, node: Node) -> str:
        day, basis = node.value("publishedOn"), node.code("publishedBasis")
        if not day:
            return ""
        words = {
            "lower-bound": self._say("tidligst ", "not before "),
            "upper-bound": self._say("senest ", "not after "),
        }
        return words.get(basis or "", "") + day

    # --- small things

    def _about(self, uses: Sequence[NamedNode], things: Sequence[NamedNode]) -> list[NamedNode]:
        """The statements on uses, and those that speak of the things themselves."""
        direct = [s for thing in things for s, _ in self._graph.store.mentions(thing)]
        found = [*self._subjects("use", uses), *direct]
        return self._unique(iri for iri in found if self._graph.node(iri).nodes("assertedBy"))

    def _subjects(self, predicate: str, values: Iterable[NamedNode]) -> list[NamedNode]:
        return self._unique(iri for value in values for iri in self._graph.store.subjects(ens(predicate), value))

    def _codes(self, node: Node, parameter: str) -> list[Value]:
        """The exact codes in short, and the question that has them all."""
        mappings = [self._graph.node(iri) for iri in self._graph.store.subjects(ANNOTATED_SOURCE, node.iri)]
        exact = [
            f"{self._describer.name(scheme)} {notation}"
            for mapping in mappings
            if mapping.code("match") == "exact"
            and (scheme := mapping.node("scheme"))
            and (notation := mapping.value(NOTATION))
        ]
        if not mappings:
            return []
        shown = [Value(text) for text in sorted(set(exact), key=danish_key)[:6]]
        words = self._say(f"alle {len(mappings)} koder", f"all {len(mappings)} codes")
        return [*shown, Value(words, self._ask("codes", **{parameter: self._asked(parameter, node)}))]

    def _asked(self, parameter: str, node: Node) -> str:
        """What to write for a thing in an address: its name if that finds it, else its IRI."""
        name = self._graph.label(node.iri, self._lang)
        try:
            resolved = self._edition.resolver.resolve(parameter, name, self._edition.manifest.sources_to, parameter)
        except EnsartetError:
            return node.iri.value
        same = resolved.iri == node.iri or node.iri in resolved.values or node.iri in resolved.things
        return name if same else node.iri.value

    def _ask(self, question: str, **given: str) -> str:
        values = {name: [value] for name, value in given.items()}
        return with_parameters(f"/questions/{question}.html", values, lang="en" if self._lang == "en" else None)

    def _values(self, iris: Iterable[NamedNode]) -> list[Value]:
        return [
            Value(self._describer.name(iri), path + self._keep if (path := path_of(iri.value)) else None)
            for iri in self._unique(iris)
        ]

    def _also(self, node: Node) -> list[Value]:
        return [Value(text) for text in sorted(set(node.texts(ALT_LABEL)), key=danish_key)]

    def _line(self, node: Node) -> list[Value]:
        text = node.text("lineText", self._lang)
        derived = node.code("lineBasis") == "derived"
        return [Value(text + (self._say(" (udledt)", " (derived)") if derived else ""))] if text else []

    def _literal(self, node: Node, name: str) -> list[Value]:
        text = node.text(name, self._lang)
        return [Value(text)] if text else []

    def _day(self, day: str | None) -> list[Value]:
        return [Value(written_out(day, self._lang))] if day else []

    def _unsaid(self) -> str:
        return self._say("ikke oplyst", "not stated")

    def _say(self, da: str, en: str) -> str:
        return da if self._lang == "da" else en

    @staticmethod
    def _unique(iris: Iterable[NamedNode]) -> list[NamedNode]:
        return list(dict.fromkeys(iris))


_DAYS = (
    *("decidedEarliest", "decidedLatest", "validFromEarliest", "periodFrom", "periodTo", "validFromLatest"),
    "publishedOn",
)
