"""Where the data files are. Only this module knows the two addresses: a checkout and an installed wheel."""

import csv
import os
from dataclasses import dataclass
from pathlib import Path

import platformdirs

from .errors import BadSetting
from .names import AUDIENCES, Audience, Words


@dataclass(frozen=True)
class Rooms:
    """The folders that hold what people edit: ontology, shapes, queries and the curated statements."""

    ontology: Path
    shapes: Path
    queries: Path
    curated: Path

    def files(self) -> list[Path]:
        """Every file that decides what the graph says, in a stable order."""
        return sorted(
            path
            for folder, pattern in (
                (self.ontology, "*.ttl"),
                (self.ontology, "*.sssom.tsv"),
                (self.shapes, "*.ttl"),
                (self.queries / "asked", "*.rq"),
                (self.queries / "checks", "*.rq"),
                (self.queries / "findings", "*.rq"),
                (self.curated, "*.trig"),
            )
            for path in folder.rglob(pattern)
        )

    def modules(self) -> dict[str, Words]:
        """The modules of the ontology with their titles, in their order: a module mentions only terms from its left."""
        with (self.ontology / "modules.tsv").open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
        return {row["module"]: Words(row["title_da"], row["title_en"]) for row in rows}

    def shown(self, path: Path) -> str:
        """The path as people know it: relative to the folder that holds the rooms."""
        for folder in (self.curated.parent.parent, self.ontology.parent):
            if path.is_relative_to(folder):
                return path.relative_to(folder).as_posix()
        return path.as_posix()


def installed_rooms() -> Rooms:
    """The rooms beside this package: in a checkout next to it, in a wheel inside it (decision 0001)."""
    package = Path(__file__).resolve().parent
    data = package if (package / "ontology").is_dir() else package.parent
    return Rooms(
        ontology=data / "ontology",
        shapes=data / "shapes",
        queries=data / "queries",
        curated=package.parent / "ingest" / "curated",
    )


def data_folder() -> Path:
    """Where builds are kept: `ENSARTET_DATA`, else the platform's user data folder."""
    named = os.environ.get("ENSARTET_DATA")
    return Path(named) if named else platformdirs.user_data_path("ensartet")


def corpus_folder() -> Path | None:
    """The folder with the source documents' texts: `ENSARTET_CORPUS`/sources, None if the setting is absent.

    Raises:
        BadSetting: the setting names a folder that has no sources.
    """
    named = os.environ.get("ENSARTET_CORPUS")
    if not named:
        return None
    folder = Path(named) / "sources"
    if not folder.is_dir():
        raise BadSetting(
            Words(
                f"ENSARTET_CORPUS peger på {named}, men der er ingen mappe »sources« i den.",
                f"ENSARTET_CORPUS names {named}, but there is no folder 'sources' in it.",
            )
        )
    return folder


def audience() -> Audience:
    """For whom the service answers: `ENSARTET_AUDIENCE`, public where it is not set. No request can change it.

    Raises:
        BadSetting: there is no such audience.
    """
    named = os.environ.get("ENSARTET_AUDIENCE") or "public"
    for known in AUDIENCES:
        if named == known:
            return known
    choices = ", ".join(AUDIENCES)
    raise BadSetting(
        Words(
            f"ENSARTET_AUDIENCE er »{named}«; vælg en af {choices}.",
            f"ENSARTET_AUDIENCE is '{named}'; choose one of {choices}.",
        )
    )
