"""SSSOM mapping files: reading one, refusing what may not be said, and writing all of them as one table."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import yaml
from pyoxigraph import NamedNode

from .errors import BuildRefused
from .names import ATC, BASE, ID, SKOS, Words, local
from .rooms import Rooms

SUFFIX = ".sssom.tsv"
MATCHES = {f"{name}Match": name for name in ("exact", "close", "broad", "narrow", "related")}
REQUIRED = ("subject_id", "predicate_id", "object_id", "mapping_justification")
COLUMNS = (
    "subject_id",
    "subject_label",
    "predicate_id",
    "object_id",
    "object_label",
    "mapping_justification",
    "license",
    "object_source_version",
    "mapping_source",
    "confidence",
    "curation_rule_text",
    "comment",
    "see_also",
)
CC0 = "https://creativecommons.org/publicdomain/zero/1.0/"
BY_SA = "https://creativecommons.org/licenses/by-sa/4.0/"
SETS = BASE + "mappings/"
# an ATC code of seven characters is a substance, a shorter one a group; the other vocabularies hold no classes here
_SUBSTANCE = re.compile(
    "|".join(
        [
            rf"{re.escape(ATC)}\w{{7}}",
            rf"{re.escape(ID)}drug/.+",
            r"http://purl\.bioontology\.org/ontology/RXNORM/.+",
            r"https://go\.drugbank\.com/drugs/.+",
            r"https://precision\.fda\.gov/uniisearch/srs/unii/.+",
            r"http://rdf\.ebi\.ac\.uk/resource/chembl/molecule/.+",
        ]
    )
)


@dataclass(frozen=True)
class MappingRow:
    """One row of a file.

    Attributes:
        line: where it stands in the file, from 1.
        cells: column -> text; blank where nothing is said.
        code: what follows the prefix of the object.
    """

    line: int
    cells: Mapping[str, str]
    subject: NamedNode
    predicate: NamedNode
    object: NamedNode
    justification: NamedNode

    @property
    def code(self) -> str:
        """The code as its vocabulary writes it: what follows the prefix."""
        return self.cells["object_id"].partition(":")[2]

    @property
    def match(self) -> str:
        """How closely the two correspond: exact, close, broad, narrow or related."""
        return MATCHES[local(self.predicate.value)]


@dataclass(frozen=True)
class MappingSet:
    """One file: its header and its rows. `name` is the code of its scheme."""

    path: Path
    header: Mapping[str, Any]
    rows: list[MappingRow] = field(repr=False)

    @property
    def name(self) -> str:
        """The file's name without its suffix, which is the code of the scheme."""
        return self.path.name.removesuffix(SUFFIX)

    @property
    def licence(self) -> str:
        """The licence of the file, as an IRI."""
        return str(self.header["license"])

    @property
    def share_alike(self) -> bool:
        """Whether what is made from the file must keep its licence."""
        return "/by-sa/" in self.licence

    def iri(self, row: MappingRow) -> NamedNode:
        """The row as a thing of its own: `mapping/atc-daratumumab-l01fc01`."""
        parts = (self.name, local(row.subject.value), row.code)
        return NamedNode(f"{ID}mapping/{'-'.join(re.sub(r'[^a-z0-9]+', '-', part.lower()) for part in parts)}")

    def version(self, row: MappingRow) -> str:
        """The version of the scheme the row was read from; the row's own before the file's."""
        return row.cells.get("object_source_version") or str(self.header.get("object_source_version", ""))

    def in_force(self, row: MappingRow) -> tuple[str | None, str | None]:
        """From when at the latest and until when at the least the code is in force (ISO days).

        Only rows that carry the day of a version of their own are dated: those of the newest version are in force
        from that day, those of an older one were so until that day.
        """
        day = row.cells.get("object_source_version", "")
        if not _is_day(day):
            return None, None
        newest = max(d for r in self.rows if _is_day(d := r.cells["object_source_version"]))
        return (day, None) if day == newest else (None, day)


def _is_day(text: str) -> bool:
    return re.fullmatch(r"\d{4}-\d{2}-\d{2}", text) is not None


def read_mapping_set(rooms: Rooms, path: Path) -> MappingSet:
    """One SSSOM file.

    Raises:
        BuildRefused: the file has no licence, or a row says what may not be said; names file and line.
    """
    refuse = _Refusal(rooms, path)
    lines = path.read_text(encoding="utf-8").splitlines()
    try:
        header = yaml.safe_load("\n".join(line[1:] for line in lines if line.startswith("#"))) or {}
    except yaml.YAMLError as error:
        raise refuse(1, "hovedet kan ikke læses", "the header cannot be read") from error
    for name in ("license", "mapping_set_id", "curie_map"):
        if not header.get(name):
            raise refuse(1, f"filen mangler »{name}« i hovedet", f"the file lacks '{name}' in its header")
    body = [(n, line.split("\t")) for n, line in enumerate(lines, 1) if line and not line.startswith("#")]
    names = body[0][1] if body else []
    missing = [name for name in REQUIRED if name not in names]
    if missing:
        text = ", ".join(missing)
        raise refuse(body[0][0] if body else 1, f"kolonner mangler: {text}", f"columns are missing: {text}")
    rows = [_row(refuse, header["curie_map"], names, number, cells) for number, cells in body[1:]]
    _refuse_contradictions(refuse, rows)
    return MappingSet(path, header, rows)


