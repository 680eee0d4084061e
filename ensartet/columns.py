"""The columns that questions share: one name, one type and one pair of headings for each thing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from .names import Words
from .questions import Question


@dataclass(frozen=True)
class Column:
    """A column. `type` as in the contract; a code's words come from the code list `scheme`."""

    name: str
    type: str
    label: Words
    scheme: str = ""
    shown: bool = True


def _column(name: str, kind: str, da: str, en: str, scheme: str = "", *, shown: bool = True) -> Column:
    return Column(name, kind, Words(da, en), scheme, shown)


_ALL = (
    _column("drug", "string", "Lægemiddel", "Medicine"),
    _column("drug_iri", "iri", "Behandling (IRI)", "Treatment (IRI)", shown=False),
    _column("drugs", "list", "Stoffer (IRI)", "Substances (IRI)", shown=False),
    _column("via", "string", "Via gruppe", "Via class"),
    _column("disease", "string", "Sygdom", "Disease"),
    _column("disease_iri", "iri", "Sygdom (IRI)", "Disease (IRI)", shown=False),
    _column("population", "string", "Patientgruppe", "Patient group"),
    _column("line_min", "integer", "Behandlingslinje fra", "Line from", shown=False),
    _column("line_max", "integer", "Behandlingslinje til", "Line to", shown=False),
    _column("line_open", "boolean", "Uden øvre grænse", "No upper bound", shown=False),
    _column("line_text", "string", "Behandlingslinje", "Line of therapy"),
    _column("line_basis", "code", "Linjens grundlag", "Basis of line", "line-basis", shown=False),
    _column("region", "string", "Region", "Region"),
    _column("region_code", "string", "Regionskode", "Region code", shown=False),
    _column("region_scope", "code", "Hvilke regioner", "Which regions", "region-scope"),
    _column("body", "string", "Organ", "Body"),
    _column("kind", "code", "Type", "Type", "kind"),
    _column("outcome", "code", "Udfald", "Outcome", "outcome"),
    _column("outcome_group", "code", "Udfaldsgruppe", "Outcome group", "outcome-group", shown=False),
    _column("outcome_text", "string", "Kildens ord", "The source's word"),
    _column("force", "code", "Bindende eller rådgivende", "Binding or advisory", "force"),
    _column("status", "code", "Status", "Status", "status"),
    _column("reason", "list", "Begrundelse", "Reason", "reason"),
    _column("received", "integer", "Modtaget", "Received"),
    _column("favourable", "integer", "Imødekommet", "Granted"),
    _column("favourable_as", "code", "Imødekommet som", "Granted as", "favourable-as"),
    _column("count", "integer", "Antal", "Count"),
    _column("refused", "integer", "Afslag", "Refused"),
    _column("withdrawn", "integer", "Trukket tilbage", "Withdrawn"),
    _column("pending", "integer", "Verserende", "Pending"),
    _column("period_from", "date", "Periode fra", "Period from"),
    _column("period_to", "date", "Periode til", "Period to"),
    _column("decided_on", "date", "Besluttet", "Decided on"),
    _column("date_precision", "code", "Datoens præcision", "Date precision", "date-precision", shown=False),
    _column("valid_from", "date", "Gælder fra", "Valid from"),
    _column("valid_to", "date", "Gælder til", "Valid to"),
    _column("published_on", "date", "Kendt pr.", "Known by"),
    _column("published_basis", "code", "Kendt pr., grundlag", "Known by, basis", "published-basis", shown=False),
    _column("hedge", "code", "Forbehold", "Hedge", "hedge"),
    _column("polarity", "code", "Bekræfter/benægter", "Polarity", "polarity"),
    _column("asserted_by", "string", "Hvem siger det", "Said by"),
    _column("basis", "code", "Oplyst/udledt", "Stated/derived", "basis"),
    _column("label_status", "code", "Indikationsstatus", "Label status", "label-status"),
    _column("application_practice", "code", "Ansøgningspraksis", "Application practice", "application-practice"),
    _column("extent", "code", "Omfang", "Extent", "extent"),
    _column("answer", "code", "Svar", "Answer", "answer"),
    _column("use_iri", "iri", "Anvendelse (IRI)", "Use (IRI)", shown=False),
    _column("statement_iri", "iri", "Udsagn (IRI)", "Statement (IRI)", shown=False),
    _column("case_no", "string", "Sagsnummer", "Case number"),
    _column("suppressed", "boolean", "Diskretioneret", "Suppressed", shown=False),
    _column("source", "string", "Kilde", "Source"),
    _column("item", "string", "Punkt", "Item"),
    _column("section", "code", "Afsnit", "Section", "section"),
    _column("state", "code", "Tilstand", "State", "source-state"),
    _column("licence", "string", "Brugsvilkår", "Terms of use"),
    _column("action", "string", "Hvad der skal ske", "Action"),
    _column("owner", "string", "Ansvarlig", "Owner"),
    _column("due", "date", "Frist", "Due"),
    _column("condition", "string", "Vilkår", "Condition"),
    _column("reason_text", "string", "Begrundelse i ord", "Reason in words"),
    _column("time_limit", "string", "Tidsgrænse", "Time limit"),
    _column("trial", "string", "Forsøg", "Trial"),
    _column("n", "integer", "Antal deltagere", "Participants"),
    _column("measure", "string", "Mål", "Measure"),
    _column("arm", "string", "Arm", "Arm"),
    _column("value", "decimal", "Værdi", "Value"),
    _column("unit", "string", "Enhed", "Unit"),
    _column("ci", "string", "Konfidensinterval", "Confidence interval"),
    _column("used_in", "string", "Brugt i", "Used in"),
    _column("route", "string", "Vej", "Route"),
    _column("guideline", "string", "Retningslinje", "Guideline"),
    _column("protocol", "string", "Protokol", "Protocol"),
    _column("programme", "string", "Program", "Programme"),
    _column("version", "string", "Udgave", "Version"),
    _column("patient_group", "string", "Patientgruppe på listen", "Patient group on the list"),
    _column("atc", "string", "ATC-kode", "ATC code"),
    _column("form", "string", "Lægemiddelform", "Pharmaceutical form"),
    _column("strength", "string", "Styrke", "Strength"),
    _column("change", "string", "Ændring", "Change"),
    _column("pack_no", "string", "Varenummer", "Pack number"),
    _column("dispensing_group", "code", "Udleveringsgruppe", "Dispensing group", "dispensing-group"),
    _column("dispensing_class", "string", "Prisfilens gruppe", "Price file's class"),
    _column("sad", "boolean", "SAD-præparat", "SAD product"),
    _column("comparability", "code", "Sammenlignelighed", "Comparability", "comparability"),
    _column("scheme", "code", "Kodesystem", "Scheme", "scheme"),
    _column("code", "string", "Kode", "Code"),
    _column("code_label", "string", "Kodens navn", "Code's name"),
    _column("match", "code", "Overensstemmelse", "Match", "match"),
    _column("confidence", "decimal", "Sikkerhed", "Confidence"),
    _column("relation", "code", "Forhold til anvendelsen", "Relation to the use", "relation"),
    _column("change", "code", "Ændring", "Change", "change"),
    _column("finding", "iri", "Fund (IRI)", "Finding (IRI)", shown=False),
    _column("severity", "code", "Vægt", "Severity", "severity"),
    _column("side_a", "string", "Den ene side", "One side"),
    _column("side_b", "string", "Den anden side", "The other side"),
    _column("remark", "string", "Regionens bemærkning", "The region's remark"),
    _column("first_known", "date", "Først kendt", "First known"),
    _column("resolved", "date", "Ikke længere aktuelt fra", "No longer current from"),
    _column("axes_checked", "list", "Akser, der er sammenlignet", "Axes compared", "axis"),
    _column("evidence", "list", "Kildested", "Evidence"),
)
SHARED: Mapping[str, Column] = {column.name: column for column in _ALL}
COUNTS = ("received", "favourable", "refused", "withdrawn", "pending", "count")
_IMPLIED = (
    ("line_max", "line_open"),
    ("region", "region_code"),
    ("published_on", "published_basis"),
    ("decided_on", "date_precision"),
    ("outcome", "outcome_group"),
)


def columns_of(question: Question) -> list[Column]:
    """The columns of a question's answer: those it lists, those they imply, then the words of every code."""
    names = list(question.columns)
    names += [implied for name, implied in _IMPLIED if name in names and implied not in names]
    if any(parameter.type == "drug" for parameter in question.parameters):
        names.append("via")
    if any(name in COUNTS for name in names):
        names.append("suppressed")
    if "drug_iri" in names:
        names.append("use_iri")
    names += [name for name in ("statement_iri", "basis", "evidence") if name not in names]
    found = [_declared(question, name) for name in names]
    return found + [_words(column) for column in found if column.scheme]


def _declared(question: Question, name: str) -> Column:
    own: Mapping[str, Any] | None = question.own_columns.get(name)
    if own is None:
        return SHARED[name]
    return Column(name, own["type"], Words(**own["label"]), own.get("scheme", ""), own.get("shown", True))


def _words(column: Column) -> Column:
    kind = "list" if column.type == "list" else "string"
    return Column(f"{column.name}_label", kind, column.label, shown=False)


def headings(columns: Sequence[Column], lang: str) -> list[dict[str, str]]:
    """The columns object of an answer."""
    return [{"name": c.name, "type": c.type, "label": getattr(c.label, lang)} for c in columns]
