"""What the sandbox of the tests sends is read field by field."""

from typing import Any

import pytest

from dreamer_app.guardian import reports
from dreamer_app.guardian.reports import Done, Ended, Forged, Saying, read

PASSED = {"test": "test_a", "outcome": "passed", "cases": 2}
OUTCOME = reports.TestOutcome(name="test_a", passed=True, cases=2)


def done(*outcomes: Any) -> dict[str, Any]:
    """The last report of a run."""
    return {"run": "7", "done": True, "outcomes": list(outcomes)}


def test_every_kind_of_frame_is_told_apart() -> None:
    assert read(done(PASSED, PASSED), "7") == Done(outcomes=(OUTCOME, OUTCOME))
    said = {"run": "7", "say": "{}", "call": None, "outcomes": [PASSED]}
    assert read(said, "7") == Saying(text="{}", call=None, outcomes=(OUTCOME,))
    assert read({"ended": "7", "problem": "timeout"}, "7") == Ended(problem="timeout")


@pytest.mark.parametrize(
    "frame",
    [
        [42], 42, None, "done", {}, {"run": "7"}, {**done(), "run": "8"},
        {"done": True, "outcomes": []}, {"say": "{}", "call": None}, {"ended": "8", "problem": ""},
        {"run": "7", "say": 1, "outcomes": []}, {"run": "7", "say": "{}"}, {"ended": "7"},
        {**done(), "done": 1}, {"run": "7", "done": True}, {**done(), "outcomes": PASSED},
        done(42), done({"test": "test_a", "outcome": "passed"}), done(*[PASSED] * 10_001),
        done({**PASSED, "cases": "2"}), done({**PASSED, "cases": True}),
        done({**PASSED, "cases": -1}), done({**PASSED, "cases": 10**30}),
        done({**PASSED, "test": None}), done({**PASSED, "outcome": ["passed"]}),
        done(PASSED, {**PASSED, "why": 3}),
    ],
)  # fmt: skip
def test_what_no_run_sends_is_the_fault_of_the_tests(frame: Any) -> None:
    with pytest.raises(Forged):
        read(frame, "7")


def test_a_reason_of_any_length_is_kept_short() -> None:
    last = read(done({**PASSED, "why": "x" * 10**6}), "7")
    assert isinstance(last, Done)
    assert len(last.outcomes[0].why) < 1000
