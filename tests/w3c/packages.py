"""The source packages that carry the W3C suites: fetched by pip at the hash uv.lock has, kept, and never committed.

`ENSARTET_W3C` names the folder that keeps them (`rdflib-VERSION`, `pyshacl-VERSION`); else the platform's cache folder.
"""

import hashlib
import os
import subprocess
import sys
import tarfile
import tempfile
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import platformdirs
import pytest

LOCK = Path(__file__).parents[2] / "uv.lock"
# what is unpacked of a package: its folders of suites
SUITES = {
    "rdflib": [
        f"test/data/suites/w3c/{suite}"
        for suite in ("dawg-data-r2", "sparql11", "turtle", "trig", "ntriples", "nquads", "rdf-xml")
    ],
    "pyshacl": ["test/resources/sht_tests"],
}
MOST_SECONDS = 180


@dataclass(frozen=True)
class Package:
    """A source package as uv.lock pins it."""

    name: str
    version: str
    sha256: str

    @property
    def root(self) -> str:
        return f"{self.name}-{self.version}"


def locked(name: str) -> Package:
    """The source package that uv.lock pins.

    Raises:
        LookupError: the lock has no source package of that name.
    """
    for package in tomllib.loads(LOCK.read_text(encoding="utf-8"))["package"]:
        if package["name"] == name and "sdist" in package:
            return Package(name, package["version"], package["sdist"]["hash"].removeprefix("sha256:"))
    raise LookupError(f"{LOCK.name} has no source package of {name}")


def suites(name: str) -> Path:
    """The unpacked package, fetched if it is not there yet; skips, by name, where it cannot be fetched."""
    found = _found(name)
    if isinstance(found, str):
        pytest.skip(found)
    return found


@cache
def _found(name: str) -> Path | str:
    """The folder of the unpacked package, or why there is none; tried once in a run."""
    package = locked(name)
    named = os.environ.get("ENSARTET_W3C")
    cache = Path(named) if named else platformdirs.user_cache_path("ensartet") / "w3c"
    folder = cache / package.root
    if not folder.is_dir():
        cache.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=cache) as scratch:
            archive = _fetched(package, Path(scratch))
            if isinstance(archive, str):
                return archive
            whole = unpacked(archive, package, Path(scratch) / "unpacked")
            try:
                whole.rename(folder)
            except OSError:
                if not folder.is_dir():  # another run may have been first
                    raise
    return folder


def _fetched(package: Package, scratch: Path) -> Path | str:
    """The archive, or why there is none. By pip: it knows the mirrors, proxies and certificates of this machine."""
    wanted = scratch / "wanted.txt"
    wanted.write_text(f"{package.name}=={package.version} --hash=sha256:{package.sha256}\n", encoding="utf-8")
    command = [sys.executable, "-m", "pip", "download", "--quiet", "--disable-pip-version-check", "--retries=1"]
    command += ["--timeout=20", "--no-deps", f"--no-binary={package.name}"]
    command += ["--require-hashes", f"--dest={scratch}", f"--requirement={wanted}"]
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=MOST_SECONDS, check=False)
        said = done.stderr
    except subprocess.TimeoutExpired:
        said = f"no answer in {MOST_SECONDS} seconds"
    archive = scratch / f"{package.root}.tar.gz"
    if "DO NOT MATCH THE HASHES" in said:
        pytest.fail(f"the source package {package.root} is not the one that {LOCK.name} pins:\n{said}")
    if not archive.is_file():
        return f"the W3C suites in the source package {package.root} cannot be fetched: {said.strip()[-300:]}"
    return archive


def unpacked(archive: Path, package: Package, folder: Path) -> Path:
    """The suites of an archive whose hash is the one that is pinned."""
    found = hashlib.sha256(archive.read_bytes()).hexdigest()
    assert found == package.sha256, f"{archive.name} has sha256 {found}, {LOCK.name} says {package.sha256}"
    wanted = tuple(f"{package.root}/{suite}/" for suite in SUITES[package.name])
    with tarfile.open(archive) as tar:
        tar.extractall(folder, [m for m in tar if m.name.startswith(wanted)], filter="data")
    return folder / package.root
