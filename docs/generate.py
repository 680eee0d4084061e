"""Writes the documents that follow from data: glossary, terms, questions, mission, JSON-LD context.

`--check` only compares.
"""

import csv
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl

import yaml
from pyoxigraph import NamedNode

from ensartet.answers import answer
from ensartet.build import assemble, ensure_build
from ensartet.columns import columns_of
from ensartet.editions import Edition, open_edition
from ensartet.evidence import Corpus
from ensartet.graph import LABEL, NOTATION, PREF_LABEL, TYPE, Graph, Node
from ensartet.jsonld import ontology_context
from ensartet.names import CODE, DEF, GRAPH, RDFS, SKOS, local
from ensartet.questions import Question, all_questions, find_question
from ensartet.rooms import data_folder, installed_rooms
from ensartet.vocabulary import PREFIXES

ROOT = Path(__file__).resolve().parent.parent


def glossary(root: Path) -> str:
    """GLOSSARY.md from ontology/glossary.tsv."""
    with (root / "ontology" / "glossary.tsv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    lines = [
        "# Glossary",
        "",
        "Generated from `ontology/glossary.tsv` by `just docs`; edit that file.",
        "",
        "| Dansk | English | Definition |",
        "|---|---|---|",
    ]
    lines += [" | ".join(["", *(cell.replace("|", "\\|") for cell in row.values()), ""]).strip() for row in rows]
    return "\n".join(lines) + "\n"


def catalogue() -> str:
    """docs/questions.md from the headers of queries/asked/."""
    lines = ["# Saved questions", "", "Generated from the headers in `queries/asked/` by `just docs`.", ""]
    for question in all_questions(installed_rooms()).values():
        lines += [*_described(question), ""]
    return "\n".join(lines)


def _described(question: Question) -> Iterator[str]:
    yield f"## {question.name}"
    yield ""
    yield f"**{question.title.da}** / {question.title.en}"
    yield ""
    yield f"- Why: {question.why.en}"
    names = ", ".join(f"`{p.name}` ({p.type}{', required' if p.required else ''})" for p in question.parameters)
    yield f"- Parameters: {names}"
    yield f"- Columns: {', '.join(f'`{column.name}`' for column in columns_of(question))}"
    yield f"- Caveat: {question.caveat.da} / {question.caveat.en}"
    yield f"- Example: `/questions/{question.name}.json?{question.example}`"
    reviewed = f"{question.reviewed_on} by {question.checked_by}" if question.reviewed_on else "not yet by a clinician"
    yield f"- Version {question.version}, owner: {question.owner}, reviewed: {reviewed}"


def terms() -> str:
    """docs/ontology.md from the modules and the code lists: every term with its words, definition, domain and range."""
    rooms = installed_rooms()
    graph = Graph(assemble(rooms))
    lines = [
        "# Terms",
        "",
        "Generated from `ontology/` by `just docs`. A module mentions only terms of its own and of modules above it.",
    ]
    for module, title in rooms.modules().items():
        found = {triple.subject for triple in graph.store.content(NamedNode(f"{GRAPH}ontology/{module}"))}
        nodes = [graph.node(subject) for subject in found if isinstance(subject, NamedNode)]
        nodes = [node for node in nodes if node.iri.value != DEF]
        if module == "alignment":
            lines += ["", f"## {module}: {title.da} / {title.en}", "", *_alignments(graph, nodes)]
        elif nodes:
            lines += ["", f"## {module}: {title.da} / {title.en}", "", *_terms(nodes)]
    return "\n".join([*lines, "", "## Code lists", *_lists(graph)]) + "\n"


def _terms(nodes: list[Node]) -> Iterator[str]:
    yield "| Term | Dansk | English | Of | Values | Definition |"
    yield "|---|---|---|---|---|---|"
    for node in sorted(nodes, key=lambda node: ("Class" not in node.kinds, local(node.iri.value))):
        parents = " ".join(f"< {_short(iri)}" for iri in node.nodes(NamedNode(RDFS + "subClassOf")))
        domain = " ".join(_short(iri) for iri in node.nodes(NamedNode(RDFS + "domain")))
        values = " ".join(_short(iri) for iri in node.nodes(NamedNode(RDFS + "range")))
        definition = (node.text(NamedNode(SKOS + "definition"), "en") or "").replace("|", "\\|")
        words = f"{node.text(LABEL, 'da')} | {node.text(LABEL, 'en')}"
        yield f"| `{local(node.iri.value)}` | {words} | {parents or domain} | {values} | {definition} |"


