"""The bundled data after SPARQL updates, with everything derived anew."""

import pyoxigraph

from ensartet.derived import with_derived
from ensartet.editions import Edition
from ensartet.evidence import Corpus
from ensartet.rooms import Rooms
from ensartet.visible import visible


def altered(rooms: Rooms, edition: Edition, *updates: str) -> Edition:
    """An edition as if the updates had been part of the files."""
    store = pyoxigraph.Store()
    store.bulk_extend(visible(edition.store.quads(), "internal"))
    before = set(store)
    for update in updates:
        store.update(update, prefixes={"ens": "https://w3id.org/ensartet/def/"})
    assert set(store) != before, "the updates change nothing"
    return Edition(with_derived(rooms, list(store)), edition.manifest, Corpus(None))
