import pytest

from ensartet.editions import Edition
from ensartet.errors import BadValue, UnknownName, UnknownThing
from ensartet.lookup import look_up
from ensartet.names import ID


@pytest.mark.parametrize("given", ["ATC:L01FC01", "atc:l01fc01"])
def test_a_code_leads_to_what_it_is_here(given: str, edition: Edition) -> None:
    assert look_up(edition, given, "da") == {
        "curie": "ATC:L01FC01",
        "things": [
            {"iri": f"{ID}drug/daratumumab", "label": "daratumumab", "kind": "substance", "match": "exact"},
        ],
    }


@pytest.mark.parametrize(
    ("curie", "label", "kind", "match"),
    [
        ("ATC:L01XC24", "daratumumab", "substance", "close"),
        ("ATC:L01FC", "CD38 inhibitors", "drug-class", "exact"),
        ("EMA:EMEA/H/C/005865", "Tecvayli", "medicinal-product", "exact"),
        ("ICD11:113043090", "AL amyloidosis", "disease", "related"),
        ("UNIPROT:Q02223", "BCMA", "biomarker", "exact"),
        ("NUTS:DK01", "Capital Region of Denmark", "region", "close"),
    ],
)
def test_every_kind_of_thing(curie: str, label: str, kind: str, match: str, edition: Edition) -> None:
    (thing,) = look_up(edition, curie, "en")["things"]
    assert (thing["label"], thing["kind"], thing["match"]) == (label, kind, match)


def test_a_code_nobody_has_comes_with_near_ones_of_its_vocabulary(edition: Edition) -> None:
    with pytest.raises(UnknownThing) as refused:
        look_up(edition, "ATC:L01FC02", "da")
    near = refused.value.near
    assert near[0].label == "ATC:L01FC01"
    assert near[0].iri == "http://purl.bioontology.org/ontology/ATC/L01FC01"


def test_a_prefix_nobody_has_comes_with_near_ones(edition: Edition) -> None:
    with pytest.raises(UnknownName) as refused:
        look_up(edition, "MONDOO:0019438", "da")
    assert refused.value.near[0].label == "MONDO"


@pytest.mark.parametrize("given", ["", "ATC", "ATC:", ":L01FC01"])
def test_what_is_no_curie(given: str, edition: Edition) -> None:
    with pytest.raises(BadValue):
        look_up(edition, given, "da")
