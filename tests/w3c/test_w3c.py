"""The W3C's own tests, run on our path, against the list of what does not pass: a change either way is red.

The suites come in the source packages of rdflib and pySHACL (`packages`); rdflib's evaluator answers none of them.
"""

import random
import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from . import packages, rdf, shacl, sparql
from .manifests import Case, read_manifest

pytestmark = pytest.mark.w3c
EXPECTED = Path(__file__).parent / "expected.toml"
W3C = "test/data/suites/w3c"
SHT = "test/resources/sht_tests"
SYNTAX = ("PositiveSyntaxTest", "NegativeSyntaxTest", "PositiveSyntaxTest11", "NegativeSyntaxTest11")
QUERIES = ("QueryEvaluationTest", "CSVResultFormatTest")
# RDFS, OWL and RIF are materialised or not had; SERVICE would ask servers that are not there
LEFT_OUT = ("entailment", "service")


@dataclass(frozen=True)
class Suite:
    """Some tests of a package and what runs one of them: why it fails, None if it passes."""

    package: str
    manifests: str
    run: Callable[[Case], str | None]
    kinds: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()

    def cases(self) -> list[Case]:
        root = packages.suites(self.package)
        found = [
            case
            for path in sorted(root.glob(self.manifests))
            if path.parent.name not in self.left_out
            for case in read_manifest(path)
        ]
        return [case for case in found if not self.kinds or case.kind in self.kinds]


SUITES = {
    "sparql10-query": Suite("rdflib", f"{W3C}/dawg-data-r2/*/manifest.ttl", sparql.evaluates, QUERIES),
    "sparql11-query": Suite("rdflib", f"{W3C}/sparql11/*/manifest.ttl", sparql.evaluates, QUERIES, LEFT_OUT),
    "sparql11-update": Suite("rdflib", f"{W3C}/sparql11/*/manifest.ttl", sparql.updates, ("UpdateEvaluationTest",)),
    "sparql10-syntax": Suite("rdflib", f"{W3C}/dawg-data-r2/*/manifest.ttl", sparql.reads, SYNTAX),
    "sparql11-syntax": Suite("rdflib", f"{W3C}/sparql11/*/manifest.ttl", sparql.reads, SYNTAX),
    "sparql11-update-syntax": Suite(
        "rdflib",
        f"{W3C}/sparql11/*/manifest.ttl",
        sparql.reads,
        ("PositiveUpdateSyntaxTest11", "NegativeUpdateSyntaxTest11"),
    ),
    "guard": Suite(
        "rdflib",
        f"{W3C}/[ds]*/*/manifest.ttl",
        sparql.passes_guard,
        ("PositiveSyntaxTest", "PositiveSyntaxTest11", *QUERIES),
    ),
    "turtle": Suite("rdflib", f"{W3C}/turtle/manifest.ttl", rdf.parses),
    "trig": Suite("rdflib", f"{W3C}/trig/manifest.ttl", rdf.parses),
    "ntriples": Suite("rdflib", f"{W3C}/ntriples/manifest.ttl", rdf.parses),
    "nquads": Suite("rdflib", f"{W3C}/nquads/manifest.ttl", rdf.parses),
    "rdf-xml": Suite("rdflib", f"{W3C}/rdf-xml/manifest.ttl", rdf.parses),
    "shacl-core": Suite("pyshacl", f"{SHT}/core/manifest.ttl", shacl.validates),
    "shacl-sparql": Suite("pyshacl", f"{SHT}/sparql/manifest.ttl", shacl.validates),
    "shacl-core-stored": Suite("pyshacl", f"{SHT}/core/manifest.ttl", shacl.validates_stored),
    "shacl-sparql-stored": Suite("pyshacl", f"{SHT}/sparql/manifest.ttl", shacl.validates_stored),
}


@pytest.fixture(scope="module")
def expected() -> dict[str, dict[str, Any]]:
    return tomllib.loads(EXPECTED.read_text(encoding="utf-8"))


