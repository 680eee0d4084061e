"""Editions: what is withheld shows nowhere, what came later is not known yet, and the same is made twice alike."""

import random
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pytest
from pyoxigraph import NamedNode, Quad, RdfFormat, parse

from ensartet.answers import answer
from ensartet.build import canonical
from ensartet.dumps import Dumps
from ensartet.editions import MOST_KNOWN_AT, Edition, open_edition
from ensartet.errors import BadSetting, BadValue
from ensartet.findings import FINDINGS
from ensartet.mappings import as_sssom, mapping_sets, spoken_of
from ensartet.names import AUDIENCES, code, ens
from ensartet.questions import all_questions, find_question
from ensartet.rooms import Rooms, audience
from ensartet.store.oxigraph import OxigraphStore
from ensartet.visible import ACCESS_RIGHTS, visible

from ..conftest import Ask, needed
from ..planted import SECRET, build_of, marked, planted


@pytest.fixture(scope="module")
def stated(edition: Edition) -> list[Quad]:
    """The bundled data without what is derived."""
    return visible(edition.store.quads(), "internal")


@pytest.fixture(scope="module")
def editions(
    edition: Edition, stated: list[Quad], rooms: Rooms, tmp_path_factory: pytest.TempPathFactory
) -> dict[str, Edition]:
    """Both editions of one build that holds an internal source."""
    folder = tmp_path_factory.mktemp("builds") / "planted"
    build = build_of([*stated, *planted()], folder, rooms)
    return {name: open_edition(build, None, name, rooms) for name in AUDIENCES}


def text_of(edition: Edition) -> str:
    return canonical(edition.store).decode().casefold()


def test_the_public_edition_is_as_if_the_internal_source_were_not_there(
    editions: dict[str, Edition], edition: Edition
) -> None:
    assert replace(editions["public"].manifest, key=edition.manifest.key) == edition.manifest
    assert SECRET not in text_of(editions["public"])
    internal = text_of(editions["internal"])
    for kind in ("drug", "treatment", "disease", "use", "source", "part", "evidence", "statement", "mapping", "body"):
        assert f"/id/{kind}/{SECRET}" in internal
    assert any(SECRET in str(quad) for quad in editions["internal"].store.quads() if quad.graph_name == FINDINGS)


def test_no_answer_of_the_public_edition_knows_the_internal_source(
    editions: dict[str, Edition], edition: Edition, rooms: Rooms
) -> None:
    known = 0
    for name, question in all_questions(rooms).items():
        given = {key: [value] for key, value in needed(name).items()} | {"as_of": ["2026-06-02"]}
        public, internal, without = (
            answer(one, question, given).content for one in (editions["public"], editions["internal"], edition)
        )
        assert public == without
        known += SECRET in str(internal).casefold()
    assert known >= 8  # the control: inside, the source is in the answers


def test_bundled_data_are_the_same_for_both_audiences(edition: Edition, stated: list[Quad]) -> None:
    assert edition.audience == "public"
    assert visible(stated, "public") == stated


@pytest.mark.parametrize(
    ("iri", "gone", "stays"),
    [
        ("statement/m2604-6-practice", ["statement/m2604-6-practice"], ["part/m2604", "source/m2604"]),
        ("part/m2602-addition-2026-05-08", ["graph/m2602/addition-2026-05-08/1"], ["source/m2602", "part/m2602"]),
        ("source/suu-538", ["graph/outside/suu-538/1", "part/suu-538", "source-entry/suu-538"], ["region/nordjylland"]),
    ],
)
def test_what_is_marked_takes_what_rests_on_it_along(
    iri: str, gone: list[str], stays: list[str], edition: Edition, stated: list[Quad], rooms: Rooms, tmp_path: Path
) -> None:
    mark = marked(edition, NamedNode(f"https://w3id.org/ensartet/id/{iri}"))
    build = build_of([*stated, mark], tmp_path / "build", rooms)
    public = open_edition(build, None, "public", rooms)
    text = text_of(public)
    for path in gone:
        assert f"{path}>" not in text
    for path in stays:
        assert f"{path}>" in text
    assert public.manifest.version != build.manifest.version
    assert public.manifest.statements < build.manifest.statements


def test_findings_follow_from_what_is_left(edition: Edition, stated: list[Quad], rooms: Rooms, tmp_path: Path) -> None:
    finding = edition.graph.of_class("Finding")[0]
    side = finding.nodes("firstSide")[0]
    build = build_of([*stated, marked(edition, side)], tmp_path / "build", rooms)
    public = open_edition(build, None, "public", rooms)
    assert not public.graph.node(finding.iri).exists
    assert open_edition(build, None, "internal", rooms).graph.node(finding.iri).exists
    assert 0 < len(public.graph.of_class("Finding")) < len(edition.graph.of_class("Finding"))


def test_access_nobody_knows_is_withheld(stated: list[Quad], edition: Edition) -> None:
    mark = marked(edition, NamedNode("https://w3id.org/ensartet/id/source/m2604"))
    strange = Quad(mark.subject, mark.predicate, code("access-rights", "secret"), mark.graph_name)
    open_to_all = Quad(mark.subject, mark.predicate, code("access-rights", "public"), mark.graph_name)
    assert len(visible([*stated, strange], "public")) < len(stated) / 1.05
    assert visible([*stated, open_to_all], "public") == [*stated, open_to_all]


