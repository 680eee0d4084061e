"""Builds are all or nothing, and what is wrong with a file is told by file, line and statement."""

import hashlib
import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from ensartet.build import current_build, ensure_build, make_build
from ensartet.editions import open_edition
from ensartet.errors import BuildRefused, StoreDamaged
from ensartet.evidence import Corpus
from ensartet.rooms import Rooms

NO_TEXTS = Corpus(None)


@pytest.fixture
def copied(rooms: Rooms, tmp_path: Path) -> Rooms:
    """The rooms in a folder of their own, to be spoilt."""
    root = tmp_path / "checkout"
    for folder in (rooms.ontology, rooms.shapes, rooms.queries):
        shutil.copytree(folder, root / folder.name)
    shutil.copytree(rooms.curated, root / "ingest" / "curated")
    return Rooms(root / "ontology", root / "shapes", root / "queries", root / "ingest" / "curated")


def spoil(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def syntax_error(rooms: Rooms) -> None:
    spoil(rooms.curated / "m2604.trig", "statement:m2604-3-sharing a ens:Procedure ;", "statement:m2604-3-sharing a ;")


def two_scopes(rooms: Rooms) -> None:
    spoil(
        rooms.curated / "m2604.trig",
        "statement:m2604-6-practice a ens:ObservedPractice ;",
        "statement:m2604-6-practice a ens:ObservedPractice ; ens:region region:sjaelland ;",
    )


def wrong_sum(rooms: Rooms) -> None:
    spoil(rooms.curated / "acc24.trig", "ens:received 11 ;", "ens:received 10 ;")


def blank_node(rooms: Rooms) -> None:
    spoil(rooms.curated / "reference" / "drugs.trig", "drug:osimertinib a", "[] a")


def mapping_row(rooms: Rooms) -> None:
    spoil(rooms.ontology / "mappings" / "atc.sssom.tsv", "drug:osimertinib\tosimertinib\t", "drug:osimertinib\t")


@pytest.mark.parametrize(
    ("fault", "said"),
    [
        (syntax_error, "ingest/curated/m2604.trig, line "),
        (two_scopes, "/id/statement/m2604-6-practice>"),
        (wrong_sum, "do not add up"),
        (blank_node, "ingest/curated/reference/drugs.trig"),
        (mapping_row, "ontology/mappings/atc.sssom.tsv, line "),
    ],
)
def test_a_fault_stops_the_build_and_the_previous_one_stays(
    fault: Callable[[Rooms], None], said: str, copied: Rooms, tmp_path: Path
) -> None:
    data = tmp_path / "data"
    good = make_build(copied, data, NO_TEXTS)
    kept = {path: path.read_bytes() for path in data.rglob("*") if path.is_file()}
    fault(copied)
    with pytest.raises(BuildRefused) as refused:
        make_build(copied, data, NO_TEXTS)
    assert said in refused.value.detail.en
    assert refused.value.exit_code == 3
    assert {path: path.read_bytes() for path in data.rglob("*") if path.is_file()} == kept
    served = ensure_build(copied, data, NO_TEXTS)
    assert served.manifest == good.manifest
    assert served.stale == refused.value.detail
    with pytest.raises(BuildRefused):
        ensure_build(copied, tmp_path / "other", NO_TEXTS)


def test_the_line_of_a_syntax_error_is_the_line(copied: Rooms, tmp_path: Path) -> None:
    path = copied.curated / "m2604.trig"
    line = path.read_text(encoding="utf-8").splitlines().index("statement:m2604-3-sharing a ens:Procedure ;") + 1
    syntax_error(copied)
    with pytest.raises(BuildRefused, match=rf"line {line}\b"):
        make_build(copied, tmp_path / "data", NO_TEXTS)


def invented_corpus(rooms: Rooms, folder: Path) -> Corpus:
    """A text of our own in place of the minutes, and evidence that fits it, so that no document is needed."""
    folder.mkdir()
    text = "Punkt 6. Æblet falder ikke langt fra stammen. " * 500
    (folder / "forum-minutes-2026-04-09.txt").write_text(text, encoding="utf-8")
    digest = hashlib.sha256(text.encode()).hexdigest()
    path = rooms.curated / "m2604.trig"
    lines = []
    for line in path.read_text(encoding="utf-8").splitlines():
        if "ens:textSha256" in line:
            line = f'    ens:textSha256 "{digest}" .'
        if line.strip().startswith("oa:start"):
            start, end = int(line.split()[1]), int(line.split()[4])
            passage = hashlib.sha256(text[start:end].encode()).hexdigest()
            line = f'    oa:start {start} ; oa:end {end} ; ens:sha256 "{passage}" .'
        lines.append(line)
    path.write_text("\n".join(lines), encoding="utf-8")
    spoil_other_passages(rooms, text)
    return Corpus(folder)


def spoil_other_passages(rooms: Rooms, text: str) -> None:
    """The places that the list of sources cites in the same minutes fit the invented text too."""
    path = rooms.curated / "reference" / "sources.trig"
    lines = path.read_text(encoding="utf-8").splitlines()
    for number, line in enumerate(lines):
        if "ens:part part:m2604 ;" in line and line.startswith("evidence:"):
            words = lines[number + 1].split()
            start, end = int(words[1]), int(words[4])
            passage = hashlib.sha256(text[start:end].encode()).hexdigest()
            lines[number + 1] = f'    oa:start {start} ; oa:end {end} ; ens:sha256 "{passage}" .'
    path.write_text("\n".join(lines), encoding="utf-8")


@pytest.mark.parametrize(
    ("old", "new", "rule"),
    [
        ("oa:start 13552 ; oa:end 13667", "oa:start 13552 ; oa:end 9913667", "outside the text"),
        ("oa:start 13552 ; oa:end 13667", "oa:start 13553 ; oa:end 13667", "another sha256"),
        ('ens:textSha256 "', 'ens:textSha256 "0', "sha256"),
    ],
    ids=["span outside the text", "passage changed", "text changed"],
)
def test_evidence_that_does_not_fit_its_text_names_statement_and_line(
    old: str, new: str, rule: str, copied: Rooms, tmp_path: Path
) -> None:
    corpus = invented_corpus(copied, tmp_path / "texts")
    good = make_build(copied, tmp_path / "data", corpus)
    assert good.manifest.verified > 50
    path = copied.curated / "m2604.trig"
    spoil(path, old, new)
    if "textSha256" in old:  # keep it 64 digits long
        text = path.read_text(encoding="utf-8")
        at = text.index(new) + len(new)
        path.write_text(text[: at + 62] + text[at + 63 :], encoding="utf-8")
    with pytest.raises(BuildRefused) as refused:
        make_build(copied, tmp_path / "data", corpus)
    said = refused.value.detail.en
    assert rule in said
    if "textSha256" not in old:
        declared = "statement:m2604-6-practice a ens:ObservedPractice ;"
        line = path.read_text(encoding="utf-8").splitlines().index(declared) + 1
        assert f"ingest/curated/m2604.trig:{line} <https://w3id.org/ensartet/id/statement/m2604-6-practice>" in said
    current = current_build(tmp_path / "data")
    assert current is not None
    assert current.manifest == good.manifest


def test_the_same_files_give_the_same_build_and_are_read_once(copied: Rooms, tmp_path: Path) -> None:
    first = make_build(copied, tmp_path / "a", NO_TEXTS)
    second = make_build(copied, tmp_path / "b", NO_TEXTS)
    assert first.manifest == second.manifest
    written = (first.folder / "graph.nq").stat().st_mtime_ns
    assert ensure_build(copied, tmp_path / "a", NO_TEXTS).manifest == first.manifest
    assert (first.folder / "graph.nq").stat().st_mtime_ns == written


def test_a_changed_file_gives_a_new_version(copied: Rooms, tmp_path: Path) -> None:
    first = ensure_build(copied, tmp_path / "data", NO_TEXTS)
    spoil(copied.curated / "acc24.trig", "both recommended.", "both of them recommended.")
    second = ensure_build(copied, tmp_path / "data", NO_TEXTS)
    assert second.manifest.version != first.manifest.version
    assert second.stale is None


def test_a_damaged_build_is_never_served(copied: Rooms, tmp_path: Path) -> None:
    build = make_build(copied, tmp_path / "data", NO_TEXTS)
    graph = build.folder / "graph.nq"
    graph.write_bytes(graph.read_bytes().replace(b"m2604-6-practice", b"m2604-6-practise", 1))
    with pytest.raises(StoreDamaged):
        build.store()
    mended = ensure_build(copied, tmp_path / "data", NO_TEXTS)
    assert open_edition(mended, None).manifest.version == build.manifest.version


def test_a_folder_that_cannot_be_written_is_told_in_words(copied: Rooms, tmp_path: Path) -> None:
    (tmp_path / "data").write_text("a file where the folder should be")
    with pytest.raises(StoreDamaged, match="ENSARTET_DATA"):
        make_build(copied, tmp_path / "data", NO_TEXTS)


def test_nothing_is_written_outside_the_data_folder(copied: Rooms, tmp_path: Path) -> None:
    root = copied.ontology.parent
    before = sorted(root.rglob("*"))
    build = make_build(copied, tmp_path / "data", NO_TEXTS)
    assert sorted(root.rglob("*")) == before
    manifest = json.loads((build.folder / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["statements"] > 150
    assert [path.name for path in (tmp_path / "data" / "builds").iterdir()] == [manifest["key"]]
