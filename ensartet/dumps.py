"""The whole edition as files: N-Quads and TriG, plain and compressed, each with its sha256."""

import base64
import gzip
import hashlib
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from pyoxigraph import RdfFormat, serialize

from .build import canonical
from .editions import Edition
from .mappings import CC0
from .vocabulary import PREFIXES

MEDIA = {"nq": "application/n-quads", "trig": "application/trig", "gz": "application/gzip"}
FORMATS = ("nq", "trig")
CHUNK = 1 << 16


@dataclass(frozen=True)
class DumpFile:
    """One file.

    Attributes:
        name: with the audience and the version, so that a file is the same for ever.
        compressed: its content, or that of the plain file, compressed with gzip.
        plain: whether the file is what `compressed` expands to.
    """

    name: str
    media: str
    size: int
    sha256: str
    compressed: bytes
    plain: bool

    @property
    def digest(self) -> str:
        """The sha256 in base64, as a header has it (RFC 9530)."""
        return base64.b64encode(bytes.fromhex(self.sha256)).decode()

    def chunks(self) -> Iterator[bytes]:
        """The content, piece by piece: a plain file is never held whole."""
        if not self.plain:
            for start in range(0, len(self.compressed), CHUNK):
                yield self.compressed[start : start + CHUNK]
            return
        expanding = zlib.decompressobj(wbits=31)
        for start in range(0, len(self.compressed), CHUNK // 16):
            yield expanding.decompress(self.compressed[start : start + CHUNK // 16])
        yield expanding.flush()

    def described(self) -> dict[str, Any]:
        """The file as the manifest has it."""
        return {"name": self.name, "media_type": self.media, "bytes": self.size, "sha256": self.sha256}


class Dumps:
    """The files of one edition; made when the first is asked for, and kept compressed."""

    def __init__(self, edition: Edition) -> None:
        self._edition = edition

    @property
    def names(self) -> list[str]:
        """The names of the files, without making them."""
        stem = f"ensartet-{self._edition.audience}-{self._edition.manifest.version}"
        return [f"{stem}.{form}{end}" for form in FORMATS for end in ("", ".gz")]

    @cached_property
    def files(self) -> dict[str, DumpFile]:
        """The files by name. The same edition gives the same bytes."""
        files = {}
        contents = {"nq": canonical(self._edition.store), "trig": self._trig()}
        for plain, packed in zip(self.names[::2], self.names[1::2], strict=True):
            form = plain.rpartition(".")[2]
            content = contents.pop(form)
            compressed = gzip.compress(content, mtime=0)
            files[plain] = DumpFile(plain, MEDIA[form], len(content), _sha256(content), compressed, plain=True)
            files[packed] = DumpFile(packed, MEDIA["gz"], len(compressed), _sha256(compressed), compressed, plain=False)
        return files

    def _trig(self) -> bytes:
        quads = sorted(self._edition.store.quads(), key=lambda quad: (str(quad.graph_name), str(quad)))
        return serialize(quads, format=RdfFormat.TRIG, prefixes=PREFIXES) or b""

    @property
    def checksums(self) -> bytes:
        """The digests as `sha256sum --check` reads them."""
        return "".join(f"{file.sha256}  {file.name}\n" for file in self.files.values()).encode()

    def manifest(self) -> dict[str, Any]:
        """What the files are: the edition, its licence, graphs under another one, and every file with its digest."""
        others = {licence: graphs for licence, graphs in self._edition.licences.items() if licence != CC0}
        return {
            "edition": self._edition.described(),
            "licence": CC0,
            "graphs_under_other_licences": others,
            "files": [file.described() for file in self.files.values()],
        }


def _sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
