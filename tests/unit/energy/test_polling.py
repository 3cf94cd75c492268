"""An idle counter that hangs has no answer, whatever pace is asked for afterwards."""

import threading
import time
from collections.abc import Callable, Iterator

import pytest

from dreamer_app.energy.polling import PolledIdle


class Counter:
    """Says that nobody was there for an hour, until it hangs."""

    def __init__(self) -> None:
        self.goes_on = threading.Event()
        self.goes_on.set()
        self.asked = 0

    def idle_seconds(self) -> float:
        self.asked += 1
        self.goes_on.wait()
        return 3600.0

    def close(self) -> None:
        pass


@pytest.fixture
def counter() -> Iterator[Counter]:
    counter = Counter()
    yield counter
    counter.goes_on.set()


@pytest.fixture
def polled(counter: Counter) -> Iterator[PolledIdle]:
    polled = PolledIdle("a counter", lambda: counter)
    polled.pace(0.05)
    polled.start()
    yield polled
    counter.goes_on.set()
    polled.close()


def until(holds: Callable[[], bool], seconds: float = 20.0) -> None:
    end = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < end, "it did not come"
        time.sleep(0.01)


def test_a_hanging_counter_is_soon_without_an_answer(counter: Counter, polled: PolledIdle) -> None:
    until(lambda: polled.last_input() is not None)
    counter.goes_on.clear()
    until(lambda: polled.last_input() is None)


def test_a_slower_pace_makes_no_old_answer_fresh_again(
    counter: Counter, polled: PolledIdle
) -> None:
    until(lambda: polled.last_input() is not None)
    counter.goes_on.clear()
    until(lambda: polled.last_input() is None)
    polled.pace(2.0)
    assert polled.last_input() is None


def test_a_faster_pace_leaves_time_for_the_next_answer(
    counter: Counter, polled: PolledIdle
) -> None:
    until(lambda: polled.last_input() is not None)
    polled.pace(10.0)
    asked = counter.asked
    until(lambda: counter.asked > asked)
    counter.goes_on.clear()
    polled.pace(0.05)
    assert polled.last_input() is not None


def test_a_counter_that_answers_again_is_believed(counter: Counter, polled: PolledIdle) -> None:
    counter.goes_on.clear()
    until(lambda: polled.last_input() is None)
    counter.goes_on.set()
    until(lambda: polled.last_input() is not None)
