"""The wheel, installed in a clean environment and started where a stranger's folders are. Run by `just wheel`."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from ensartet.rooms import Rooms

pytestmark = pytest.mark.wheel


@pytest.fixture(scope="module")
def installed(rooms: Rooms, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The console script of a clean environment that has only the wheel."""
    folder = tmp_path_factory.mktemp("wheel")
    quiet = {k: v for k, v in os.environ.items() if k not in ("VIRTUAL_ENV", "PYTHONPATH")}
    root = rooms.ontology.parent
    subprocess.run(["uv", "build", "--wheel", "-q", "-o", folder, root], check=True, env=quiet)
    subprocess.run(["uv", "venv", "-q", "--python", sys.executable, folder / "venv"], check=True, env=quiet)
    (wheel,) = folder.glob("*.whl")
    python = folder / "venv" / "bin" / "python"
    subprocess.run(["uv", "pip", "install", "-q", "--python", python, wheel], check=True, env=quiet)
    return folder / "venv" / "bin" / "ensartet"


def run(script: Path, folder: Path, *arguments: str) -> str:
    """What the installed script prints in a folder, with none of our settings around it; it must end well."""
    environment = {k: v for k, v in os.environ.items() if not k.startswith(("ENSARTET", "PYTHON", "VIRTUAL"))}
    done = subprocess.run(
        [script, *arguments],
        cwd=folder,
        env={**environment, "ENSARTET_DATA": str(folder / "data")},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def asked(script: Path, folder: Path) -> dict[str, object]:
    answer: dict[str, object] = json.loads(run(script, folder, "ask", "off-label-without-application", "--json"))
    return answer


def test_from_an_empty_folder(installed: Path, tmp_path: Path) -> None:
    assert asked(installed, tmp_path)["total"] == 1
    run(installed, tmp_path, "check")


def test_from_a_folder_with_a_strangers_rooms(installed: Path, tmp_path: Path) -> None:
    for name in ("api", "ingest", "ensartet", "queries", "ontology"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "__init__.py").write_text("raise RuntimeError('a stranger was loaded')")
    (tmp_path / "api" / "app.py").write_text("raise RuntimeError('a stranger was loaded')")
    assert asked(installed, tmp_path)["total"] == 1
    code = "import ensartet.cli, api.app, sys; print(api.app.__file__)"
    python = installed.parent / "python"
    done = subprocess.run([python, "-P", "-c", code], cwd=tmp_path, capture_output=True, text=True, check=True)
    assert not done.stdout.startswith(str(tmp_path))