@pytest.mark.parametrize("seed", range(2))
def test_the_filter_only_takes_away_and_is_one_whatever_the_order(
    seed: int, stated: list[Quad], edition: Edition
) -> None:
    """Public within internal, earlier within later, twice is once, and no order matters: on marks drawn at random."""
    draw = random.Random(seed)
    subjects = sorted({str(q.subject)[1:-1] for q in stated if q.predicate == ens("assertedBy")})
    subjects += sorted({str(q.subject)[1:-1] for q in stated if q.object == ens("DocumentPart")})
    quads = [*stated, *planted(), *(marked(edition, NamedNode(iri)) for iri in draw.sample(subjects, 9))]
    days = sorted(draw.sample(edition.days, 2))
    shuffled = draw.sample(quads, len(quads))
    kept = {}
    for who in AUDIENCES:
        for day in (*days, None):
            once = visible(quads, who, day)
            kept[who, day] = set(once)
            assert set(visible(shuffled, who, day)) == set(once)
            assert visible(once, who, day) == once
            assert not [q for q in once if who == "public" and q.predicate == ACCESS_RIGHTS]
        assert kept[who, days[0]] <= kept[who, days[1]] <= kept[who, None]
    assert all(kept["public", day] < kept["internal", day] for day in (days[1], None))


def test_an_edition_known_at_a_day_is_that_of_the_last_publication(edition: Edition) -> None:
    first = edition.as_known_at("2026-05-07")
    assert first.known_at == first.manifest.sources_to == "2026-04-09"
    assert edition.as_known_at("2026-04-09") is first
    assert edition.as_known_at("2026-05-08") is edition
    assert edition.as_known_at("2031-01-01") is edition
    version = first.manifest.version
    for day in edition.days[: MOST_KNOWN_AT + 1]:
        edition.as_known_at(day)
        assert len(edition._known) <= MOST_KNOWN_AT
    again = edition.as_known_at("2026-05-07")
    assert again is not first
    assert again.manifest.version == version != edition.manifest.version
    assert sum(held["quads"] for held in again.graphs_by_kind.values()) == again.manifest.quads == len(again.store)


def test_before_the_first_source_the_words_are_those_of_an_answer(edition: Edition, ask: Ask) -> None:
    with pytest.raises(BadValue) as caught:
        edition.as_known_at("2015-12-31")
    texts = {
        one["code"]: one["text"] for one in ask("applications", known_at="2015-12-31", drug="osimertinib")["caveats"]
    }
    assert caught.value.detail.da == texts["before-first-source"]
    assert caught.value.parameter == "known_at"


@pytest.mark.parametrize("day", ["2017-03-31", "2024-02-20", "2026-04-09"])
def test_a_question_has_the_same_rows_on_the_whole_as_on_what_was_known(
    day: str, edition: Edition, rooms: Rooms
) -> None:
    """Questions filter by `known_at` themselves; the edition as known at the day is the oracle."""
    known = edition.as_known_at(day)
    for name in ("applications", "council-status", "inconsistencies", "under-assessment", "changes", "follow-ups"):
        question = find_question(rooms, name)
        given = {key: [value] for key, value in needed(name).items()} | {"as_of": ["2026-06-01"], "known_at": [day]}
        assert answer(known, question, given).rows == answer(edition, question, given).rows, name


def test_limiting_to_sources_derives_anew(edition: Edition) -> None:
    minutes = NamedNode("https://w3id.org/ensartet/id/source/m2604")
    limited = edition.limited_to([minutes])
    spoken = {quad.object for quad in limited.store.quads() if quad.predicate == ens("restsOn")}
    assert spoken
    assert all(isinstance(iri, NamedNode) and limited.graph.node(iri).exists for iri in spoken)


def test_dumps_are_the_edition(editions: dict[str, Edition], edition: Edition) -> None:
    for audience_, one in editions.items():
        files = Dumps(one).files
        for name, file in files.items():
            content = b"".join(file.chunks())
            assert (len(content), sha256(content).hexdigest()) == (file.size, file.sha256)
            assert audience_ in name
            if file.plain:
                form = RdfFormat.N_QUADS if name.endswith(".nq") else RdfFormat.TRIG
                again = canonical(OxigraphStore(parse(input=content, format=form)))
                assert sha256(again).hexdigest() == one.manifest.sha256
                assert (SECRET in content.decode().casefold()) is (audience_ == "internal")
    assert Dumps(editions["public"]).checksums == Dumps(edition).checksums


def test_mappings_of_what_is_withheld_are_left_out(edition: Edition, rooms: Rooms) -> None:
    sets = mapping_sets(rooms)
    row = sets[0].rows[0]
    hidden = sets[0].iri(row)
    whole = as_sssom(spoken_of(sets, lambda iri: edition.graph.node(iri).exists), share_alike=True)
    assert whole == as_sssom(sets, share_alike=True)
    left = as_sssom(spoken_of(sets, lambda iri: iri != hidden), share_alike=True)
    assert len(left.splitlines()) == len(whole.splitlines()) - 1


def test_the_audience_is_a_setting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("ENSARTET_AUDIENCE", raising=False)
    assert audience() == "public"
    monkeypatch.setenv("ENSARTET_AUDIENCE", "internal")
    assert audience() == "internal"
    monkeypatch.setenv("ENSARTET_AUDIENCE", "Public")
    with pytest.raises(BadSetting, match="public, internal"):
        audience()
