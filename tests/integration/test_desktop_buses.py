"""What desktops tell over D-Bus: stand-ins for their services on a real private bus.

They answer, hang, lie or vanish; in none of these cases does an absent answer mean an absent
user.
"""

import shutil
import subprocess
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from dreamer_app.core.states import Reason, Trigger
from dreamer_app.energy import EnergyManager
from dreamer_app.energy.activity import ActivityFusion
from dreamer_app.energy.bus import MutterIdle
from dreamer_app.energy.desk import Desk, DeskReading
from dreamer_app.energy.desk_gate import desk_obstacle
from dreamer_app.energy.polling import PolledIdle
from dreamer_app.settings import Settings
from tests.integration.bus_service import Answer, Service
from tests.integration.presence import CalmMachine, NoSleep, fall_asleep, private_bus, until

pytestmark = pytest.mark.skipif(not shutil.which("dbus-daemon"), reason="needs dbus-daemon")
SETTINGS = Settings(enable_dreaming=True, idle_threshold_minutes=0.05)
MUTTER = "org.gnome.Mutter.IdleMonitor"


class Compositor(Service):
    """Mutter's IdleMonitor, with a user who may be away."""

    def __init__(self, bus: str) -> None:
        self.touched = time.monotonic() - 3600
        super().__init__(bus, MUTTER, {"GetIdletime": self._idle})

    def touch(self) -> None:
        self.touched = time.monotonic()

    def _idle(self) -> tuple[str, tuple[Any, ...]]:
        return "t", (int(1000 * (time.monotonic() - self.touched)),)


