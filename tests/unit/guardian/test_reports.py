"""What the sandbox of the tests sends is read field by field."""

from typing import Any

import pytest

from dreamer_app.guardian import reports
from dreamer_app.guardian.reports import Done, Ended, Forged, Saying, read

PASSED = {"run": "7", "test": "test_a", "outcome": "passed", "cases": 2}


def test_every_kind_of_frame_is_told_apart() -> None:
    assert isinstance(read(PASSED, "7"), reports.TestOutcome)
    assert read({"run": "7", "say": "{}", "call": None}, "7") == Saying(text="{}", call=None)
    assert isinstance(read({"run": "7", "done": True}, "7"), Done)
    assert read({"ended": "7", "problem": "timeout"}, "7") == Ended(problem="timeout")


@pytest.mark.parametrize(
    "frame",
    [
        [42], 42, None, "done", {}, {"run": "7"}, {"run": "8", "done": True},
        {"done": True}, {"say": "{}", "call": None}, {"ended": "8", "problem": ""},
        {"run": "7", "say": 1}, {"ended": "7"}, {"run": "7", "done": 1},
        {**PASSED, "cases": "2"}, {**PASSED, "cases": True}, {**PASSED, "cases": -1},
        {**PASSED, "cases": 10**30}, {**PASSED, "test": None}, {**PASSED, "outcome": ["passed"]},
        {**PASSED, "why": 3}, {"run": "7", "test": "test_a", "outcome": "passed"},
    ],
)  # fmt: skip
def test_what_no_run_sends_is_the_fault_of_the_tests(frame: Any) -> None:
    with pytest.raises(Forged):
        read(frame, "7")


def test_a_reason_of_any_length_is_kept_short() -> None:
    outcome = read({**PASSED, "why": "x" * 10**6}, "7")
    assert isinstance(outcome, reports.TestOutcome)
    assert len(outcome.why) < 1000
