"""The console script, as people and programs start it."""

import json
import os
import re
import signal
import socket
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest

SCRIPT = Path(sys.executable).parent / "ensartet"


@pytest.fixture(scope="module")
def environment(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """A data folder of their own; no documents' texts."""
    data = tmp_path_factory.mktemp("cli")
    return {**{k: v for k, v in os.environ.items() if k != "ENSARTET_CORPUS"}, "ENSARTET_DATA": str(data)}


def run(environment: dict[str, str], *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [SCRIPT, *arguments], env=environment, capture_output=True, text=True, timeout=60, check=False, encoding="utf-8"
    )


def test_ask_gives_the_one_answer(environment: dict[str, str]) -> None:
    done = run(environment, "ask", "off-label-without-application", "--json")
    assert (done.returncode, done.stderr) == (0, "")
    answer = json.loads(done.stdout)
    assert [(row["drug"], row["line_min"], row["region"]) for row in answer["rows"]] == [("daratumumab", 2, None)]
    assert answer["rows"][0]["evidence"][0]["passage"] is None


def test_options_are_parameters_with_hyphens_and_may_repeat(environment: dict[str, str]) -> None:
    done = run(
        environment, "ask", "council-status", "--drug", "osimertinib", "--drug=daratumumab", "--line-min", "1",
        "--known-at", "10-05-2026", "--source", "documents", "--json",
    )  # fmt: skip
    answer = json.loads(done.stdout)
    assert {row["drug"] for row in answer["rows"]} == {"osimertinib", "daratumumab"}
    assert answer["known_at"] == "2026-05-10"


def test_ask_in_words_and_in_english(environment: dict[str, str]) -> None:
    assert "betyder ikke nej" in run(environment, "ask", "off-label-without-application").stdout
    assert "does not mean no" in run(environment, "ask", "off-label-without-application", "--lang", "en").stdout


@pytest.mark.parametrize("name", ["answer.json", "answer.csv", "answer.txt"])
def test_ask_writes_the_file_its_name_asks_for(name: str, environment: dict[str, str], tmp_path: Path) -> None:
    done = run(environment, "ask", "sources", "-o", str(tmp_path / name))
    assert (done.returncode, done.stdout) == (0, "")
    assert "M2604" in (tmp_path / name).read_text(encoding="utf-8")


@pytest.mark.parametrize("name", ["sag.xlsx", "sag.docx", "Сag æøå.xlsx"])
def test_ask_writes_office_files_whatever_their_name(name: str, environment: dict[str, str], tmp_path: Path) -> None:
    case = ("ask", "case-overview", "--drug", "daratumumab", "--disease", "AL-amyloidose")
    done = run(environment, *case, "-o", str(tmp_path / name))
    assert (done.returncode, done.stdout) == (0, "")
    assert (tmp_path / name).read_bytes().startswith(b"PK")


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["ask", "applications", "--drug", "daratumumap"], 2, "daratumumab"),
        (["ask", "applications", "--region", "Nordjyland"], 2, "Region Nordjylland"),
        (["ask", "aplications"], 2, "applications"),
        (["ask", "applications", "--durg", "x"], 2, "drug"),
        (["ask", "applications", "--as-of", "2026-02-30"], 2, "2026-02-30"),
        (["ask", "applications", "--drug"], 2, "mangler en værdi"),
        (["ask", "applications", "daratumumab"], 2, "--PARAMETER"),
        (["ask", "applications", "-o", "answer.pdf"], 2, ".csv"),
        (["ask", "applications", "-o", "answer.docx"], 2, ".xlsx"),
        (["ask", "applications", "-o", "answer.csv", "--dialect", "x"], 2, "excel-da"),
        (["ask"], 2, "name"),
        (["nothing"], 2, "nothing"),
    ],
)
def test_bad_usage_is_told_on_standard_error(
    arguments: list[str], code: int, said: str, environment: dict[str, str]
) -> None:
    done = run(environment, *arguments)
    assert done.returncode == code
    assert done.stdout == ""
    assert said in done.stderr
    assert "Traceback" not in done.stderr


def test_an_error_is_a_problem_object_where_json_was_asked_for(environment: dict[str, str]) -> None:
    done = run(environment, "ask", "applications", "--drug", "darzalx", "--json", "--lang", "en")
    assert (done.returncode, done.stdout) == (2, "")
    problem = json.loads(done.stderr)
    assert (problem["status"], problem["parameter"], problem["title"]) == (422, "drug", "Unknown name")
    assert problem["near"][0]["label"] == "Darzalex"


