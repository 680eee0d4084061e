"""Results of the engine end on the thread that made them, also where reading fails half-way."""

import gc
import threading
from traceback import walk_tb

import pyoxigraph
import pytest
from pyoxigraph import QueryResultsFormat, QuerySolutions

from ensartet.store.base import drain

CUT = b'{"head":{"vars":["s"]},"results":{"bindings":[{"s":{"type":"uri","value":"http://x/a"}},'


def test_no_frame_of_a_failure_holds_the_result() -> None:
    with pytest.raises(SyntaxError) as failure:
        drain(pyoxigraph.parse_query_results(CUT, QueryResultsFormat.JSON))
    held = [value for frame, _ in walk_tb(failure.value.__traceback__) for value in frame.f_locals.values()]
    assert not [value for value in held if isinstance(value, QuerySolutions)]


@pytest.mark.filterwarnings("error::pytest.PytestUnraisableExceptionWarning")
def test_a_failure_kept_by_this_thread_may_be_forgotten_by_another() -> None:
    failures: list[SyntaxError] = []
    try:
        drain(pyoxigraph.parse_query_results(CUT, QueryResultsFormat.JSON))
    except SyntaxError as error:
        failures.append(error)

    def forget() -> None:
        failures.clear()
        gc.collect()

    forgetting = threading.Thread(target=forget)
    forgetting.start()
    forgetting.join()
    assert failures == []


def test_only_rows_are_drained() -> None:
    with pytest.raises(TypeError):
        drain(pyoxigraph.Store().query("ASK {}"))
    assert drain(pyoxigraph.Store().query("SELECT (1 AS ?n) ?m {}")) == [
        {"n": pyoxigraph.Literal("1", datatype=pyoxigraph.NamedNode("http://www.w3.org/2001/XMLSchema#integer"))}
    ]
