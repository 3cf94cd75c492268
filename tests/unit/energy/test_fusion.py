"""Several sources as one answer: whom to believe, and who is blind, second by second."""

import itertools
from collections.abc import Callable

import pytest

from dreamer_app.energy.activity import ActivityFusion, Heard
from dreamer_app.energy.sentinel import AGAIN_SECONDS

NEVER = float("nan")


class Counter:
    """An idle counter that sees all input, or has no answer."""

    name = "counter"

    def __init__(self) -> None:
        self.moment: float | None = 0.0
        self.callback: Callable[[str], None] | None = None

    def start(self) -> None:
        pass

    def close(self) -> None:
        pass

    def pace(self, seconds: float) -> None:
        pass

    def last_input(self) -> float | None:
        return self.moment

    def ask_once(self) -> float | None:
        return None

    def on_input(self, callback: Callable[[str], None] | None) -> None:
        self.callback = callback

    def see(self, moment: float) -> None:
        self.moment = moment
        assert self.callback is not None
        self.callback("")


class Sentinel:
    """A sentinel that reports when it must or is asked to, and hears something or nothing."""

    name = "sentinel"

    def __init__(self) -> None:
        self.now = 0.0
        self.last = NEVER
        self.again = NEVER
        self.rebuilt: list[float] = []
        self.asked: list[float] = []
        self.said: Callable[[], None] = lambda: None
        self.heard: Heard | None = Heard(
            last=NEVER, settled=NEVER, device="", since=0.0, reported=0.0
        )

    def start(self) -> None:
        pass

    def close(self) -> None:
        pass

    def arm(self, on_input: Callable[[str], None] | None) -> None:
        pass

    def check(self) -> None:
        pass

    def on_report(self, callback: Callable[[], None]) -> None:
        self.said = callback

    def ask(self) -> None:
        self.asked.append(self.now)
        self.report()
        self.again = self.now + AGAIN_SECONDS

    def report(self) -> None:
        self.heard = Heard(
            last=self.last, settled=self.last, device="keyboard", since=0.0, reported=self.now
        )
        self.said()

    def rebuild(self) -> None:
        self.rebuilt.append(self.now)

    def state(self) -> Heard | None:
        return self.heard


@pytest.fixture
def counter() -> Counter:
    return Counter()


@pytest.fixture
def sentinel() -> Sentinel:
    return Sentinel()


@pytest.fixture
def fusion(counter: Counter, sentinel: Sentinel) -> ActivityFusion:
    fusion = ActivityFusion([counter], sentinel, monotonic=lambda: sentinel.now)
    fusion.start()
    return fusion


PHASES = list(itertools.product((0, 4, 9, 14, 19), repeat=3))


def live(
    fusion: ActivityFusion,
    counter: Counter,
    sentinel: Sentinel,
    phases: tuple[int, int, int],
    *,
    hears: bool,
) -> None:
    """Half a minute with a user who types from the tenth second on.

    Counter, heartbeat and check each come every two seconds, at any moments of these.
    """
    for tick in range(300):
        sentinel.now = tick / 10
        typing = sentinel.now >= 10
        if typing and hears:
            sentinel.last = sentinel.now
        asked, reported, checked = ((tick - phase) % 20 == 0 for phase in phases)
        if reported or sentinel.now > sentinel.again:
            sentinel.again = sentinel.again if reported else NEVER
            sentinel.report()
        if asked and typing:
            counter.see(sentinel.now)
        if checked:
            fusion.check()


@pytest.mark.parametrize("phases", PHASES)
def test_a_blind_sentinel_is_noticed_within_five_seconds_of_input_that_goes_on(
    fusion: ActivityFusion, counter: Counter, sentinel: Sentinel, phases: tuple[int, int, int]
) -> None:
    live(fusion, counter, sentinel, phases, hears=False)
    assert 10 < sentinel.rebuilt[0] <= 15


@pytest.mark.parametrize("phases", PHASES)
def test_a_sentinel_that_hears_is_left_alone_and_not_even_asked(
    fusion: ActivityFusion, counter: Counter, sentinel: Sentinel, phases: tuple[int, int, int]
) -> None:
    live(fusion, counter, sentinel, phases, hears=True)
    assert (sentinel.rebuilt, sentinel.asked) == ([], [])


def test_a_sentinel_alone_is_believed_where_no_counter_ever_answered(
    fusion: ActivityFusion, counter: Counter, sentinel: Sentinel
) -> None:
    counter.moment = None
    sentinel.last, sentinel.now = 100.0, 160.0
    sentinel.ask()
    assert fusion.read().idle_seconds == 60.0


def test_it_is_not_believed_where_a_counter_has_fallen_silent(
    fusion: ActivityFusion, counter: Counter, sentinel: Sentinel
) -> None:
    sentinel.last, sentinel.now = 100.0, 160.0
    sentinel.ask()
    before = fusion.read().idle_seconds
    counter.moment = None
    assert (before, fusion.read().idle_seconds) == (60.0, None)