def test_a_command_that_is_not_clear_is_a_problem_object_too(environment: dict[str, str]) -> None:
    done = run(environment, "check", "--bogus", "--json")
    assert (done.returncode, done.stdout) == (2, "")
    assert "--bogus" in json.loads(done.stderr)["detail"]


def test_a_drug_without_statements_is_answered(environment: dict[str, str]) -> None:
    done = run(environment, "ask", "applications", "--drug", "MabThera", "--json")
    answer = json.loads(done.stdout)
    assert (done.returncode, answer["total"]) == (0, 0)
    assert "no-statement" in [caveat["code"] for caveat in answer["caveats"]]


def test_check_is_green_and_says_so(environment: dict[str, str]) -> None:
    done = run(environment, "check", "--json")
    assert (done.returncode, json.loads(done.stdout)) == (0, {"violations": [], "warnings": [], "findings": []})
    assert "0 violations" in run(environment, "check", "--strict").stdout


def test_build_says_what_it_built_and_where(environment: dict[str, str]) -> None:
    done = json.loads(run(environment, "build", "--json").stdout)
    assert done["sources_to"] == "2026-05-08"
    assert Path(done["folder"]).is_relative_to(environment["ENSARTET_DATA"])
    assert re.match(r"edition [0-9a-f]{12}: \d+ statements", run(environment, "build").stdout)


def test_questions_are_listed_with_their_parameters(environment: dict[str, str]) -> None:
    listed = {q["name"]: q for q in json.loads(run(environment, "questions", "--json").stdout)}
    assert listed["applications"]["title"]["en"] == "Individual applications by region"
    assert [p["name"] for p in listed["sources"]["parameters"]][:3] == ["kind", "from", "to"]
    assert "off-label-without-application" in run(environment, "questions").stdout


def test_mappings_are_printed_or_written_without_the_share_alike_ones(
    environment: dict[str, str], tmp_path: Path
) -> None:
    printed = run(environment, "mappings")
    assert (printed.returncode, printed.stderr) == (0, "")
    assert "drug:daratumumab\tdaratumumab\tskos:closeMatch\tATC:L01XC24" in printed.stdout
    assert "RXNORM:2619438" not in printed.stdout
    out = tmp_path / "all.sssom.tsv"
    assert run(environment, "mappings", "--share-alike", "-o", str(out)).stdout == ""
    assert "RXNORM:2619438" in out.read_text(encoding="utf-8")


def test_demo_says_ready_and_answers_until_it_is_stopped(environment: dict[str, str]) -> None:
    with subprocess.Popen(
        [SCRIPT, "demo", "--port", "0"], env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as server:
        try:
            assert server.stdout is not None
            lines = iter(server.stdout.readline, "")
            address = next(line.split()[1] for line in lines if line.startswith("ready "))
            assert re.fullmatch(r"http://127\.0\.0\.1:\d+/", address)
            with urllib.request.urlopen(f"{address}questions/off-label-without-application.json", timeout=10) as found:
                assert json.load(found)["total"] == 1
        finally:
            server.send_signal(signal.SIGINT)
            server.wait(timeout=15)
        assert server.returncode == 130


@pytest.mark.parametrize("command", ["demo", "serve"])
def test_a_taken_port_is_told_in_words(command: str, environment: dict[str, str]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        done = run(environment, command, "--port", str(port))
    assert done.returncode == 4
    assert f"Port {port}" in done.stderr


def test_help_loads_nothing_heavy() -> None:
    heavy = ("rdflib", "pyshacl", "fastapi", "pyoxigraph")
    code = f"import sys, ensartet.cli; print([m for m in {heavy} if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_answering_from_a_kept_build_loads_no_rdflib(environment: dict[str, str]) -> None:
    run(environment, "build")
    code = (
        "import sys, ensartet.cli as cli; sys.argv = ['ensartet', 'ask', 'sources', '--json']\n"
        "try: cli.main()\n"
        "except SystemExit: pass\n"
        "print('rdflib' in sys.modules, 'pyshacl' in sys.modules, file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True)
    assert done.stderr.strip() == "False False"
