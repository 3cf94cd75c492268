"""The watch over the desk: what is too old, hangs or failed is not known."""

import threading
import time
from collections.abc import Callable, Iterator

import pytest

from dreamer_app.energy.desk import DeskReading, DeskWatch


class Look:
    """A look at the desk that can hang or fail."""

    def __init__(self) -> None:
        self.goes_on = threading.Event()
        self.goes_on.set()
        self.fails = False
        self.made = 0

    def __call__(self) -> DeskReading:
        self.made += 1
        self.goes_on.wait()
        if self.fails:
            raise RuntimeError("not this time")
        return DeskReading(inhibitor="a player")


@pytest.fixture
def look() -> Look:
    return Look()


@pytest.fixture
def watch(look: Look) -> Iterator[DeskWatch]:
    watch = DeskWatch(look, fresh_seconds=0.3)
    yield watch
    look.goes_on.set()
    watch.close()


def until(holds: Callable[[], bool], seconds: float = 20.0) -> None:
    end = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < end, "it did not come"
        time.sleep(0.01)


def test_a_look_that_hangs_is_soon_no_answer(watch: DeskWatch, look: Look) -> None:
    watch.want(0.05)
    until(lambda: watch.latest() is not None)
    look.goes_on.clear()
    until(lambda: watch.latest() is None)


def test_a_look_that_fails_is_made_again(watch: DeskWatch, look: Look) -> None:
    look.fails = True
    watch.want(0.05)
    until(lambda: look.made > 2)
    assert watch.latest() is None
    look.fails = False
    until(lambda: watch.latest() is not None)


def test_what_was_seen_before_a_rest_is_not_believed_after_it(watch: DeskWatch, look: Look) -> None:
    watch.want(0.05)
    until(lambda: watch.latest() is not None)
    watch.want(None)
    look.goes_on.clear()
    watch.want(0.05)
    assert watch.latest() is None