@pytest.fixture
def daemon(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator["subprocess.Popen[bytes]"]:
    monkeypatch.delenv("DISPLAY", raising=False)
    with private_bus(tmp_path) as (_, daemon):
        yield daemon


@pytest.fixture
def bus(daemon: object, tmp_path: Path) -> str:
    return f"unix:path={tmp_path / 'bus'}"


@pytest.fixture
def offer(bus: str) -> Iterator[Callable[..., Service]]:
    """Starts services, and ends those that did not vanish."""
    offered: list[Service] = []

    def start(name: str, **answers: Answer) -> Service:
        offered.append(Service(bus, name, answers))
        return offered[-1]

    yield start
    for service in offered:
        service.vanish()


@pytest.fixture
def desk(bus: str) -> Iterator[Desk]:
    desk = Desk(bus, bus)
    yield desk
    desk.close()


@pytest.fixture
def compositor(bus: str) -> Iterator[Compositor]:
    compositor = Compositor(bus)
    yield compositor
    compositor.vanish()


@pytest.fixture
def energy(bus: str, compositor: Compositor) -> Iterator[EnergyManager]:
    counter = PolledIdle("GNOME IdleMonitor", lambda: MutterIdle(bus))
    watch = ActivityFusion([counter], None, sentinel_suffices=False)
    manager = EnergyManager(SETTINGS, activity=watch, machine=CalmMachine(), sleep=NoSleep())
    manager.start()
    yield manager
    manager.stop()


def test_gnome_tells_when_nobody_is_there_and_is_named(energy: EnergyManager) -> None:
    until(lambda: energy.permission(Trigger.IDLE).allowed)
    assert energy.get_metrics().activity_source == "GNOME IdleMonitor"


def test_input_that_gnome_tells_of_ends_a_session(
    energy: EnergyManager, compositor: Compositor
) -> None:
    stop, release = fall_asleep(energy)
    compositor.touch()
    assert stop.wait(20)
    release()
    assert stop.reason is Reason.USER_ACTIVE


def test_a_gnome_that_hangs_ends_a_session_and_nobody_counts_as_away(
    energy: EnergyManager, compositor: Compositor
) -> None:
    stop, release = fall_asleep(energy)
    compositor.hangs = True
    assert stop.wait(20)
    release()
    assert stop.reason is Reason.ACTIVITY_UNKNOWN
    for _ in range(20):
        assert not energy.permission(Trigger.IDLE).allowed
        assert not energy.is_idle()
        time.sleep(0.05)


def test_a_gnome_that_vanishes_ends_a_session_and_nobody_counts_as_away(
    energy: EnergyManager, compositor: Compositor
) -> None:
    stop, release = fall_asleep(energy)
    compositor.vanish()
    assert stop.wait(20)
    release()
    assert stop.reason is Reason.ACTIVITY_UNKNOWN
    for _ in range(20):
        assert not energy.permission(Trigger.IDLE).allowed
        time.sleep(0.05)


def test_a_gnome_that_comes_back_is_believed_again(
    energy: EnergyManager, compositor: Compositor, bus: str
) -> None:
    until(lambda: energy.permission(Trigger.IDLE).allowed)
    compositor.vanish()
    until(lambda: energy.permission(Trigger.IDLE).reason is Reason.ACTIVITY_UNKNOWN)
    another = Compositor(bus)
    until(lambda: energy.permission(Trigger.IDLE).allowed)
    another.vanish()


def test_a_bus_that_dies_leaves_the_user_present(
    energy: EnergyManager, daemon: "subprocess.Popen[bytes]"
) -> None:
    stop, release = fall_asleep(energy)
    daemon.kill()
    assert stop.wait(20)
    release()
    assert stop.reason is Reason.ACTIVITY_UNKNOWN
    assert not energy.permission(Trigger.IDLE).allowed


INHIBITORS: dict[str, tuple[str, str, tuple[str, tuple[Any, ...]]]] = {
    "GNOME": ("org.gnome.SessionManager", "IsInhibited", ("b", (True,))),
    "KDE": ("org.kde.Solid.PowerManagement", "HasInhibition", ("b", (True,))),
    "Xfce, MATE": ("org.freedesktop.PowerManagement", "HasInhibit", ("b", (True,))),
    "logind": (
        "org.freedesktop.login1",
        "ListInhibitors",
        ("a(ssssuu)", ([("sleep:idle", "a player", "a film", "block", 1000, 4711)],)),
    ),
}


@pytest.mark.parametrize("desktop", INHIBITORS)
def test_a_film_or_a_call_keeps_dreaming_away(
    desk: Desk, offer: Callable[..., Service], desktop: str
) -> None:
    name, method, answer = INHIBITORS[desktop]
    offer(name, **{method: lambda: answer})
    assert reason_of(desk.read(frozenset())) is Reason.SCREEN_INHIBITED


@pytest.mark.parametrize("lock", [("sleep", "block"), ("idle", "delay"), ("shutdown", "block")])
def test_other_locks_of_logind_are_no_film(
    desk: Desk, offer: Callable[..., Service], lock: tuple[str, str]
) -> None:
    what, mode = lock
    locks = [(what, "NetworkManager", "its own affairs", mode, 0, 1)]
    offer("org.freedesktop.login1", ListInhibitors=lambda: ("a(ssssuu)", (locks,)))
    assert reason_of(desk.read(frozenset())) is None


def test_one_that_hangs_does_not_hide_what_another_tells(
    desk: Desk, offer: Callable[..., Service]
) -> None:
    offer("org.gnome.SessionManager", IsInhibited=lambda: ("b", (False,))).hangs = True
    locks = [("idle", "a player", "a film", "block", 1000, 4711)]
    offer("org.freedesktop.login1", ListInhibitors=lambda: ("a(ssssuu)", (locks,)))
    assert desk.read(frozenset()).inhibitor == "a player"


@pytest.mark.parametrize(
    "name",
    [
        "org.gnome.ScreenSaver",
        "org.freedesktop.ScreenSaver",
        "org.xfce.ScreenSaver",
        "org.cinnamon.ScreenSaver",
        "org.mate.ScreenSaver",
    ],
)
def test_a_locked_screen_is_a_reason_where_the_user_says_so(
    desk: Desk, offer: Callable[..., Service], name: str
) -> None:
    offer(name, GetActive=lambda: ("b", (True,)))
    reading = desk.read(frozenset())
    assert reading.locked
    assert reason_of(reading) is None
    assert reason_of(reading, dream_when_locked=False) is Reason.SESSION_LOCKED


def test_a_desk_that_nobody_tells_of_is_no_reason(desk: Desk) -> None:
    assert desk.read(frozenset()) == DeskReading()


def test_what_only_keeps_kde_from_sleep_is_no_film(
    desk: Desk, offer: Callable[..., Service]
) -> None:
    """KDE's HasInhibit, of the interface that Xfce means the screen by, is about sleep."""
    offer("org.kde.Solid.PowerManagement", HasInhibition=lambda: ("b", (False,)))
    offer("org.freedesktop.PowerManagement", HasInhibit=lambda: ("b", (True,)))
    assert desk.read(frozenset()).inhibitor == ""


def test_kde_is_asked_about_the_screen_and_not_about_sleep(
    desk: Desk, offer: Callable[..., Service]
) -> None:
    service = offer("org.kde.Solid.PowerManagement", HasInhibition=lambda: ("b", (False,)))
    desk.read(frozenset())
    change_screen_settings = 4
    assert [body for body in service.bodies if body] == [(change_screen_settings,)]


@pytest.mark.parametrize("hint", [True, False])
def test_logind_may_say_that_the_screen_is_locked(
    desk: Desk, offer: Callable[..., Service], hint: bool
) -> None:
    offer("org.freedesktop.login1", Get=lambda: ("v", (("b", hint),)))
    assert desk.read(frozenset()).locked is (True if hint else None)


@pytest.mark.parametrize(("shown", "hidden"), [("user", True), ("greeter", False)])
def test_where_another_session_is_on_the_screen_somebody_is_there(
    desk: Desk, offer: Callable[..., Service], shown: str, hidden: bool
) -> None:
    seat = ("(so)", ("seat0", "/org/freedesktop/login1/seat/seat0"))
    other = ("(so)", ("c2", "/org/freedesktop/login1/session/c2"))
    values = {
        "Active": ("b", False),
        "LockedHint": ("b", False),
        "Seat": seat,
        "ActiveSession": other,
        "Class": ("s", shown),
    }
    service = offer("org.freedesktop.login1")
    service.answers["Get"] = lambda: ("v", (values[service.bodies[-1][1]],))
    reading = desk.read(frozenset())
    assert reading.is_hidden is hidden
    assert (reason_of(reading) is Reason.USER_ACTIVE) is hidden


def reason_of(reading: DeskReading, **settings: bool) -> Reason | None:
    """The reason that an idle session is refused for beside this desk."""
    return desk_obstacle(reading, replace(SETTINGS, **settings)).reason  # type: ignore[arg-type]
