"""What the tests share: the checked graph of the bundled data, built once, with and without the documents' texts."""

import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from api.app import create_app
from ensartet.answers import answer
from ensartet.build import make_build
from ensartet.editions import Edition, open_edition
from ensartet.evidence import Corpus
from ensartet.exports import enveloped
from ensartet.questions import find_question
from ensartet.rooms import Rooms, corpus_folder, installed_rooms

Ask = Callable[..., dict[str, Any]]


def needed(name: str) -> dict[str, str]:
    """What a question cannot be asked without: its example's values of the required parameters."""
    question = find_question(installed_rooms(), name)
    return {parameter.name: question.example_values[parameter.name][0] for parameter in question.required}


@pytest.fixture(scope="session", autouse=True)
def rdflib_never_answers() -> Iterator[None]:
    """rdflib's own query engine may be reached by the shapes checker only: it is slow, and fetches what FROM names."""
    from rdflib.plugins.sparql import processor

    def watched(evaluate: Callable[..., Any]) -> Callable[..., Any]:
        def watching(*args: Any, **kwargs: Any) -> Any:
            frame = sys._getframe()
            while frame := frame.f_back:  # type: ignore[assignment]
                if str(frame.f_globals.get("__name__", "")).partition(".")[0] == "pyshacl":
                    return evaluate(*args, **kwargs)
            raise AssertionError("rdflib's evaluator was reached outside the shapes checker")

        return watching

    with pytest.MonkeyPatch.context() as patch:
        for name in ("evalQuery", "evalUpdate"):
            patch.setattr(processor, name, watched(getattr(processor, name)))
        yield


@pytest.fixture(scope="session")
def rooms() -> Rooms:
    return installed_rooms()


@pytest.fixture(scope="session")
def edition(rooms: Rooms, tmp_path_factory: pytest.TempPathFactory) -> Edition:
    """The bundled data without any document's text, as a person who clones the project has it."""
    return open_edition(make_build(rooms, tmp_path_factory.mktemp("data"), Corpus(None)), None)


@pytest.fixture(scope="session")
def sources() -> Path:
    """The folder with the documents' texts; skips, by name, where it is absent."""
    if "ENSARTET_CORPUS" not in os.environ:
        pytest.skip("ENSARTET_CORPUS is not set: the source documents are not here")
    folder = corpus_folder()
    assert folder is not None
    return folder


@pytest.fixture(scope="session")
def corpus_edition(rooms: Rooms, sources: Path, tmp_path_factory: pytest.TempPathFactory) -> Edition:
    return open_edition(make_build(rooms, tmp_path_factory.mktemp("data"), Corpus(sources)), sources)


@pytest.fixture(scope="session")
def ask(edition: Edition, rooms: Rooms) -> Ask:
    """Ask a question: `ask("applications", drug="osimertinib")` gives the answer object."""

    def asked(name: str, **given: str | list[str]) -> dict[str, Any]:
        values = {key: [value] if isinstance(value, str) else value for key, value in given.items()}
        return enveloped(answer(edition, find_question(rooms, name), values))

    return asked


@pytest.fixture(scope="session")
def client(edition: Edition, rooms: Rooms) -> Iterator[TestClient]:
    with TestClient(create_app(edition, rooms)) as open_client:
        yield open_client
