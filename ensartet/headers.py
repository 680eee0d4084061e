"""Headers of query files: YAML in the lines that begin with `#+`, so that the file stays a valid query."""

from pathlib import Path
from typing import Any

import yaml

MARK = "#+"


def read_header(path: Path) -> tuple[dict[str, Any], str]:
    """The header of a `.rq` file, and the whole text of the file.

    Raises:
        ValueError: the header is missing, or is no list of names and values.
        yaml.YAMLError: it is not YAML.
    """
    text = path.read_text(encoding="utf-8")
    header = yaml.safe_load("\n".join(line[len(MARK) :] for line in text.splitlines() if line.startswith(MARK)))
    if not isinstance(header, dict):
        raise ValueError("the header in the lines '#+' is no list of names and values")
    return header, text
