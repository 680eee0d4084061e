"""What the command line does when a curated file is spoilt: exit 3, and the previous build stays in use."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from ensartet.rooms import Rooms


def test_a_spoilt_checkout(rooms: Rooms, tmp_path: Path) -> None:
    root = rooms.ontology.parent
    for name in ("ensartet", "api", "ingest", "ontology", "shapes", "queries"):
        shutil.copytree(root / name, tmp_path / "checkout" / name, ignore=shutil.ignore_patterns("__pycache__"))
    environment = {**os.environ, "PYTHONPATH": str(tmp_path / "checkout"), "ENSARTET_DATA": str(tmp_path / "data")}
    environment.pop("ENSARTET_CORPUS", None)

    def run(*arguments: str) -> subprocess.CompletedProcess[str]:
        code = "from ensartet.cli import main; main()"
        return subprocess.run(
            [sys.executable, "-c", code, *arguments],
            env=environment, cwd=tmp_path, capture_output=True, text=True, timeout=60, check=False,
        )  # fmt: skip

    assert run("build").returncode == 0
    spoilt = tmp_path / "checkout" / "ingest" / "curated" / "acc24.trig"
    spoilt.write_text(spoilt.read_text(encoding="utf-8").replace("ens:received 11 ;", "ens:received eleven ;", 1))
    for command in ("build", "check"):
        refused = run(command)
        assert refused.returncode == 3
        assert "ingest/curated/acc24.trig, linje " in refused.stderr
        assert refused.stdout == ""
    answered = run("ask", "applications-under-assessment", "--json")
    assert answered.returncode == 0
    assert '"received": 29' in answered.stdout
    assert '"stale-build"' in answered.stdout
    assert "Advarsel" in answered.stderr
    shutil.rmtree(tmp_path / "data")
    assert run("ask", "applications-under-assessment", "--json").returncode == 3
