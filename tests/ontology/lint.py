"""What the ontology must keep to: every rule yields sentences that name the offender and say what to do."""

import csv
import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, parse

from ensartet.columns import SHARED
from ensartet.names import CODE, DEF, LANGS, OWL, RDF, RDFS, SKOS, XSD, Words, local
from ensartet.questions import Question, all_questions
from ensartet.rooms import Rooms

CLASS, OBJECT, DATA = OWL + "Class", OWL + "ObjectProperty", OWL + "DatatypeProperty"
OUTSIDE_CLASSES = {SKOS + "Concept", "http://www.w3.org/ns/org#Organization"}
DATATYPES = {XSD + name for name in ("string", "integer", "decimal", "boolean", "date", "anyURI")}
MENTION = re.compile(r"\bens:(\w+)")
WORD = re.compile(r"[^\W\d_][\w-]*")


class GlossaryRow(NamedTuple):
    """A row of the glossary: its terms in each language, without what stands in brackets."""

    da: set[str]
    en: set[str]
    definition: str


@dataclass
class Ontology:
    """The files the rules look at.

    Attributes:
        modules: the quads of every module, by stem, in the order of the file.
        titles: the modules from left to right, with their titles.
        uses: file -> the names of our terms it mentions; data, shapes and queries.
        plain: words that need no row of the glossary, by language.
    """

    modules: dict[str, list[Quad]]
    lists: list[Quad]
    titles: dict[str, Words]
    uses: dict[str, set[str]]
    questions: list[Question]
    glossary: list[GlossaryRow]
    forbidden: list[dict[str, str]]
    plain: dict[str, set[str]]

    @cached_property
    def kinds(self) -> dict[str, set[str]]:
        """The types of every term of ours."""
        found: dict[str, set[str]] = defaultdict(set)
        for _, quad in self.quads():
            if quad.predicate.value == RDF + "type" and (name := ours(quad.subject)):
                found[name].add(iri(quad.object))
        return found

    @cached_property
    def home(self) -> dict[str, str]:
        """The module that declares a term."""
        return {
            name: module
            for module, quad in reversed(list(self.quads()))
            if quad.predicate.value == RDF + "type" and (name := ours(quad.subject))
        }

    def quads(self) -> Iterator[tuple[str, Quad]]:
        """Every quad with its module."""
        for module, quads in self.modules.items():
            yield from ((module, quad) for quad in quads)

    def literals(self, subject: object, predicate: str) -> list[Literal]:
        """The literals of a predicate of a term or code."""
        return self._literals[iri(subject), predicate]

    @cached_property
    def _literals(self) -> dict[tuple[str, str], list[Literal]]:
        found: dict[tuple[str, str], list[Literal]] = defaultdict(list)
        for quad in [*(quad for _, quad in self.quads()), *self.lists]:
            if isinstance(quad.object, Literal):
                found[iri(quad.subject), quad.predicate.value].append(quad.object)
        return found

    def label(self, name: str, lang: str) -> str:
        """The label of a term, empty where it has none."""
        texts = self.literals(NamedNode(DEF + name), RDFS + "label")
        return next((text.value for text in texts if text.language == lang), "")


def iri(term: object) -> str:
    """The IRI of a node, empty for anything else."""
    return term.value if isinstance(term, NamedNode) else ""


def ours(term: object) -> str:
    """The name of a term of ours, empty for anything else."""
    found = re.fullmatch(re.escape(DEF) + r"(\w+)", iri(term))
    return found[1] if found else ""