def _rdflib_was_asked(*_: object, **__: object) -> None:
    raise AssertionError("rdflib's evaluator was asked")


def failures(suite: Suite, cases: list[Case]) -> dict[str, str]:
    """The tests that do not pass, and what they say."""
    found = {}
    for case in cases:
        try:
            why = suite.run(case)
        except Exception as error:  # whatever a test raises is how it fails
            why = f"raises {type(error).__name__}: {error}"
        if why is not None:
            found[case.name] = why
    return found


@pytest.mark.parametrize("name", SUITES)
def test_exactly_what_is_listed_fails(
    name: str, expected: dict[str, dict[str, Any]], monkeypatch: pytest.MonkeyPatch
) -> None:
    if not name.startswith("shacl-sparql"):  # pySHACL asks the queries of shapes there
        monkeypatch.setattr("rdflib.Graph.query", _rdflib_was_asked)
    cases = SUITES[name].cases()
    failed, listed = failures(SUITES[name], cases), expected["failures"].get(name, {})
    print(f"{name}: {len(cases) - len(failed)} of {len(cases)} pass, {len(listed)} listed")
    problems = [
        f"{test} fails and is not listed. It says: {why[:500]}\n  If our code is right and the loss is acceptable, "
        f"write it under [failures.{name}] in {EXPECTED.name} with its reason; else mend what changed."
        for test, why in failed.items()
        if test not in listed
    ]
    problems += [
        f"{test} passes, but is listed as '{reason}'. Take it out of [failures.{name}] in {EXPECTED.name}."
        for test, reason in listed.items()
        if test not in failed
    ]
    if len(cases) != expected["run"][name]:
        problems.append(
            f"{len(cases)} tests were run, not {expected['run'][name]}: if the suite itself changed (another version "
            f"of its package), compare the lists of tests and write the new number under [run] in {EXPECTED.name}."
        )
    assert not problems, "\n" + "\n".join(problems)
    assert len({case.name for case in cases}) == len(cases), "two tests have one name"


def test_every_reason_is_explained_and_used(expected: dict[str, dict[str, Any]]) -> None:
    used = {reason for suite in expected["failures"].values() for reason in suite.values()}
    assert used == set(expected["why"])
    assert set(expected["failures"]) <= set(expected["run"]) == set(SUITES)


def test_stored_text_still_equals_the_text_in_a_shape() -> None:
    """sh:in and sh:hasValue on data out of the store, which has xsd:string spelt out (decision 0003)."""
    suite = SUITES["shacl-core-stored"]
    cases = [case for case in suite.cases() if case.name.endswith(("in-001", "hasValue-001"))]
    assert len(cases) == 4
    assert failures(suite, cases) == {}


def test_service_is_found_wherever_it_is_put_into_a_good_query() -> None:
    """The guard must refuse what the engine takes with this word, and would not take with another in its place."""
    chance, tried = random.Random(1104), 0
    for case in SUITES["guard"].cases():
        query = sparql.query_text(sparql.query_of(case))
        if not sparql.is_free(query):
            continue
        for at in chance.sample(range(len(query)), min(15, len(query))):
            for text in ("SERVICE<http://192.0.2.1/>{}", ".service#>\nsilent ?x{}", "SERVICE:x{}"):
                hidden = query[:at] + text + query[at:]
                other = query[:at] + text.replace("SERVICE", "SERVANT").replace("service", "servant") + query[at:]
                if sparql.is_read(hidden) and not sparql.is_read(other):
                    tried += 1
                    assert not sparql.is_free(hidden), hidden
    print(f"{tried} places tried")
    assert tried > 300


def test_another_archive_than_the_pinned_one_is_refused(tmp_path: Path) -> None:
    archive = tmp_path / "rdflib.tar.gz"
    archive.write_bytes(b"another archive")
    with pytest.raises(AssertionError, match="sha256"):
        packages.unpacked(archive, packages.locked("rdflib"), tmp_path / "out")
