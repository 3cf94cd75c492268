"""A sentinel that waits rests while somebody moves the mouse, and misses nothing by it."""

import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from dreamer_app.energy.sentinel_link import SentinelLink
from tests.integration.presence import NEEDS_A_SCREEN, Screen, until

pytestmark = NEEDS_A_SCREEN
MOVES = 400
MOST_WAKE_UPS = 4.0
"""A second, of the sentinel alone; the mouse moves some ninety times in it."""


@pytest.fixture
def sentinel(screen: Screen, sentinel: SentinelLink) -> Iterator[SentinelLink]:
    sentinel.start()
    until(lambda: sentinel.state() is not None)
    time.sleep(1.5)  # what the first order asked for has been said
    yield sentinel
    sentinel.close()


def moving() -> "subprocess.Popen[bytes]":
    """A hand at the mouse for some seconds."""
    steps: list[str] = []
    for number in range(MOVES):
        steps += ["mousemove_relative", "--", "3" if number % 2 else "-3", "0", "sleep", "0.01"]
    return subprocess.Popen(["xdotool", *steps])


def switches(pid: int) -> int:
    """How often the threads of a process waited."""
    found = 0
    for status in Path(f"/proc/{pid}/task").glob("*/status"):
        for line in status.read_text().splitlines():
            if line.startswith("voluntary_ctxt_switches"):
                found += int(line.split()[1])
    return found


def test_a_mouse_that_moves_wakes_it_a_few_times_a_second(sentinel: SentinelLink) -> None:
    pid = sentinel.process_id or 0
    before, began = switches(pid), time.monotonic()
    with moving() as hand:
        hand.wait()
    woken = (switches(pid) - before) / (time.monotonic() - began)
    assert woken <= MOST_WAKE_UPS


def test_what_comes_while_it_rests_is_told_by_the_next_heartbeat(
    screen: Screen, sentinel: SentinelLink
) -> None:
    screen.user("mousemove_relative", "20", "20")
    screen.user("mousemove_relative", "20", "20")
    time.sleep(0.1)
    before = time.monotonic()
    screen.user("key", "a")
    until(lambda: (heard := sentinel.state()) is not None and heard.last >= before)
    with moving() as hand:
        hand.wait()
    ended = time.monotonic()
    until(lambda: (heard := sentinel.state()) is not None and heard.last >= ended - 0.5, 5.0)


def test_an_order_ends_the_rest_and_the_next_key_is_told_at_once(
    screen: Screen, sentinel: SentinelLink
) -> None:
    told: list[float] = []
    for _ in range(5):
        screen.user("mousemove_relative", "20", "20")
        time.sleep(0.2)
        sentinel.arm(lambda _device: told.append(time.monotonic()))
        time.sleep(0.3)
        told.clear()
        began = time.monotonic()
        screen.user("key", "a")
        until(lambda: told)
        assert told[0] - began < 1.0
        sentinel.arm(None)
        time.sleep(1.3)