class _Refusal:
    """Makes the refusal of a line of one file."""

    def __init__(self, rooms: Rooms, path: Path) -> None:
        self._shown = rooms.shown(path)

    def __call__(self, line: int, da: str, en: str) -> BuildRefused:
        return BuildRefused(Words(f"{self._shown}, linje {line}: {da}.", f"{self._shown}, line {line}: {en}."))


def _row(refuse: _Refusal, prefixes: Mapping[str, str], names: list[str], number: int, cells: list[str]) -> MappingRow:
    if len(cells) != len(names):
        raise refuse(
            number,
            f"rækken kan ikke læses ({len(cells)} felter, ikke {len(names)})",
            f"the row cannot be read ({len(cells)} cells, not {len(names)})",
        )
    row = dict(zip(names, cells, strict=True))
    if not row["mapping_justification"]:
        raise refuse(number, "rækken mangler en begrundelse", "the row has no justification")
    iris = []
    for name in REQUIRED:
        prefix, _, rest = row[name].partition(":")
        if prefix not in prefixes or not rest:
            raise refuse(
                number, f"»{row[name]}« har intet præfiks fra hovedet", f"'{row[name]}' has no prefix of the header"
            )
        iris.append(NamedNode(prefixes[prefix] + rest))
    if local(iris[1].value) not in MATCHES or not iris[1].value.startswith(SKOS):
        raise refuse(number, f"»{row['predicate_id']}« er ikke en af SKOS' overensstemmelser",
                     f"'{row['predicate_id']}' is none of the matches of SKOS")  # fmt: skip
    if row.get("confidence") and not re.fullmatch(r"0(\.\d+)?|1(\.0+)?", row["confidence"]):
        raise refuse(
            number,
            f"»{row['confidence']}« er ikke et tal fra 0 til 1",
            f"'{row['confidence']}' is no number from 0 to 1",
        )
    return MappingRow(number, row, *iris)


def _refuse_contradictions(refuse: _Refusal, rows: Iterable[MappingRow]) -> None:
    """Two of the same, and identities that cannot be: a class is no substance, and nothing is two things."""
    exact: dict[str, int] = {}
    said: dict[tuple[str, str], int] = {}
    for row in rows:
        subject = row.subject.value
        if (subject, row.object.value) in said:
            first = said[subject, row.object.value]
            raise refuse(row.line, f"det samme står i linje {first}", f"line {first} says the same")
        said[subject, row.object.value] = row.line
        if row.match != "exact":
            continue
        if subject.startswith(f"{ID}drug-class/") and _SUBSTANCE.fullmatch(row.object.value):
            raise refuse(row.line, "en gruppe kan ikke være det samme som et stof (exactMatch)",
                         "a class cannot be the same as a substance (exactMatch)")  # fmt: skip
        if subject in exact:
            first = exact[subject]
            raise refuse(
                row.line,
                f"»{row.cells['subject_id']}« har allerede en exactMatch i linje {first}",
                f"'{row.cells['subject_id']}' has an exactMatch in line {first} already",
            )
        exact[subject] = row.line


def mapping_sets(rooms: Rooms) -> list[MappingSet]:
    """Every file of ontology/mappings/, by name.

    Raises:
        BuildRefused: a file is refused, or a prefix means one thing here and another there.
    """
    sets = [read_mapping_set(rooms, path) for path in sorted((rooms.ontology / "mappings").glob(f"*{SUFFIX}"))]
    prefixes: dict[str, str] = {}
    for mappings in sets:
        for prefix, iri in mappings.header["curie_map"].items():
            if prefixes.setdefault(prefix, iri) != iri:
                raise _Refusal(rooms, mappings.path)(
                    1, f"præfikset »{prefix}« betyder noget andet i en anden fil",
                    f"the prefix '{prefix}' means something else in another file",
                )  # fmt: skip
    return sets


def spoken_of(sets: Iterable[MappingSet], said: Callable[[NamedNode], bool]) -> list[MappingSet]:
    """The sets with the rows whose mapping a graph says something of, so that none names a thing that is withheld."""
    kept = [replace(mappings, rows=[row for row in mappings.rows if said(mappings.iri(row))]) for mappings in sets]
    return [mappings for mappings in kept if mappings.rows]


def as_sssom(sets: Iterable[MappingSet], *, share_alike: bool = False) -> bytes:
    """All files as one SSSOM table in UTF-8, every row with its licence, version and the file it comes from.

    Args:
        share_alike: whether to take in the share-alike files; the whole is then under their licence.
    """
    taken = [mappings for mappings in sets if share_alike or not mappings.share_alike]
    prefixes = {prefix: iri for mappings in taken for prefix, iri in mappings.header["curie_map"].items()}
    header = {
        "mapping_set_id": BASE + "mappings",
        "mapping_set_description": "All mappings of ensartet; every row names its licence and the file it comes from.",
        "license": BY_SA if any(mappings.share_alike for mappings in taken) else CC0,
        "curie_map": dict(sorted({**prefixes, "mappings": SETS}.items())),
    }
    lines = [f"# {line}" for line in yaml.safe_dump(header, sort_keys=False, width=1000).splitlines()]
    lines.append("\t".join(COLUMNS))
    lines += ["\t".join(cells) for mappings in taken for cells in _merged(mappings)]
    return ("\n".join(lines) + "\n").encode()


def _merged(mappings: MappingSet) -> Iterator[list[str]]:
    """The rows of a file in the columns of the whole, with what its header says of all of them."""
    for row in mappings.rows:
        cells = {
            **row.cells,
            "license": mappings.licence,
            "object_source_version": mappings.version(row),
            "mapping_source": f"mappings:{mappings.name}",
        }
        yield [cells.get(name, "") for name in COLUMNS]
