"""Presence on a real X server: real sentinel, real XScreenSaver counter, xdotool as the user."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from dreamer_app.core.states import Reason, Trigger
from dreamer_app.core.stop import StopToken
from dreamer_app.energy import EnergyManager
from dreamer_app.energy.activity import ActivityFusion
from dreamer_app.energy.polling import PolledIdle
from dreamer_app.energy.sentinel_link import SentinelLink
from dreamer_app.energy.x11 import ScreenSaverIdle
from dreamer_app.settings import Settings
from tests.integration.presence import NEEDS_A_SCREEN, CalmMachine, Screen, fall_asleep, until

pytestmark = NEEDS_A_SCREEN
AWAY_SECONDS = 0.6
SETTINGS = Settings(enable_dreaming=True, idle_threshold_minutes=AWAY_SECONDS / 60)


@pytest.fixture
def fusion(screen: Screen, sentinel: SentinelLink) -> Iterator[ActivityFusion]:
    fusion = ActivityFusion([PolledIdle("XScreenSaver", ScreenSaverIdle)], sentinel)
    fusion.start()
    until(lambda: sentinel.state() is not None)
    until(lambda: fusion.read().idle_seconds is not None)
    yield fusion
    fusion.close()


@pytest.fixture
def energy(fusion: ActivityFusion) -> Iterator[EnergyManager]:
    manager = EnergyManager(SETTINGS, activity=fusion, machine=CalmMachine())
    manager.start()
    yield manager
    manager.stop()


def test_a_user_who_does_nothing_is_away_after_the_threshold(energy: EnergyManager) -> None:
    until(lambda: energy.permission(Trigger.IDLE).allowed)
    assert energy.is_idle()


@pytest.mark.parametrize(
    ("does", "device"),
    [
        (("key", "a"), "keyboard"),
        (("mousemove_relative", "40", "40"), "mouse"),
        (("click", "1"), "mouse"),
        (("click", "4"), "mouse"),
    ],
)
def test_any_input_ends_an_automatic_session(
    screen: Screen,
    energy: EnergyManager,
    fusion: ActivityFusion,
    does: tuple[str, ...],
    device: str,
) -> None:
    stop, release = fall_asleep(energy)
    screen.user(*does)
    assert stop.wait(20)
    release()
    assert (stop.reason, fusion.read().device) == (Reason.USER_ACTIVE, device)


def test_jitter_of_two_pixels_wakes(screen: Screen, energy: EnergyManager) -> None:
    screen.user("mousemove", "100", "100")
    stop, release = fall_asleep(energy)
    screen.user("mousemove_relative", "1", "1")
    assert stop.wait(20)
    release()
    assert stop.reason is Reason.USER_ACTIVE


def test_jitter_of_two_pixels_does_not_keep_awake(
    screen: Screen, fusion: ActivityFusion, sentinel: SentinelLink
) -> None:
    screen.user("mousemove", "100", "100")
    screen.user("mousemove", "120", "120")
    for step in ("1", "-1") * 15:
        screen.user("mousemove_relative", "--", step, "0")
        time.sleep(0.1)
    until(lambda: (fusion.read().idle_seconds or 9) < (fusion.read().settled_seconds or 0) - 2)


def test_input_does_not_end_a_session_that_a_person_started(
    screen: Screen, energy: EnergyManager
) -> None:
    stop, automatic = StopToken(), StopToken()
    release = energy.guard(stop, Trigger.MANUAL)
    until(lambda: energy.permission(Trigger.IDLE).allowed)
    release_automatic = energy.guard(automatic, Trigger.IDLE)
    screen.user("key", "a")
    assert automatic.wait(20)
    release_automatic()
    release()
    assert not stop.is_stopped()


def test_input_just_before_the_watch_begins_ends_the_session(
    screen: Screen, energy: EnergyManager
) -> None:
    until(lambda: energy.permission(Trigger.IDLE).allowed)
    screen.user("key", "a")
    stop = StopToken()
    release = energy.guard(stop, Trigger.IDLE)
    assert stop.wait(20)
    release()
    assert stop.reason is Reason.USER_ACTIVE


def test_a_killed_sentinel_is_replaced(fusion: ActivityFusion, sentinel: SentinelLink) -> None:
    first = sentinel.process_id
    assert first is not None
    os.kill(first, signal.SIGKILL)
    until(lambda: sentinel.state() is not None and sentinel.process_id != first)


def test_a_frozen_sentinel_is_replaced(energy: EnergyManager, sentinel: SentinelLink) -> None:
    first = sentinel.process_id
    assert first is not None
    os.kill(first, signal.SIGSTOP)
    until(lambda: sentinel.state() is not None and sentinel.process_id != first)


def test_input_ends_a_session_also_while_the_sentinel_is_frozen(
    screen: Screen, energy: EnergyManager, sentinel: SentinelLink
) -> None:
    stop, release = fall_asleep(energy)
    os.kill(sentinel.process_id or 0, signal.SIGSTOP)
    screen.user("key", "a")
    assert stop.wait(20)
    release()
    assert stop.reason is Reason.USER_ACTIVE


def test_a_sentinel_that_cannot_live_is_given_up_for_a_while_and_the_counter_stands_alone(
    screen: Screen,
) -> None:
    sentinel = SentinelLink(["false"])
    fusion = ActivityFusion([PolledIdle("XScreenSaver", ScreenSaverIdle)], sentinel)
    fusion.start()
    until(lambda: sentinel.starts == 4)
    until(lambda: fusion.read().source == "XScreenSaver")
    time.sleep(0.5)
    starts = sentinel.starts
    fusion.close()
    assert starts == 4


def test_a_blind_sentinel_is_replaced(
    screen: Screen,
) -> None:
    blind = "import time\nwhile True: print('nan nan -', flush=True); time.sleep(0.2)"
    sentinel = SentinelLink([sys.executable, "-c", blind])
    fusion = ActivityFusion([PolledIdle("XScreenSaver", ScreenSaverIdle)], sentinel)
    manager = EnergyManager(SETTINGS, activity=fusion, machine=CalmMachine())
    manager.start()
    until(lambda: sentinel.state() is not None)
    time.sleep(1.2)
    screen.user("key", "a")
    until(lambda: sentinel.starts > 1)
    manager.stop()


def test_without_its_x_server_the_user_counts_as_present(
    screen: Screen, energy: EnergyManager
) -> None:
    until(lambda: energy.permission(Trigger.IDLE).allowed)
    screen.close()
    until(lambda: energy.permission(Trigger.IDLE).reason is Reason.ACTIVITY_UNKNOWN)
    assert not energy.is_idle()


def test_the_death_of_the_x_server_ends_an_automatic_session(
    screen: Screen, energy: EnergyManager
) -> None:
    stop, release = fall_asleep(energy)
    screen.close()
    assert stop.wait(20)
    release()
    assert stop.reason is Reason.ACTIVITY_UNKNOWN


def test_a_frozen_x_server_ends_an_automatic_session_and_makes_nobody_idle(
    screen: Screen, energy: EnergyManager, fusion: ActivityFusion
) -> None:
    screen.user("key", "a")
    until(lambda: fusion.read().device == "keyboard")
    stop, release = fall_asleep(energy)
    screen.server.send_signal(signal.SIGSTOP)
    stopped = stop.wait(20)
    release()
    assert stopped
    assert stop.reason is Reason.ACTIVITY_UNKNOWN
    assert not [idle for idle in seen_idle(energy, 6.0) if idle]


def test_an_x_server_that_hangs_while_nobody_dreams_lets_no_session_begin(
    screen: Screen, energy: EnergyManager, fusion: ActivityFusion
) -> None:
    screen.user("key", "a")
    until(lambda: fusion.read().device == "keyboard")
    until(lambda: energy.permission(Trigger.IDLE).allowed)
    screen.server.send_signal(signal.SIGSTOP)
    until(lambda: energy.permission(Trigger.IDLE).reason is Reason.ACTIVITY_UNKNOWN)
    assert not [idle for idle in seen_idle(energy, 6.0) if idle]


def test_a_sentinel_whose_x_server_hangs_does_not_report(
    screen: Screen, fusion: ActivityFusion, sentinel: SentinelLink
) -> None:
    screen.server.send_signal(signal.SIGSTOP)
    until(lambda: sentinel.state() is None)


def test_a_sentinel_that_listens_to_another_screen_is_replaced_though_the_user_never_stops(
    screen: Screen, monkeypatch: pytest.MonkeyPatch
) -> None:
    here = screen.display
    other = Screen(monkeypatch)
    monkeypatch.setenv("DISPLAY", here)
    command = ["env", f"DISPLAY={other.display}", sys.executable]
    sentinel = SentinelLink([*command, "-m", "dreamer_app.energy.sentinel"])
    fusion = ActivityFusion([PolledIdle("XScreenSaver", ScreenSaverIdle)], sentinel)
    manager = EnergyManager(SETTINGS, activity=fusion, machine=CalmMachine())
    manager.start()
    until(lambda: sentinel.state() is not None)

    def types_until_replaced() -> bool:
        screen.user("key", "a")
        return sentinel.starts > 1

    until(types_until_replaced)
    manager.stop()
    other.close()


def seen_idle(energy: EnergyManager, seconds: float) -> list[bool]:
    """What is said of idleness and permission, again and again for that long."""
    found = []
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        found += [energy.is_idle(), energy.permission(Trigger.IDLE).allowed]
        time.sleep(0.05)
    return found


def test_no_process_is_left_after_stop(energy: EnergyManager) -> None:
    until(lambda: energy.permission(Trigger.IDLE).allowed)
    energy.stop()
    names = [c.cmdline() for c in psutil.Process().children(recursive=True)]
    assert not [n for n in names if "dreamer_app.energy.sentinel" in n]


def test_the_sentinel_ends_with_its_parent_however_it_dies(screen: Screen) -> None:
    script = (
        "import time\n"
        "from dreamer_app.energy.sentinel_link import SentinelLink\n"
        "link = SentinelLink(); link.start()\n"
        "while link.state() is None: link.check(); time.sleep(0.05)\n"
        "print(link.process_id, flush=True); time.sleep(60)\n"
    )
    root = Path(__file__).resolve().parents[2]
    command = [sys.executable, "-c", script]
    with subprocess.Popen(command, stdout=subprocess.PIPE, cwd=root) as parent:
        assert parent.stdout is not None
        child = psutil.Process(int(parent.stdout.readline()))
        parent.kill()
    until(lambda: not child.is_running() or child.status() == psutil.STATUS_ZOMBIE)