def table(path: Path) -> list[dict[str, str]]:
    """The rows of a file of tab-separated values."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def read(rooms: Rooms) -> Ontology:
    """The ontology as it stands in the repository."""
    turtle = RdfFormat.TURTLE
    uses = {}
    for folder, pattern in ((rooms.curated, "*.trig"), (rooms.shapes, "*.ttl"), (rooms.queries, "*.rq")):
        for path in sorted(folder.rglob(pattern)):
            uses[rooms.shown(path)] = set(MENTION.findall(path.read_text(encoding="utf-8")))
    plain: dict[str, set[str]] = defaultdict(set)
    for row in table(rooms.ontology / "plain-words.tsv"):
        plain[row["lang"]].add(row["word"])
    codes = sorted((rooms.ontology / "lists").glob("*.ttl"))
    return Ontology(
        modules={p.stem: list(parse(path=str(p), format=turtle)) for p in sorted(rooms.ontology.glob("*.ttl"))},
        lists=[quad for path in codes for quad in parse(path=str(path), format=turtle)],
        titles=rooms.modules(),
        uses=uses,
        questions=list(all_questions(rooms).values()),
        glossary=[
            GlossaryRow(terms(row["term_da"]), terms(row["term_en"]), row["definition"])
            for row in table(rooms.ontology / "glossary.tsv")
        ],
        forbidden=table(rooms.ontology / "forbidden.tsv"),
        plain=plain,
    )


def terms(cell: str) -> set[str]:
    """`count, tally` and `handelsnavn / præparat (x)` as the terms they are, and the cell itself."""
    bare = re.sub(r"\s*\([^)]*\)", "", cell)
    return {cell.casefold(), bare.casefold(), *(part.strip().casefold() for part in bare.split(" / "))}


def one_kind(ontology: Ontology) -> Iterator[str]:
    """A term is a class or a property of one kind, nothing else."""
    for name, kinds in ontology.kinds.items():
        if len(kinds) != 1 or not kinds <= {CLASS, OBJECT, DATA}:
            found = ", ".join(sorted(local(kind) for kind in kinds))
            yield f"ens:{name} is {found}: keep one of owl:Class, owl:ObjectProperty and owl:DatatypeProperty."


def both_languages(ontology: Ontology) -> Iterator[str]:
    """Terms have one label and one definition, lists and codes one name, in Danish and in English."""
    wanted: list[tuple[object, str]] = [
        (NamedNode(DEF + name), predicate) for name in ontology.kinds for predicate in ("label", "definition")
    ]
    wanted += [(q.subject, "prefLabel") for q in ontology.lists if q.predicate.value == RDF + "type"]
    for subject, predicate in wanted:
        namespace = RDFS if predicate == "label" else SKOS
        found = sorted(text.language or "no language" for text in ontology.literals(subject, namespace + predicate))
        if found != list(LANGS):
            yield f"{iri(subject)} has {predicate} in {found or 'no language'}: give it once in da and once in en."


def declared(ontology: Ontology) -> Iterator[str]:
    """What data, shapes, queries and modules mention is declared."""
    mentioned = dict(ontology.uses)
    for module, quad in ontology.quads():
        for term in (quad.subject, quad.object):
            mentioned.setdefault(f"ontology/{module}.ttl", set()).update({ours(term)} - {""})
    for place, names in mentioned.items():
        for name in sorted(names - set(ontology.kinds)):
            near = get_close_matches(name, ontology.kinds, 1)
            hint = f" (ens:{near[0]}?)" if near else ""
            yield f"{place} uses ens:{name}, which no module declares{hint}: declare it in its module or mend the name."


def used(ontology: Ontology) -> Iterator[str]:
    """What is declared is used by data, a shape or a query."""
    for name in sorted(set(ontology.kinds) - set().union(*ontology.uses.values())):
        yield (
            f"ens:{name} ({ontology.home[name]}) is declared and not used: use it in data, a shape or a query, "
            "or remove it."
        )


def domain_and_range(ontology: Ontology) -> Iterator[str]:
    """A property describes a declared class; its values are of a declared class, or of a datatype we read."""
    classes = {DEF + name for name, kinds in ontology.kinds.items() if CLASS in kinds} | OUTSIDE_CLASSES
    for module, quad in ontology.quads():
        side = local(quad.predicate.value)
        name = ours(quad.subject)
        if side not in ("domain", "range") or not name:
            continue
        allowed = DATATYPES if side == "range" and DATA in ontology.kinds[name] else classes
        if iri(quad.object) not in allowed:
            what = "a datatype that is read" if allowed is DATATYPES else "a declared class"
            yield (
                f"ontology/{module}.ttl: the {side} of ens:{name} is {iri(quad.object)}, not {what}: "
                "declare the class, or correct the kind of the property."
            )


def from_its_left(ontology: Ontology) -> Iterator[str]:
    """A module mentions only terms of its own and of modules to its left in modules.tsv."""
    order = list(ontology.titles)
    for module in sorted(set(order) ^ set(ontology.modules)):
        done = "add a row for it" if module in ontology.modules else "remove its row"
        yield f"ontology/{module}.ttl and ontology/modules.tsv do not agree: {done} in modules.tsv, in its place."
    for module, quad in ontology.quads():
        for name in (ours(quad.subject), ours(quad.object)):
            home = ontology.home.get(name, "")
            if name and home in order and module in order and order.index(home) > order.index(module):
                yield (
                    f"ontology/{module}.ttl mentions ens:{name}, declared to its right in ontology/{home}.ttl: "
                    f"move what mentions it to {home} or further right, or change the order in modules.tsv."
                )


def declared_before(ontology: Ontology) -> Iterator[str]:
    """In a file a term is declared above what mentions it."""
    for module, quads in ontology.modules.items():
        seen: set[str] = set()
        for quad in quads:
            if quad.predicate.value == RDF + "type":
                seen.add(ours(quad.subject))
            name = ours(quad.object)
            if name and ontology.home.get(name) == module and name not in seen:
                yield (
                    f"ontology/{module}.ttl: ens:{ours(quad.subject)} mentions ens:{name} before it is declared: "
                    f"move the declaration of ens:{name} up."
                )


def class_in_glossary(ontology: Ontology) -> Iterator[str]:
    """A class is called as the glossary says and defined as its row says."""
    rows = {row.definition: row for row in ontology.glossary}
    for name, kinds in ontology.kinds.items():
        if CLASS not in kinds:
            continue
        texts = ontology.literals(NamedNode(DEF + name), SKOS + "definition")
        row = next((rows[text.value] for text in texts if text.language == "en" and text.value in rows), None)
        labels = {lang: ontology.label(name, lang).casefold() for lang in LANGS}
        if row is None:
            yield f"ens:{name} is defined as no row of glossary.tsv: use its row's definition, or add a row."
        elif labels["da"] not in row.da or labels["en"] not in row.en:
            yield (
                f"ens:{name} is called '{labels['da']}' / '{labels['en']}', its row in glossary.tsv otherwise: "
                "use the words of the row, or change the row."
            )


def known_words(ontology: Ontology) -> Iterator[str]:
    """The words of a property's label are governed by the glossary, or said to be plain."""
    for lang in LANGS:
        known = {word for row in ontology.glossary for term in getattr(row, lang) for word in words_of(term)}
        known |= ontology.plain[lang]
        for name, kinds in sorted(ontology.kinds.items()):
            if kinds & {OBJECT, DATA}:
                for word in sorted(words_of(ontology.label(name, lang)) - known):
                    yield (
                        f"ens:{name} has the unknown word '{word}' ({lang}): use a word of glossary.tsv, add a row "
                        f"there, or if it is a plain word the line '{lang}<tab>{word}' to plain-words.tsv."
                    )


