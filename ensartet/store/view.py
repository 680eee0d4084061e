"""An rdflib-shaped view of a store, for notebooks and tools that speak rdflib. Nothing of ours answers from it."""

import oxrdflib
import pyoxigraph
import rdflib

from .base import Store


def as_dataset(store: Store) -> rdflib.Dataset:
    """A copy of the store as an rdflib dataset, whose default graph is the union of the named graphs.

    Queries given as text run in Oxigraph. A prepared query, `initBindings` in an update, or a keyword such as `base`
    fall back to rdflib's own engine in silence: slower, with other answers, and it fetches what FROM names.
    """
    copy = pyoxigraph.Store()
    copy.bulk_extend(store.quads())
    return rdflib.Dataset(store=oxrdflib.OxigraphStore(store=copy), default_union=True)
