"""From the files people edit to one checked graph, kept by content hash in the data folder."""

import hashlib
import json
import shutil
import tempfile
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from pyoxigraph import RdfFormat, parse

from . import __version__
from .checks import Problem, check
from .curated import read_quads
from .derived import with_derived
from .errors import BuildRefused, StoreDamaged
from .evidence import Corpus, read_locator
from .graph import Graph
from .names import Words
from .rooms import Rooms
from .store.base import Store, value_of
from .store.oxigraph import OxigraphStore

FORMAT = 1
GRAPH_FILE, MANIFEST_FILE, CURRENT_FILE = "graph.nq", "manifest.json", "current"


@dataclass(frozen=True)
class Manifest:
    """What a build is: `key` of its inputs, `version` of its content, and what it holds.

    `sources_to` is the publication date of the newest part that carries statements (ISO day);
    `verified` counts the passages compared with a loaded text.
    """

    format: int
    key: str
    version: str
    sha256: str
    quads: int
    statements: int
    sources_to: str
    verified: int


@dataclass(frozen=True)
class Build:
    """A checked graph on disk. `stale` says, in words, why a newer one was refused; None if this is the newest."""

    folder: Path
    manifest: Manifest
    stale: Words | None = None

    def store(self) -> OxigraphStore:
        """The graph, in memory.

        Raises:
            StoreDamaged: the file is not the one that was written.
        """
        content = (self.folder / GRAPH_FILE).read_bytes()
        if hashlib.sha256(content).hexdigest() != self.manifest.sha256:
            raise StoreDamaged(
                Words(
                    f"{self.folder / GRAPH_FILE} er ændret, siden den blev skrevet. Slet mappen, så bygges den.",
                    f"{self.folder / GRAPH_FILE} has changed since it was written. Delete the folder; it is rebuilt.",
                )
            )
        return OxigraphStore(parse(input=content, format=RdfFormat.N_QUADS))


def input_key(rooms: Rooms, corpus: Corpus) -> str:
    """Hash of everything a build depends on: the files, the code that builds, the texts it verifies against."""
    digest = hashlib.sha256(f"{FORMAT} {__version__}\n".encode())
    code = sorted(Path(__file__).parent.rglob("*.py"))
    for path in [*rooms.files(), *code]:
        digest.update(f"{path.name} {hashlib.sha256(path.read_bytes()).hexdigest()}\n".encode())
    digest.update("\n".join(corpus.digests).encode())
    return digest.hexdigest()


def assemble(rooms: Rooms) -> OxigraphStore:
    """The graph as the files say it, with what follows from it, not yet checked.

    Raises:
        BuildRefused: a file cannot be read.
    """
    return with_derived(rooms, read_quads(rooms))


def ensure_build(rooms: Rooms, data: Path, corpus: Corpus) -> Build:
    """The build of the present files: the kept one if nothing changed, else a new one.

    When the present files are refused, the build in use before stays in use and says so in `stale`.

    Raises:
        BuildRefused: the files are refused and there is no earlier build.
        StoreDamaged: the data folder cannot be written.
    """
    kept = _read(data / "builds" / input_key(rooms, corpus))
    if kept:
        return kept
    try:
        return make_build(rooms, data, corpus)
    except BuildRefused as refusal:
        previous = current_build(data)
        if previous is None:
            raise
        return Build(previous.folder, previous.manifest, stale=refusal.detail)


def make_build(rooms: Rooms, data: Path, corpus: Corpus) -> Build:
    """Build from the files, check, and make the result the current build; all or nothing.

    Raises:
        BuildRefused: a file cannot be read or the checks found violations; the current build stays.
        StoreDamaged: the data folder cannot be written.
    """
    key = input_key(rooms, corpus)
    store = assemble(rooms)
    problems = check(rooms, store, corpus)
    violations = [problem for problem in problems if problem.severity == "violation"]
    if violations:
        raise BuildRefused(_refusal(violations))
    content = canonical(store)
    manifest = Manifest(format=FORMAT, key=key, **measured(content, store, corpus))
    try:
        return _write(data, manifest, content)
    except OSError as error:
        raise StoreDamaged(
            Words(
                f"Der kan ikke skrives i datamappen {data}: {error.strerror}. Vælg en anden med ENSARTET_DATA.",
                f"The data folder {data} cannot be written: {error.strerror}. Choose another with ENSARTET_DATA.",
            )
        ) from error


