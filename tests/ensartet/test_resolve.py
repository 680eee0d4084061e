import pytest

from ensartet.editions import Edition
from ensartet.errors import UnknownName
from ensartet.names import ID, local
from ensartet.resolve import Resolved

KNOWN = "2026-05-10"


def resolved(edition: Edition, kind: str, given: str, known_at: str = KNOWN) -> Resolved:
    return edition.resolver.resolve(kind, given, known_at, kind)


@pytest.mark.parametrize(
    "given",
    [
        "daratumumab",
        "Daratumumab",
        "DARZALEX",
        "L01FC01",
        "l01xc24",
        "http://purl.bioontology.org/ontology/ATC/L01FC01",
        f"{ID}drug/daratumumab",
        f"{ID}treatment/daratumumab",
    ],
)
def test_a_drug_by_any_of_its_names(given: str, edition: Edition) -> None:
    assert [local(iri.value) for iri in resolved(edition, "drug", given).values] == ["daratumumab"]


@pytest.mark.parametrize("given", ["Region Nordjylland", "nordjylland", "RN", "1081", f"{ID}region/nordjylland"])
def test_a_region_by_any_of_its_names(given: str, edition: Edition) -> None:
    assert local(resolved(edition, "region", given).iri.value) == "nordjylland"


@pytest.mark.parametrize("given", ["AL-amyloidose", "letkæde amyloidose", "LETKAEDE AMYLOIDOSE", "AL amyloidosis"])
def test_a_disease_by_any_of_its_names(given: str, edition: Edition) -> None:
    assert local(resolved(edition, "disease", given).iri.value) == "al-amyloidosis"


def test_misspellings_seen_in_the_sources_are_names(edition: Edition) -> None:
    assert local(resolved(edition, "drug", "trastuzumab deruxctecan").iri.value) == "trastuzumab-deruxtecan"
    assert local(resolved(edition, "drug", "tozilizumab").iri.value) == "tocilizumab"


def test_a_class_is_its_members_once_a_source_says_so(edition: Edition) -> None:
    before = resolved(edition, "drug", "BCMA-rettet behandling", "2026-02-23")
    after = resolved(edition, "drug", "BCMA-rettet behandling", "2026-02-24")
    assert {local(iri.value) for iri in before.values} == {"bcma-directed"}
    assert {local(iri.value) for iri in after.values} == {"bcma-directed", "teclistamab", "ciltacabtagene-autoleucel"}


def test_a_substance_is_covered_by_its_class_and_the_class_is_named(edition: Edition) -> None:
    found = resolved(edition, "drug", "Tecvayli")
    assert {local(iri): local(c.value) for iri, c in found.via.items()} == {"bcma-directed": "bcma-directed"}
    assert not resolved(edition, "drug", "BCMA").via
    assert not resolved(edition, "drug", "Tecvayli", "2026-02-23").via


def test_a_component_is_marked(edition: Edition) -> None:
    found = resolved(edition, "drug", "Avastin")
    assert {local(iri) for iri in found.component} == {"trifluridine-tipiracil-bevacizumab"}


def test_a_disease_takes_the_narrower_ones_and_names_the_broader(edition: Edition) -> None:
    cancer = {local(iri.value) for iri in resolved(edition, "disease", "kræft").values}
    assert {"multiple-myeloma", "breast-cancer", "chronic-lymphocytic-leukaemia"} <= cancer
    above = {local(iri.value) for iri in resolved(edition, "disease", "myelomatose").broader}
    assert "colorectal-cancer-or-multiple-myeloma" in above


@pytest.mark.parametrize(
    ("kind", "given", "near"),
    [
        ("drug", "daratumumap", "daratumumab"),
        ("disease", "amylodose", "AL-amyloidose"),
        ("region", "Nordjyland", "Region Nordjylland"),
    ],
)
def test_a_name_nobody_knows_comes_with_near_ones(kind: str, given: str, near: str, edition: Edition) -> None:
    with pytest.raises(UnknownName) as refused:
        resolved(edition, kind, given)
    assert refused.value.near[0].label == near
    assert (refused.value.exit_code, refused.value.status) == (2, 422)


def test_an_unknown_iri_is_no_name(edition: Edition) -> None:
    with pytest.raises(UnknownName):
        resolved(edition, "drug", "https://example.org/daratumumab")
