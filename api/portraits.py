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
from ensartet.graph import ALT_LABEL, BROADER, DESCRIPTION, NOTATION, Node
from ensartet.names import DCTERMS, ORG, OWL, Lang, Words, ens, local, path_of
from ensartet.periods import shown_date, written_out
from ensartet.questions import Question
from ensartet.sorting import danish_key

from .described import Describer, Value
from .requests import with_parameters

MOST = 50
IS_PART_OF = NamedNode(DCTERMS + "isPartOf")
ANNOTATED_SOURCE = NamedNode(OWL + "annotatedSource")
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
SILENT = Words(
    "Ingen indlæst kilde siger noget om det her. Det er ikke et nej.",
    "No loaded source says anything of it here. That is not a no.",
)


@dataclass(frozen=True)
class Said:
    """A statement as a row. Dates are as the source gives them; `dated` is the day it is put in order by."""

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
    steps: list[list[Value]] = field(default_factory=list)
    step_headings: list[str] = field(default_factory=list)
    links: list[Value] = field(default_factory=list)
    total: int = 0
    more: str | None = None
    empty: str = ""
    intro: str = ""
    numbered: bool = False


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
        ]
        found = [iri for iri in self._subjects("region", [node.iri]) if self._graph.node(iri).nodes("assertedBy")]
        procedures = [iri for iri in found if "Procedure" in self._graph.node(iri).kinds]
        rest = [iri for iri in found if iri not in procedures]
        return [
            self._facts(facts),
            self._procedure(procedures, node),
            *self._by_family(rest, "region", node, own=("decisions", "practice", "other")),
            self._go_on("region", node),
        ]

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
        parts = self._unique([node.iri, *self._graph.store.subjects(IS_PART_OF, node.iri)])
        passages = self._subjects("part", parts)
        found = self._unique(
            iri for iri in self._subjects("evidence", passages) if self._graph.node(iri).nodes("assertedBy")
        )
        rows = [self._said(iri, within=set(parts)) for iri in found]
        rows.sort(key=lambda row: danish_key(row.item))
        total = len(rows)
        sections: list[Section] = []
        for item in dict.fromkeys(row.item for row in rows[: MOST * 2]):
            of_item = [row for row in rows[: MOST * 2] if row.item == item]
            heading = self._say(f"Punkt {item}", f"Item {item}") if item.isdigit() else item
            sections.append(Section(f"item-{len(sections) + 1}", heading, rows=of_item, total=len(of_item)))
        code = node.value(NOTATION) or ""
        link = self._ask(STATEMENTS_OF_OTHERS, source=code) if code else None
        facts = [
            (self._say("Dokumenttype", "Kind of document"), self._values(node.nodes("documentKind"))),
            (self._say("Sagsnummer", "Case number"), [Value(v)] if (v := node.value("caseNumber")) else []),
            (self._say("Kendt", "Known"), [Value(v)] if (v := self._known(node)) else []),
            (
                self._say("Udsagn indlæst herfra", "Statements loaded from it"),
                [Value(str(total), link if total and link else None)],
            ),
        ]
        head = self._facts(facts)
        if total > MOST * 2:
            sections.append(
                Section(
                    "rest",
                    self._say("Resten", "The rest"),
                    links=[
                        Value(self._say(f"Alle {total} udsagn som tabel", f"All {total} statements as a table"), link)
                    ],
                )
            )
        return [head, *sections]

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
        return [about, self._found(self._subjects("restsOn", [node.iri]))]

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
        intro = self._say(
            "Udledt af systemet ved at holde udsagn op mod hinanden. Ingen kilde siger det selv.",
            "Derived by the system by holding statements against each other. No source says it itself.",
        )
        kept = [(name, values) for name, values in facts if values]
        rests = self._rows(
            "rests", self._say("Udsagnene, det hviler på", "The statements it rests on"), node.nodes("restsOn")
        )
        return [Section("facts", self._say("Fundet", "The finding"), facts=kept, intro=intro), rests]

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
    ) -> Section:
        rows = [self._said(iri) for iri in found]
        rows.sort(key=lambda row: (row.dated, danish_key(row.text.text)), reverse=slug != "timeline")
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
        return Section(
            "findings",
            self._say("Fund, det indgår i", "Findings it is part of"),
            links=self._values(findings),
            total=len(findings),
            empty="" if findings else self._say("Ingen fund.", "No findings."),
        )

    def _procedure(self, found: Sequence[NamedNode], region: Node) -> Section:
        """How a region decides: numbered steps in order, then what is said without a number."""
        nodes = sorted(
            (self._graph.node(iri) for iri in found),
            key=lambda node: (node.number("step") is None, node.number("step") or 0, node.value("publishedOn") or ""),
        )
        steps = []
        for node in nodes:
            row = self._said(node.iri)
            number = node.value("step")
            limit = node.value("timeLimitDays")
            days = self._say(f"{limit} dage", f"{limit} days") if limit else ""
            steps.append(
                [
                    Value(number or "–"),
                    Value(f"{row.hedge}: {row.text.text}" if row.hedge else row.text.text, row.text.href),
                    self._joined(self._literal(node, "decides") or self._values(node.nodes("body"))),
                    self._joined(self._values(node.nodes("force"))),
                    Value(days or self._unsaid()),
                    self._joined(self._literal(node, "appealTo")),
                    Value(row.known),
                    row.places[0] if row.places else Value(self._unsaid()),
                ]
            )
        headings = [
            self._say(*words)
            for words in (
                ("Trin", "Step"),
                ("Hvad kilden siger", "What the source says"),
                ("Afgøres af", "Decides"),
                ("Hvor bindende", "Force"),
                ("Tidsgrænse", "Time limit"),
                ("Anke til", "Appeal to"),
                ("Kendt", "Known"),
                ("Kildested", "Evidence"),
            )
        ]
        return Section(
            "procedure",
            self._say("Sådan afgør regionen sager", "How the region decides"),
            steps=steps[:MOST],
            step_headings=headings,
            total=len(steps),
            more=self._ask("procedures", region=self._asked("region", region)),
            empty="" if steps else SILENT.in_lang(self._lang),
        )

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
            date=self._dated(node) or self._unsaid(),
            known=self._known(node) or self._unsaid(),
            sign=next((SIGNS[kind] for kind in sorted(node.kinds) if kind in SIGNS), "·"),
            kind=kinds[0] if kinds else Value(""),
            text=Value(text, (path_of(iri.value) or "") + self._keep),
            region=", ".join(regions),
            who=", ".join(describer.name(who) for who in node.nodes("assertedBy")),
            hedge=", ".join(hedges),
            places=self._passages(passages),
            dated=next((day for name in _DAYS if (day := node.value(name))), ""),
            item=(self._graph.node(passages[0]).value("item") or "") if passages else "",
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

    def _joined(self, values: Sequence[Value]) -> Value:
        if len(values) == 1:
            return values[0]
        return Value(", ".join(value.text for value in values) or self._unsaid())

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
