import time

import pytest

from dreamer_app.inference.pacing import Pace


class Machine:
    """What the clocks of a machine say; they move when told."""

    def __init__(self) -> None:
        self.now = self.idle = self.own = 0.0

    def run(self, seconds: float, *, idle: float, own: float) -> None:
        """Some time with that many cores idle and that many used by this process."""
        self.now += seconds
        self.idle += idle * seconds
        self.own += own * seconds

    def pace(self, most: int) -> Pace:
        return Pace(
            most,
            idle_seconds=lambda: self.idle,
            own_seconds=lambda: self.own,
            clock=lambda: self.now,
        )


@pytest.mark.parametrize(
    ("most", "idle", "own", "threads"),
    [
        (2, 0.0, 2.0, 2),
        (2, 0.1, 1.8, 2),
        (2, 0.0, 1.0, 1),
        (2, 1.0, 1.0, 2),
        (2, 0.0, 0.1, 1),
        (8, 3.0, 4.0, 7),
        (4, 12.0, 4.0, 4),
    ],
    ids=[
        "the machine for itself",
        "nearly so",
        "one of two cores is busy elsewhere",
        "one is idle again",
        "everything is busy elsewhere",
        "one of eight is busy",
        "more idle than it may use",
    ],
)
def test_threads_follow_what_others_leave(most: int, idle: float, own: float, threads: int) -> None:
    machine = Machine()
    pace = machine.pace(most)
    machine.run(1.0, idle=idle, own=own)
    assert pace.threads() == threads


def test_it_looks_only_now_and_then() -> None:
    machine = Machine()
    pace = machine.pace(2)
    machine.run(0.1, idle=0.0, own=1.0)
    assert pace.threads() is None
    machine.run(0.5, idle=0.0, own=1.0)
    assert pace.threads() == 1
    assert pace.threads() is None


def test_a_pause_does_not_count() -> None:
    machine = Machine()
    pace = machine.pace(2)
    machine.run(60.0, idle=2.0, own=0.0)
    pace.restart()
    machine.run(1.0, idle=0.0, own=1.0)
    assert pace.threads() == 1


def test_the_systems_own_clocks_serve() -> None:
    pace = Pace(2)
    until = time.monotonic() + 0.6
    while time.monotonic() < until:
        sum(range(1000))
    assert pace.threads() in (1, 2)
