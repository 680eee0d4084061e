"""Writes the documents that follow from data: glossary, questions, JSON-LD context. `--check` only compares."""

import csv
import sys
from collections.abc import Iterator
from pathlib import Path

from ensartet.build import assemble
from ensartet.columns import columns_of
from ensartet.graph import Graph
from ensartet.jsonld import ontology_context
from ensartet.questions import Question, all_questions
from ensartet.rooms import installed_rooms

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
    reviewed = question.reviewed or "not yet reviewed by a clinician"
    yield f"- Version {question.version}, owner: {question.owner}, reviewed: {reviewed}"


def context() -> str:
    """docs/contract/context.jsonld from the ontology."""
    return ontology_context(Graph(assemble(installed_rooms()))).published().decode()


def main() -> int:
    """Write the documents, or with `--check` say which are not as they would be written."""
    documents = {
        ROOT / "GLOSSARY.md": glossary(ROOT),
        ROOT / "docs" / "questions.md": catalogue(),
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
