"""The authorised indications against the medicines report they were read from, and what may be concluded of them."""

import hashlib
import os
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from pyoxigraph import NamedNode

from ensartet.editions import Edition
from ensartet.graph import NOTATION, PREF_LABEL, Node
from ensartet.names import ID, SKOS, code, ens

REPORT = "ema-medicines-report-2025-10-27.xlsx"
PART = NamedNode(f"{ID}part/ema-report-2025-10-27")
HEADER_ROW = 9
LOADED = NamedNode(f"{ID}statement/ema-2025-10-27-loaded")


@pytest.fixture(scope="module")
def path() -> Path:
    """The report as published; skips, by name, where it is absent."""
    folder = os.environ.get("ENSARTET_CORPUS")
    found = Path(folder) / "vocabularies" / REPORT if folder else None
    if found is None or not found.is_file():
        pytest.skip(f"{REPORT} is not in ENSARTET_CORPUS/vocabularies")
    return found


@pytest.fixture(scope="module")
def rows(path: Path) -> list[tuple[Any, ...]]:
    book = openpyxl.load_workbook(path, read_only=True)
    found = list(book.worksheets[0].iter_rows(max_col=39, values_only=True))
    book.close()
    return found


@pytest.fixture(scope="module")
def table(rows: list[tuple[Any, ...]]) -> dict[str, dict[str, Any]]:
    """The human medicines by product number."""
    names = rows[HEADER_ROW - 1]
    medicines = (dict(zip(names, row, strict=True)) for row in rows[HEADER_ROW:])
    return {row["EMA product number"]: row for row in medicines if row["Category"] == "Human"}


def digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def indications(edition: Edition) -> list[Node]:
    return [node for node in edition.graph.of_class("AuthorisedIndication") if node.node("product")]


def evidence_of(edition: Edition, statement: Node) -> Node:
    (iri,) = statement.nodes("evidence")
    return edition.graph.node(iri)


def named_as(edition: Edition, product: Node) -> set[str | None]:
    """The product numbers that the mapping file gives a product."""
    codes = product.nodes(NamedNode(SKOS + "exactMatch"))
    return {edition.graph.node(iri).value(NOTATION) for iri in codes if "/ema-product/" in iri.value}


def test_every_indication_names_the_number_that_the_mapping_of_its_product_has(edition: Edition) -> None:
    found = indications(edition)
    assert len(found) == 35
    for statement in found:
        product = edition.graph.node(statement.nodes("product")[0])
        assert named_as(edition, product) == {evidence_of(edition, statement).value("item")}


def test_the_products_with_indications_are_those_said_to_be_loaded(edition: Edition) -> None:
    assert {iri for node in indications(edition) for iri in node.nodes("product")} == set(
        edition.graph.node(LOADED).nodes("product")
    )


def test_number_name_status_and_text_are_those_of_the_report(
    edition: Edition, table: dict[str, dict[str, Any]]
) -> None:
    for statement in indications(edition):
        passage = evidence_of(edition, statement)
        row = table[passage.value("item") or ""]
        product = edition.graph.node(statement.nodes("product")[0])
        assert product.text(PREF_LABEL, "en") == row["Name of medicine"]
        assert statement.code("authorisationStatus") == row["Medicine status"].lower()
        assert passage.value("sha256") == digest(row["Therapeutic indication"])


def test_the_report_is_of_the_date_that_is_cited(edition: Edition, rows: list[tuple[Any, ...]]) -> None:
    part = edition.graph.node(PART)
    printed = [cell for cell in rows[0] if cell][-1]
    year, month, day = (part.value("publishedOn") or "").split("-")
    assert printed.startswith(f"{day}/{month}/{year}")
    header = edition.graph.node(f"{ID}evidence/ema-2025-10-27-header")
    assert header.value("sha256") == digest(printed)


def test_no_other_authorised_product_has_a_substance_that_counts_as_loaded(
    edition: Edition, table: dict[str, dict[str, Any]]
) -> None:
    """Else "all authorised indications loaded" would be untrue of the substance."""
    numbers = {evidence_of(edition, statement).value("item") for statement in indications(edition)}
    common = "International non-proprietary name (INN) / common name"
    loaded = {table[number or ""][common] for number in numbers}
    authorised = {number: row for number, row in table.items() if row["Medicine status"] == "Authorised"}
    others = {row[common] for number, row in authorised.items() if number not in numbers}
    assert loaded & others == set()


def test_a_treatment_is_one_node_so_that_equal_treatments_are_the_same(edition: Edition) -> None:
    seen: dict[object, str] = {}
    for node in edition.graph.of_class("Treatment"):
        if node.flag("unnamed"):
            continue
        parts = frozenset([*node.nodes("component"), *node.nodes("componentClass")]), node.code("componentMode")
        assert parts not in seen, (node.iri.value, seen.get(parts))
        seen[parts] = node.iri.value


def test_a_line_that_follows_from_prior_treatments_is_derived_by_the_table(edition: Edition) -> None:
    """At least n prior treatments is line n+1 and later, and never a stated line."""
    counted = 0
    for statement in indications(edition):
        use = edition.graph.node(statement.nodes("use")[0])
        fewest, most = use.number("minPriorTreatments"), use.number("maxPriorTreatments")
        if fewest is not None:
            counted += 1
            assert (use.number("minLine"), use.code("lineBasis")) == (fewest + 1, "derived")
            assert use.number("maxLine") == (None if most is None else most + 1)
    assert counted == 16


@pytest.mark.parametrize(
    ("use", "agents"),
    [
        ("teclistamab-myeloma-authorised", {"immunomodulatory-agents", "proteasome-inhibitors", "cd38-inhibitors"}),
        (
            "ciltacabtagene-autoleucel-myeloma-authorised",
            {"immunomodulatory-agents", "proteasome-inhibitors", "lenalidomide"},
        ),
        ("vipivotide-adt-mcrpc-authorised", {"androgen-receptor-pathway-inhibitors", "taxane-based-chemotherapy"}),
    ],
)
def test_prior_therapy_is_whole(use: str, agents: set[str], edition: Edition) -> None:
    criteria = [edition.graph.node(iri) for iri in edition.graph.node(f"{ID}use/{use}").nodes("priorTherapy")]
    assert {iri.value.rsplit("/", 1)[-1] for node in criteria for iri in node.nodes("priorAgent")} == agents


def test_off_label_is_derived_only_where_all_products_of_the_medicines_are_loaded(edition: Edition) -> None:
    said = edition.store.subjects(ens("labelStatus"), code("label-status", "off-label"))
    assert {kind for iri in said for kind in edition.graph.node(iri).kinds} == {"LabelStatement"}
    loaded = set(edition.graph.node(LOADED).nodes("allProductsOf"))
    derived = edition.store.subjects(ens("assessedStatus"), code("label-status", "off-label"))
    assert derived
    for iri in derived:
        use = edition.graph.node(edition.graph.node(iri).nodes("assessesUse")[0])
        treatment = edition.graph.node(use.nodes("treatment")[0])
        assert {*treatment.nodes("component"), *treatment.nodes("componentClass")} <= loaded


def test_a_medicine_whose_text_is_cut_is_not_said_to_be_loaded_whole(edition: Edition) -> None:
    cut = {p for node in indications(edition) if node.flag("textDefective") for p in node.nodes("product")}
    loaded = set(edition.graph.node(LOADED).nodes("allProductsOf"))
    assert cut
    assert not {s for product in cut for s in edition.graph.node(product).nodes("contains")} & loaded