def words_of(text: str) -> set[str]:
    """The words of a text in lower case."""
    return {word.casefold() for word in WORD.findall(text)}


def no_forbidden_word(ontology: Ontology) -> Iterator[str]:
    """Labels, names of codes, titles, headings and caveats use no word of forbidden.tsv."""
    for place, lang, text in shown(ontology):
        for row in ontology.forbidden:
            if row["lang"] != lang or (row["where"] and not re.search(row["where"], place)):
                continue
            if found := re.search(row["word"], text, re.IGNORECASE):
                yield f"{place} says '{found[0]}' ({lang}): say {row['instead']}; {row['why']}."


def shown(ontology: Ontology) -> Iterator[tuple[str, str, str]]:
    """Place, language and text of every word people are shown, whatever the data."""
    for module, quad in ontology.quads():
        if local(quad.predicate.value) == "label" and isinstance(quad.object, Literal):
            yield f"ontology/{module}.ttl ens:{ours(quad.subject)}", quad.object.language or "", quad.object.value
    for quad in ontology.lists:
        if local(quad.predicate.value) == "prefLabel" and isinstance(quad.object, Literal):
            yield f"code {iri(quad.subject).removeprefix(CODE)}", quad.object.language or "", quad.object.value
    pairs = [(f"modules.tsv {module}", words) for module, words in ontology.titles.items()]
    pairs += [(f"heading {column.name}", column.label) for column in SHARED.values()]
    for question in ontology.questions:
        place = f"question {question.name}"
        pairs += [(f"{place} title", question.title), (f"{place} caveat", question.caveat)]
        pairs += [(f"{place} heading {name}", Words(**own["label"])) for name, own in question.own_columns.items()]
    for place, words in pairs:
        yield place, "da", words.da
        yield place, "en", words.en


def code_in_its_list(ontology: Ontology) -> Iterator[str]:
    """A code's IRI is its list and its notation, in kebab-case but for official names, and its list exists."""
    schemes = {iri(q.subject) for q in ontology.lists if iri(q.object) == SKOS + "ConceptScheme"}
    for quad in ontology.lists:
        if iri(quad.object) != SKOS + "Concept":
            continue
        notation = next((text.value for text in ontology.literals(quad.subject, SKOS + "notation")), "")
        of_code = [other for other in ontology.lists if other.subject == quad.subject]
        scheme = next((iri(other.object) for other in of_code if other.predicate.value == SKOS + "inScheme"), "")
        if scheme not in schemes or iri(quad.subject) != f"{scheme}/{notation}":
            yield f"{iri(quad.subject)}: give it skos:inScheme its list and as skos:notation the end of its IRI."
        elif not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*|[A-Z]+(-[A-Z])?", notation):
            yield f"{iri(quad.subject)}: a code is English kebab-case."


Rule = Callable[[Ontology], Iterator[str]]
RULES: dict[str, Rule] = {
    rule.__name__.replace("_", "-"): rule
    for rule in (
        one_kind,
        both_languages,
        declared,
        used,
        domain_and_range,
        from_its_left,
        declared_before,
        class_in_glossary,
        known_words,
        no_forbidden_word,
        code_in_its_list,
    )
}
