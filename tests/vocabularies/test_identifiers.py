"""The mapping files: how many there are, what they map, and that the SSSOM library accepts them."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
from pyoxigraph import NamedNode

from ensartet.editions import Edition
from ensartet.mappings import COLUMNS, MappingSet, as_sssom, mapping_sets
from ensartet.names import ID, RDF, Words
from ensartet.rooms import Rooms, installed_rooms

SETS = {mappings.name: mappings for mappings in mapping_sets(installed_rooms())}
COUNTS = {
    "atc": 32,
    "chebi": 4,
    "chembl": 7,
    "doid": 30,
    "drugbank": 15,
    "ema-product": 14,
    "eu-authorisation": 14,
    "hgnc": 1,
    "icd-10": 13,
    "icd-10-cm": 15,
    "icd-11": 18,
    "iso-3166-2": 5,
    "mesh": 23,
    "mondo": 29,
    "ncit": 29,
    "nuts": 5,
    "orphanet": 6,
    "region-authority": 5,
    "region-geographic": 5,
    "rxnorm": 5,
    "rxnorm-product": 21,
    "sks": 11,
    "sks-m": 15,
    "snomed-ct": 19,
    "umls": 28,
    "unii": 9,
    "uniprot": 2,
    "wikidata": 5,
}
SHARE_ALIKE = {"eu-authorisation", "rxnorm-product"}
each_set = pytest.mark.parametrize("mappings", [pytest.param(m, id=name) for name, m in SETS.items()])


def pairs(name: str) -> set[tuple[str, str, str]]:
    rows = SETS[name].rows
    return {(row.cells["subject_id"], row.match, row.code) for row in rows}


def test_every_identifier_that_was_checked_is_there_and_no_other() -> None:
    assert {name: len(mappings.rows) for name, mappings in SETS.items()} == COUNTS


@each_set
def test_a_file_has_a_licence_a_version_and_an_identity(mappings: MappingSet) -> None:
    assert mappings.header["mapping_set_id"] == f"https://w3id.org/ensartet/mappings/{mappings.name}"
    assert mappings.share_alike is (mappings.name in SHARE_ALIKE)
    assert all(mappings.version(row) and row.cells["confidence"] for row in mappings.rows)


@each_set
def test_what_is_mapped_is_ours_and_declared(mappings: MappingSet, edition: Edition) -> None:
    for row in mappings.rows:
        assert row.subject.value.startswith(ID)
        node = edition.graph.node(row.subject)
        assert node.nodes(NamedNode(RDF + "type")), row.cells["subject_id"]
        assert edition.graph.label(row.subject, "da")


@each_set
def test_a_file_is_named_after_a_code_of_the_list(mappings: MappingSet, edition: Edition) -> None:
    words = {lang: edition.graph.label(f"https://w3id.org/ensartet/code/scheme/{mappings.name}", lang)
             for lang in ("da", "en")}  # fmt: skip
    assert Words(**words) != Words(mappings.name, mappings.name)


def test_every_scheme_of_the_list_has_a_file(edition: Edition) -> None:
    in_scheme = NamedNode("http://www.w3.org/2004/02/skos/core#inScheme")
    codes = edition.store.subjects(in_scheme, NamedNode("https://w3id.org/ensartet/code/scheme"))
    assert {iri.value.rsplit("/", 1)[-1] for iri in codes} == set(SETS)


def test_a_substance_is_no_group_of_atc_and_a_class_is_no_substance() -> None:
    for subject, match, code in pairs("atc"):
        if match == "exact":
            assert (len(code) == 7) is subject.startswith("drug:"), (subject, code)


def test_superseded_codes_are_close_and_say_until_when() -> None:
    atc = SETS["atc"]
    old = {row.code: atc.in_force(row) for row in atc.rows if row.match == "close"}
    assert old["L01XC24"] == (None, "2021-12-03")
    assert old["L01XE35"] == (None, "2019-04-10")
    assert len(old) == 5
    assert {atc.in_force(row) for row in atc.rows if row.match == "exact"} == {("2026-04-25", None)}


def test_m_codes_are_the_atc_codes_of_substances_and_say_that_they_are_derived() -> None:
    atc = {(subject, "M" + code) for subject, match, code in pairs("atc") if match == "exact" and len(code) == 7}
    assert {(subject, code) for subject, _, code in pairs("sks-m")} == atc
    for row in [*SETS["sks-m"].rows, *SETS["sks"].rows]:
        assert row.cells["mapping_justification"] == "semapv:LogicalReasoning"
        assert row.cells["comment"].startswith("derived")
        assert row.match != "exact"


def test_diagnosis_codes_are_the_icd_10_codes_with_d_and_without_the_dot() -> None:
    icd = {(subject, "D" + code.replace(".", "")) for subject, _, code in pairs("icd-10")}
    assert {(subject, code) for subject, _, code in pairs("sks")} <= icd


@pytest.mark.parametrize(
    ("name", "subject", "match", "codes"),
    [
        ("icd-11", "disease:al-amyloidosis", "related", {"1061366491", "113043090"}),
        ("icd-11", "disease:multiple-myeloma", "close", {"1582389689", "526287100"}),
        ("mondo", "disease:al-amyloidosis", "exact", {"0019438"}),
        ("mondo", "disease:uterine-cancer", "close", {"0002715", "0011962"}),
        ("mondo", "disease:plaque-psoriasis", "broad", {"0005083"}),
        ("mondo", "disease:gastro-oesophageal-adenocarcinoma", "exact", {"0850130"}),
        ("doid", "disease:her2-low-breast-cancer", "exact", {"0070781"}),
        ("icd-10", "disease:non-small-cell-lung-cancer", "broad", {"C34"}),
        ("chembl", "drug:bevacizumab", "close", {"CHEMBL1201583"}),
        ("rxnorm", "drug:daratumumab", "close", {"1721947"}),
        ("chebi", "drug:mycophenolate-mofetil", "close", {"168396"}),
        ("hgnc", "biomarker:bcma", "close", {"11913"}),
    ],
)
def test_how_closely_what_was_not_certain_is_matched(name: str, subject: str, match: str, codes: set[str]) -> None:
    assert {(m, c) for s, m, c in pairs(name) if s == subject} == {(match, code) for code in codes}


def test_snomed_ct_stands_without_its_terms() -> None:
    assert not any(row.cells.get("object_label") for row in SETS["snomed-ct"].rows)


def test_the_reasons_for_what_is_left_out_are_told(rooms: Rooms) -> None:
    text = (rooms.ontology.parent / "docs" / "identifiers.md").read_text(encoding="utf-8")
    table = dict(re.findall(r"^\| `([\w-]+)` \| (\d+) \|", text, re.MULTILINE))
    assert {name: int(count) for name, count in table.items()} == COUNTS


def validated(path: Path) -> int:
    """The number of mappings the SSSOM library reads from a file it finds nothing wrong with."""
    from sssom.constants import DEFAULT_VALIDATION_TYPES
    from sssom.parsers import parse_sssom_table
    from sssom.validators import validate

    table = parse_sssom_table(path)
    reports = validate(table, DEFAULT_VALIDATION_TYPES, fail_on_error=False)
    assert {kind: report.results for kind, report in reports.items() if report.results} == {}
    return len(table.df)


# sssom 0.4 uses options of pandas that pandas 3 has deprecated
@pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore:.*:pandas.errors.Pandas4Warning")
def test_the_sssom_library_accepts_every_file_and_the_whole(tmp_path: Path) -> None:
    assert {name: validated(mappings.path) for name, mappings in SETS.items()} == COUNTS
    whole = tmp_path / "all.sssom.tsv"
    for share_alike, left_out in ((True, set()), (False, SHARE_ALIKE)):
        whole.write_bytes(as_sssom(SETS.values(), share_alike=share_alike))
        assert validated(whole) == sum(count for name, count in COUNTS.items() if name not in left_out)


def test_the_whole_names_the_licence_and_the_file_of_every_row() -> None:
    lines = as_sssom(SETS.values(), share_alike=True).decode().splitlines()
    rows = [dict(zip(COLUMNS, line.split("\t"), strict=True)) for line in lines if not line.startswith("#")][1:]
    for row in rows:
        mappings = SETS[row["mapping_source"].removeprefix("mappings:")]
        assert row["license"] == mappings.licence
    assert not any("by-sa" in line for line in as_sssom(SETS.values()).decode().splitlines())
    assert "# license: https://creativecommons.org/licenses/by-sa/4.0/" in lines


def test_an_answer_does_not_load_the_sssom_library() -> None:
    code = "import sys, api.app, ensartet.lookup; print({'sssom', 'pandas'} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "set()\n"