def current_build(data: Path) -> Build | None:
    """The build last made in this data folder, None if there is none to be read."""
    try:
        key = (data / CURRENT_FILE).read_text(encoding="utf-8").strip()
    except OSError:
        return None
    return _read(data / "builds" / key)


def _read(folder: Path) -> Build | None:
    try:
        manifest = Manifest(**json.loads((folder / MANIFEST_FILE).read_text(encoding="utf-8")))
        content = (folder / GRAPH_FILE).read_bytes()
    except (OSError, ValueError, TypeError):
        return None
    whole = manifest.format == FORMAT and hashlib.sha256(content).hexdigest() == manifest.sha256
    return Build(folder, manifest) if whole else None


def _write(data: Path, manifest: Manifest, content: bytes) -> Build:
    """Write beside, then move into place, so that no reader sees half a build."""
    builds = data / "builds"
    builds.mkdir(parents=True, exist_ok=True)
    folder = builds / manifest.key
    with tempfile.TemporaryDirectory(dir=builds, prefix=".new-") as name:
        new = Path(name) / "build"
        new.mkdir()
        (new / GRAPH_FILE).write_bytes(content)
        (new / MANIFEST_FILE).write_text(json.dumps(asdict(manifest), indent=1), encoding="utf-8")
        if folder.exists() and _read(folder) is None:
            shutil.rmtree(folder)
        try:
            new.rename(folder)
        except OSError:
            # another process has just finished the same build
            if _read(folder) is None:
                raise
        pointer = Path(name) / CURRENT_FILE
        pointer.write_text(manifest.key, encoding="utf-8")
        pointer.replace(data / CURRENT_FILE)
    return Build(folder, manifest)


def canonical(store: Store) -> bytes:
    """The quads as N-Quads in UTF-8, one a line, sorted: the bytes whose sha256 is the content hash."""
    return "\n".join(sorted(f"{quad} ." for quad in store.quads())).encode() + b"\n"


def measured(content: bytes, store: Store, corpus: Corpus) -> dict[str, Any]:
    """What a manifest says of a graph and of its canonical content."""
    graph = Graph(store)
    rows = store.select(
        "PREFIX ens: <https://w3id.org/ensartet/def/>\n"
        "SELECT ?statement ?published WHERE "
        "{ ?statement ens:assertedBy ?who ; ens:publishedOn ?published } ORDER BY ?published"
    )
    locators = [read_locator(graph, node.iri) for node in graph.of_class("Evidence")]
    digest = hashlib.sha256(content).hexdigest()
    return {
        "version": digest[:12],
        "sha256": digest,
        "quads": len(store),
        "statements": len({str(row["statement"]) for row in rows}),
        "sources_to": value_of(rows[-1]["published"]) if rows else "",
        "verified": sum(corpus.passage(locator) is not None for locator in locators),
    }


def _refusal(violations: list[Problem]) -> Words:
    first = violations[:5]
    more = len(violations) - len(first)

    def lines(lang: str) -> str:
        rows = []
        for problem in first:
            place = f"{problem.file}:{problem.line} " if problem.file else ""
            rows.append(f"{place}<{problem.focus}> {getattr(problem.message, lang)}")
        return " ".join(rows)

    return Words(
        f"{len(violations)} brud på reglerne. {lines('da')}" + (f" Og {more} mere." if more else ""),
        f"{len(violations)} violations. {lines('en')}" + (f" And {more} more." if more else ""),
    )
