"""Three crashes in ten minutes are enough, and time does not undo that."""

from datetime import UTC, datetime

import pytest

from dreamer_app.inference import Crashes


class HandClock:
    """A clock that a test moves."""

    def __init__(self) -> None:
        self.seconds = 5000.0

    def now(self) -> datetime:
        return datetime.now(UTC)

    def monotonic(self) -> float:
        return self.seconds


@pytest.fixture
def clock() -> HandClock:
    return HandClock()


@pytest.fixture
def crashes(clock: HandClock) -> Crashes:
    return Crashes(clock)


def crash(crashes: Crashes, clock: HandClock, *after: float) -> None:
    for seconds in after:
        clock.seconds += seconds
        crashes.add()


def test_the_third_within_ten_minutes_is_enough(crashes: Crashes, clock: HandClock) -> None:
    crash(crashes, clock, 0, 300)
    assert not crashes.enough
    crash(crashes, clock, 299)
    assert crashes.enough


def test_three_over_a_longer_time_are_not(crashes: Crashes, clock: HandClock) -> None:
    crash(crashes, clock, 0, 300, 301, 300, 301)
    assert not crashes.enough


@pytest.mark.parametrize("later", [660, 86_400])
def test_however_long_after_it_is_still_enough(
    crashes: Crashes, clock: HandClock, later: float
) -> None:
    crash(crashes, clock, 0, 1, 1)
    clock.seconds += later
    assert crashes.enough
    crashes.add()
    assert crashes.enough


def test_a_person_who_asks_is_given_three_more(crashes: Crashes, clock: HandClock) -> None:
    crash(crashes, clock, 0, 1, 1)
    crashes.forget()
    assert not crashes.enough
    crash(crashes, clock, 1, 1)
    assert not crashes.enough
    crash(crashes, clock, 1)
    assert crashes.enough
