"""A mapping file that says what may not be said is refused, with its file and line."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode

from ensartet.curated import read_mappings
from ensartet.editions import Edition
from ensartet.errors import BuildRefused
from ensartet.mappings import mapping_sets
from ensartet.names import DCTERMS, ID, OWL, SKOS, SSSOM, ens
from ensartet.rooms import Rooms

HEADER = """\
# mapping_set_id: https://w3id.org/ensartet/mappings/atc
# license: https://creativecommons.org/publicdomain/zero/1.0/
# curie_map:
#   drug: https://w3id.org/ensartet/id/drug/
#   class: https://w3id.org/ensartet/id/drug-class/
#   ATC: http://purl.bioontology.org/ontology/ATC/
#   DRUGBANK: https://go.drugbank.com/drugs/
#   skos: http://www.w3.org/2004/02/skos/core#
#   semapv: https://w3id.org/semapv/vocab/
subject_id\tpredicate_id\tobject_id\tmapping_justification\tconfidence
"""
GOOD = "drug:daratumumab\tskos:exactMatch\tATC:L01FC01\tsemapv:ManualMappingCuration\t1.0\n"


@pytest.fixture
def written(rooms: Rooms, tmp_path: Path) -> Callable[[str], tuple[Rooms, Path]]:
    """A mapping file with the given text, in an ontology of its own."""

    def write(text: str) -> tuple[Rooms, Path]:
        path = tmp_path / "ontology" / "mappings" / "atc.sssom.tsv"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return Rooms(tmp_path / "ontology", rooms.shapes, rooms.queries, rooms.curated), path

    return write


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        (HEADER + GOOD.replace("semapv:ManualMappingCuration", ""), 11, "no justification"),
        (HEADER.replace("# license: https://creativecommons.org/publicdomain/zero/1.0/\n", "") + GOOD, 1, "'license'"),
        (HEADER + GOOD.replace("drug:daratumumab", "class:cd38-inhibitors"), 11, "a class cannot be"),
        (HEADER + GOOD.replace("drug:daratumumab", "class:x").replace("ATC:L01FC01", "DRUGBANK:DB1"), 11, "a class"),
        (HEADER + GOOD + GOOD.replace("L01FC01", "L01XC24"), 12, "has an exactMatch in line 11 already"),
        (HEADER + GOOD.replace("ATC:", "atc:"), 11, "'atc:L01FC01' has no prefix of the header"),
        (HEADER + GOOD.replace("semapv:", "semap:"), 11, "'semap:ManualMappingCuration' has no prefix"),
        (HEADER + GOOD + GOOD.replace("exact", "close"), 12, "line 11 says the same"),
        (HEADER + GOOD.replace("exactMatch", "prefLabel"), 11, "none of the matches of SKOS"),
        (HEADER + GOOD.replace("1.0", "high"), 11, "no number from 0 to 1"),
        (HEADER + GOOD.replace("\t1.0", ""), 11, "4 cells, not 5"),
        (HEADER.replace("\tmapping_justification", "") + GOOD, 10, "columns are missing: mapping_justification"),
        (HEADER.replace("# curie_map:", "# curie_map: ["), 1, "the header cannot be read"),
        ("", 1, "'license'"),
    ],
)
def test_what_may_not_be_said(text: str, line: int, said: str, written: Callable[[str], tuple[Rooms, Path]]) -> None:
    rooms, path = written(text)
    with pytest.raises(BuildRefused) as refused:
        list(read_mappings(rooms, path))
    assert f"ontology/mappings/atc.sssom.tsv, line {line}: " in refused.value.detail.en
    assert f"ontology/mappings/atc.sssom.tsv, linje {line}: " in refused.value.detail.da
    assert said in refused.value.detail.en


def test_a_group_may_be_the_same_as_a_class(written: Callable[[str], tuple[Rooms, Path]]) -> None:
    rooms, path = written(HEADER + GOOD.replace("drug:daratumumab", "class:cd38-inhibitors").replace("01\t", "\t"))
    assert list(read_mappings(rooms, path))


def test_a_prefix_means_one_thing_in_all_files(written: Callable[[str], tuple[Rooms, Path]]) -> None:
    rooms, path = written(HEADER + GOOD)
    other = path.with_name("other.sssom.tsv")
    shutil.copy(path, other)
    assert len(mapping_sets(rooms)) == 2
    other.write_text(HEADER.replace("ontology/ATC/", "ontology/OTHER/") + GOOD, encoding="utf-8")
    with pytest.raises(BuildRefused, match="'ATC' means something else"):
        mapping_sets(rooms)


def test_a_row_keeps_what_it_says_of_itself(edition: Edition) -> None:
    node = edition.graph.node(f"{ID}mapping/atc-daratumumab-l01xc24")
    assert node.kinds == {"Mapping"}
    assert node.node(NamedNode(OWL + "annotatedSource")) == NamedNode(f"{ID}drug/daratumumab")
    assert node.node(NamedNode(OWL + "annotatedProperty")) == NamedNode(SKOS + "closeMatch")
    assert (node.code("scheme"), node.code("match")) == ("atc", "close")
    assert node.value(NamedNode(SSSOM + "confidence")) == "1"
    assert node.value(NamedNode(SSSOM + "object_source_version")) == "2021-12-03"
    assert node.node(NamedNode(DCTERMS + "license")) == NamedNode("https://creativecommons.org/publicdomain/zero/1.0/")
    assert node.node(NamedNode(SSSOM + "mapping_justification")) is not None
    assert [t.value for t in node.terms(ens("inForceTo")) if isinstance(t, Literal)] == ["2021-12-03"]


def test_rows_are_things_of_their_own(edition: Edition, rooms: Rooms) -> None:
    assert len(edition.graph.of_class("Mapping")) == sum(len(mappings.rows) for mappings in mapping_sets(rooms))
