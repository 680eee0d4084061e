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
        "ATC:L01FC01",
        "ML01FC01",
        "DB09331",
        "UNII:4Z63YK6E0E",
        "EMEA/H/C/004077",
        f"{ID}drug/daratumumab",
        f"{ID}treatment/daratumumab",
    ],
)
def test_a_drug_by_any_of_its_names(given: str, edition: Edition) -> None:
    found = resolved(edition, "drug", given)
    alone = {local(iri.value) for iri in found.values if iri.value not in found.component}
    by_treatment = given == f"{ID}treatment/daratumumab"
    assert alone == {"daratumumab"} | (set() if by_treatment else {"daratumumab-monotherapy"})
    assert all(local(iri).startswith("daratumumab-") for iri in found.component)


@pytest.mark.parametrize(
    "given",
    ["Region Nordjylland", "nordjylland", "RN", "1081", "DK-81", "NUTS:DK05", "Q26067", f"{ID}region/nordjylland"],
)
def test_a_region_by_any_of_its_names(given: str, edition: Edition) -> None:
    assert local(resolved(edition, "region", given).iri.value) == "nordjylland"


@pytest.mark.parametrize("given", ["AL-amyloidose", "letkæde amyloidose", "LETKAEDE AMYLOIDOSE", "AL amyloidosis"])
def test_a_disease_by_any_of_its_names(given: str, edition: Edition) -> None:
    assert local(resolved(edition, "disease", given).iri.value) == "al-amyloidosis"


@pytest.mark.parametrize("given", ["MONDO:0019438", "orpha:85443", "C158963"])
def test_a_disease_by_a_code_of_another_vocabulary(given: str, edition: Edition) -> None:
    assert local(resolved(edition, "disease", given).iri.value) == "al-amyloidosis"


@pytest.mark.parametrize("given", ["0019438", "85443", "ICD11:113043090", "MONDO:0005083"])
def test_a_bare_number_and_a_code_that_is_not_the_disease_are_no_names(given: str, edition: Edition) -> None:
    with pytest.raises(UnknownName):
        resolved(edition, "disease", given)


def test_a_substance_of_a_fixed_combination_is_itself_and_has_the_treatments_of_the_combination(
    edition: Edition,
) -> None:
    for given in ("trifluridin", "tipiracil"):
        found = resolved(edition, "drug", given)
        assert local(found.iri.value).startswith(given)
        assert "trifluridine-tipiracil" not in found.iri.value
        treatments = {f"trifluridine-tipiracil{rest}" for rest in ("", "-monotherapy", "-bevacizumab")}
        assert {local(iri.value) for iri in found.values} == treatments
        assert {local(iri) for iri in found.component} == treatments


def test_what_a_name_stands_for_itself(edition: Edition) -> None:
    def things(kind: str, given: str) -> set[str]:
        return {local(iri.value) for iri in resolved(edition, kind, given).things}

    assert things("drug", "daratumumab") == {"daratumumab", "darzalex"}
    assert things("drug", "Darzalex") == {"daratumumab", "darzalex"}
    assert things("drug", f"{ID}treatment/osimertinib-chemotherapy") == {"osimertinib", "chemotherapy"}
    assert things("drug", "BCMA-rettet behandling") == {"bcma-directed", "teclistamab", "ciltacabtagene-autoleucel"}
    assert things("disease", "brystkræft") == {
        "breast-cancer",
        "her2-low-breast-cancer",
        "her2-ultralow-breast-cancer",
    }


def test_misspellings_seen_in_the_sources_are_names(edition: Edition) -> None:
    assert local(resolved(edition, "drug", "trastuzumab deruxctecan").iri.value) == "trastuzumab-deruxtecan"
    assert local(resolved(edition, "drug", "tozilizumab").iri.value) == "tocilizumab"


def test_a_class_is_its_members_once_a_source_says_so(edition: Edition) -> None:
    before = resolved(edition, "drug", "BCMA-rettet behandling", "2026-02-23")
    after = resolved(edition, "drug", "BCMA-rettet behandling", "2026-02-24")
    assert {local(iri.value) for iri in before.values} == {"bcma-directed"}
    assert {local(iri.value) for iri in after.values} == {
        "bcma-directed",
        "teclistamab",
        "teclistamab-monotherapy",
        "ciltacabtagene-autoleucel",
    }


def test_a_substance_is_covered_by_its_class_and_the_class_is_named(edition: Edition) -> None:
    found = resolved(edition, "drug", "Tecvayli")
    assert {local(iri): local(c.value) for iri, c in found.via.items()} == {"bcma-directed": "bcma-directed"}
    assert f"{ID}treatment/bcma-directed" not in resolved(edition, "drug", "BCMA").via
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
