"""The application keeps to its own OpenAPI document, whatever is sent: nothing undeclared, no fault.

ENSARTET_EXAMPLES sets the examples for each operation (`just soak`). Without it those that are no question have 25 of
each kind, right and wrong; those of the questions, which share one code, have 2 of each, some 550 together.
"""

import os
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis import GenerationMode
from schemathesis.specs.openapi.checks import positive_data_acceptance

from api.app import create_app
from ensartet.editions import Edition
from ensartet.questions import all_questions
from ensartet.rooms import Rooms, installed_rooms

EXAMPLES = int(os.environ.get("ENSARTET_EXAMPLES", "0"))
REFERENCE = ["context", "ontology", "term", "thing", "code_list", "code", "graph"]
EDITION = ["healthz", "edition", "dumps_manifest", "dumps_checksums", "dumps_file"]
PLAIN = [*REFERENCE, *EDITION]  # no value is wrong
TYPED = ["lookup", "search", "mappings_sssom", "sparql_get", "sparql_post"]
NAMES = [name.replace("-", "_") for name in all_questions(installed_rooms())]
ANSWERS = [f"{name}_json" for name in NAMES]
FORMS = [f"{name}_{form}" for name in NAMES for form in ("csv", "jsonld", "xlsx", "csv_metadata_json")]
QUESTIONS = [*ANSWERS, *FORMS, "case_overview_docx"]


@pytest.fixture(scope="module")
def operations(edition: Edition, rooms: Rooms) -> dict[str, Any]:
    """Every operation of the document, by its operationId."""
    app = create_app(edition, rooms, allowance=None)
    schema = schemathesis.openapi.from_asgi("/openapi.json", app)
    found: list[Any] = list(schema.get_all_operations())
    return {result.ok().definition.raw["operationId"]: result.ok() for result in found}


def test_every_operation_is_tried(operations: dict[str, Any]) -> None:
    assert set(operations) == {*PLAIN, *TYPED, *QUESTIONS}


@pytest.mark.parametrize(
    ("name", "mode"),
    [
        *((name, GenerationMode.POSITIVE) for name in (*PLAIN, *TYPED, *QUESTIONS)),
        # wrong values are read before any form is chosen
        *((name, GenerationMode.NEGATIVE) for name in (*TYPED, *ANSWERS, "case_overview_docx")),
    ],
)
def test_an_operation_keeps_to_the_document(name: str, mode: GenerationMode, operations: dict[str, Any]) -> None:
    examples = EXAMPLES or (2 if name in QUESTIONS else 25)

    @settings(
        max_examples=examples,
        deadline=None,
        database=None,
        derandomize=not EXAMPLES,
        suppress_health_check=list(HealthCheck),
        phases=[Phase.explicit, Phase.generate, Phase.shrink],
    )
    @given(case=operations[name].as_strategy(generation_mode=mode))
    def holds(case: Any) -> None:
        # names of drugs, diseases and codes are words nobody can list in a schema: 422 is then the right answer
        case.call_and_validate(excluded_checks=[positive_data_acceptance])

    holds()
