"""What the host keeps of the calls that tests make."""

from typing import Any

import pytest

from dreamer_app.core.stop import StopToken
from dreamer_app.guardian import channel
from dreamer_app.guardian.channel import Bench


@pytest.fixture
def bench() -> Bench:
    nothing: Any = None
    return Bench(nothing, (), StopToken())


def test_calls_are_counted_and_different_ones_kept(bench: Bench) -> None:
    run = channel.TestRun(wanted=("test_a",))
    for number in (1, 2, 1):
        bench._note(run, ["double", [number], []])
    assert (run.calls, len(run.inputs)) == (3, 2)


def test_what_is_kept_of_the_calls_is_bounded_in_bytes(bench: Bench) -> None:
    run = channel.TestRun(wanted=("test_a",))
    bench._note(run, ["double", ["x" * 1_000_000], []])
    assert not run.inputs
    for number in range(100):
        bench._note(run, ["double", ["x" * 90_000 + str(number)], []])
    assert run.calls == 101
    assert sum(len(call[1][0]) for call in run.inputs) < 2_000_000
