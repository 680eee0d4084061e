"""The bundled data after one SPARQL update, with the findings derived anew."""

import pyoxigraph

from ensartet.editions import Edition
from ensartet.evidence import Corpus
from ensartet.findings import FINDINGS, derive_findings
from ensartet.rooms import Rooms
from ensartet.store.oxigraph import OxigraphStore


def altered(rooms: Rooms, edition: Edition, update: str) -> Edition:
    """An edition as if the update had been part of the files."""
    store = pyoxigraph.Store()
    store.bulk_extend(quad for quad in edition.store.quads() if quad.graph_name != FINDINGS)
    before = set(store)
    store.update(update, prefixes={"ens": "https://w3id.org/ensartet/def/"})
    assert set(store) != before, "the update changes nothing"
    quads = list(store)
    changed = OxigraphStore([*quads, *derive_findings(rooms, OxigraphStore(quads))])
    return Edition(changed, edition.manifest, Corpus(None))