def _alignments(graph: Graph, nodes: list[Node]) -> Iterator[str]:
    relations = [RDFS + "subClassOf", RDFS + "subPropertyOf", SKOS + "closeMatch", SKOS + "relatedMatch"]
    aligned = {
        (triple.subject, triple.predicate, triple.object)
        for triple in graph.store.content(NamedNode(f"{GRAPH}ontology/alignment"))
    }
    yield "| Ours | | Theirs |"
    yield "|---|---|---|"
    for node in sorted(nodes, key=lambda node: node.iri.value):
        for relation in relations:
            found = [o for s, p, o in aligned if (s, p.value) == (node.iri, relation) and isinstance(o, NamedNode)]
            for theirs in sorted(found, key=lambda iri: iri.value):
                yield f"| {_short(node.iri)} | {local(relation)} | {_short(theirs)} |"


def _lists(graph: Graph) -> Iterator[str]:
    for scheme in graph.store.subjects(TYPE, NamedNode(SKOS + "ConceptScheme")):
        node = graph.node(scheme)
        yield ""
        yield f"### {scheme.value.removeprefix(CODE)}: {node.text(PREF_LABEL, 'da')} / {node.text(PREF_LABEL, 'en')}"
        yield ""
        for iri in graph.store.subjects(NamedNode(SKOS + "inScheme"), scheme):
            code = graph.node(iri)
            yield f"- `{code.value(NOTATION)}` {code.text(PREF_LABEL, 'da')} / {code.text(PREF_LABEL, 'en')}"


def _short(iri: NamedNode) -> str:
    """The IRI with the prefix people know; in full where there is none."""
    for prefix, namespace in sorted(PREFIXES.items(), key=lambda pair: -len(pair[1])):
        if iri.value.startswith(namespace):
            return f"`{prefix}:{iri.value.removeprefix(namespace)}`"
    return f"<{iri.value}>"


def context() -> str:
    """docs/contract/context.jsonld from the ontology."""
    return ontology_context(Graph(assemble(installed_rooms()))).published().decode()


def mission(root: Path) -> str:
    """docs/mission.md from docs/mission.yaml: what the sources call for, asked of the bundled data."""
    edition = open_edition(ensure_build(installed_rooms(), data_folder(), Corpus(None)), None)
    if edition.stale:
        raise SystemExit(edition.stale.en)
    rows = yaml.safe_load((root / "docs" / "mission.yaml").read_text(encoding="utf-8"))
    lines = [
        "# Mission: what the sources describe, and what answers it",
        "",
        "Generated from `docs/mission.yaml` by `just docs`: each question was asked of the bundled data, valid on and",
        f"known at {edition.manifest.sources_to}, the day of the newest source. Without a row, the answer says why.",
        "",
        "| | Where | What | Question | Answers |",
        "|---|---|---|---|---|",
    ]
    for row in rows:
        asked = [_asked(edition, text) for text in row["ask"]]
        questions = "<br>".join(f"`{address}`" for address, _ in asked)
        answers = "<br>".join(result for _, result in asked)
        lines.append(f"| {row['id']} | {row['where']} | {row['what']} | {questions} | {answers} |")
    return "\n".join(lines) + "\n"


def _asked(edition: Edition, text: str) -> tuple[str, str]:
    """The address of what is asked, and the number of answers or why there is none."""
    name, _, values = text.partition(" ")
    day = edition.manifest.sources_to
    given = {**dict(parse_qsl(values)), "as_of": day, "known_at": day, "lang": "en"}
    question = find_question(installed_rooms(), name)
    content = answer(edition, question, {key: [value] for key, value in given.items()}).content
    return f"/questions/{name}" + (f"?{values}" if values else ""), _result(content)


def _result(content: dict[str, Any]) -> str:
    if content["total"]:
        return f"{content['total']}"
    states = Counter(entry["state"].replace("-", " ") for entry in content["completeness"])
    if states:
        return "none: " + ", ".join(f"{state} ({count})" if count > 1 else state for state, count in states.items())
    raise ValueError(f"{content['question']['name']} has no row and does not say why")


def main() -> int:
    """Write the documents, or with `--check` say which are not as they would be written."""
    documents = {
        ROOT / "GLOSSARY.md": glossary(ROOT),
        ROOT / "docs" / "ontology.md": terms(),
        ROOT / "docs" / "questions.md": catalogue(),
        ROOT / "docs" / "mission.md": mission(ROOT),
        ROOT / "docs" / "contract" / "context.jsonld": context(),
    }
    stale = [p for p, text in documents.items() if not p.exists() or p.read_text(encoding="utf-8") != text]
    if "--check" in sys.argv:
        for path in stale:
            print(f"{path.relative_to(ROOT)} is not up to date: run `just docs`", file=sys.stderr)
        return 1 if stale else 0
    for path in stale:
        path.write_text(documents[path], encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
