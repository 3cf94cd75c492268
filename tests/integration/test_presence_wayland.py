"""Presence on Wayland compositors with ext-idle-notify-v1: the real library, a small compositor."""

import contextlib
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from dreamer_app.core.states import Reason, Trigger
from dreamer_app.energy import EnergyManager
from dreamer_app.energy.desk import Desk
from dreamer_app.energy.platforms import activity_of_this_desktop
from dreamer_app.energy.wayland import ExtIdleNotify
from dreamer_app.settings import Settings
from tests.integration.presence import CalmMachine, NoSleep, fall_asleep, until

pytest.importorskip("pywayland")
NOWHERE = "unix:path=/nonexistent/bus"
SETTINGS = Settings(enable_dreaming=True, idle_threshold_minutes=0.04)


class Compositor:
    """A compositor in a process of its own, with a user."""

    def __init__(self, folder: Path, *, seats: int = 1, version: int = 2) -> None:
        self.socket = folder / "wayland-7"
        self.socket.unlink(missing_ok=True)
        program = Path(__file__).with_name("wayland_compositor.py")
        self.process = subprocess.Popen(
            [sys.executable, str(program), str(self.socket), str(seats), str(version)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )
        assert self.process.stdout is not None
        assert self.process.stdout.readline() == b"ready\n"

    def touch(self, seat: int = 1) -> None:
        self.order(str(seat))

    def order(self, what: str) -> None:
        """As the compositor takes it: a film, its end, a seat more or less."""
        assert self.process.stdin is not None
        self.process.stdin.write(what.encode())
        self.process.stdin.flush()

    def close(self) -> None:
        self.process.send_signal(signal.SIGCONT)
        self.process.kill()
        self.process.wait()
        for pipe in (self.process.stdin, self.process.stdout):
            with contextlib.suppress(OSError):
                pipe.close()  # type: ignore[union-attr]


@pytest.fixture
def make(tmp_path: Path) -> Iterator[Callable[..., Compositor]]:
    made: list[Compositor] = []

    def start(*, seats: int = 1, version: int = 2) -> Compositor:
        made.append(Compositor(tmp_path, seats=seats, version=version))
        return made[-1]

    yield start
    for one in made:
        one.close()


@pytest.fixture
def energy(make: Callable[..., Compositor], tmp_path: Path) -> Iterator[EnergyManager]:
    """Watches through the sources that a KDE session under Wayland gets."""
    environment = {
        "WAYLAND_DISPLAY": str(tmp_path / "wayland-7"),
        "XDG_SESSION_TYPE": "wayland",
        "XDG_CURRENT_DESKTOP": "KDE",
        "DBUS_SESSION_BUS_ADDRESS": "unix:path=/nonexistent/bus",
    }
    watch = activity_of_this_desktop(environment)
    manager = EnergyManager(SETTINGS, activity=watch, machine=CalmMachine(), sleep=NoSleep())
    manager.start()
    yield manager
    manager.stop()


@pytest.mark.parametrize("version", [1, 2])
def test_idleness_counts_from_the_last_input(make: Callable[..., Compositor], version: int) -> None:
    compositor = make(version=version)
    with contextlib.closing(ExtIdleNotify(str(compositor.socket))) as counter:
        assert counter.idle_seconds() == 0.0
        until(lambda: counter.idle_seconds() > 1.5)
        compositor.touch()
        until(lambda: counter.idle_seconds() == 0.0)
        until(lambda: counter.idle_seconds() > 1.0)


def test_input_on_any_seat_counts(make: Callable[..., Compositor]) -> None:
    compositor = make(seats=2)
    with contextlib.closing(ExtIdleNotify(str(compositor.socket))) as counter:
        until(lambda: counter.idle_seconds() > 1.0)
        compositor.touch(2)
        until(lambda: counter.idle_seconds() == 0.0)


def test_a_seat_that_comes_later_counts_and_one_that_goes_does_not(
    make: Callable[..., Compositor],
) -> None:
    compositor = make()
    with contextlib.closing(ExtIdleNotify(str(compositor.socket))) as counter:
        until(lambda: counter.idle_seconds() > 1.0)
        compositor.order("+")
        until(lambda: counter.idle_seconds() == 0.0)
        until(lambda: counter.idle_seconds() > 1.0)
        compositor.touch(3)
        until(lambda: counter.idle_seconds() == 0.0)
        compositor.order("-")
        until(lambda: counter.idle_seconds() > 1.0)


def test_a_film_is_seen_where_only_the_compositor_knows_of_it(
    make: Callable[..., Compositor],
) -> None:
    compositor = make()
    desk = Desk(NOWHERE, NOWHERE, str(compositor.socket))
    compositor.order("f")
    with contextlib.closing(desk):
        until(lambda: desk.read(frozenset()).inhibitor == "a program")
        compositor.order("e")
        until(lambda: not desk.read(frozenset()).inhibitor)


def test_without_a_film_nothing_keeps_the_screen_on(make: Callable[..., Compositor]) -> None:
    compositor = make()
    with contextlib.closing(ExtIdleNotify(str(compositor.socket))) as counter:
        until(lambda: counter.idle_seconds() > 4.0)
        assert not counter.is_held_awake()


def test_with_a_film_the_user_counts_as_away_all_the_same(
    make: Callable[..., Compositor],
) -> None:
    compositor = make()
    with contextlib.closing(ExtIdleNotify(str(compositor.socket))) as counter:
        compositor.order("f")
        until(lambda: counter.idle_seconds() > 4.0)
        assert counter.is_held_awake()


@pytest.mark.parametrize("lacks", [{"version": 0}, {"seats": 0}])
def test_a_compositor_without_the_protocol_says_so(
    make: Callable[..., Compositor], lacks: dict[str, int]
) -> None:
    compositor = make(**lacks)
    with pytest.raises(ConnectionError, match="ext_idle_notifier_v1"):
        ExtIdleNotify(str(compositor.socket))


def test_no_compositor_at_all_says_so(tmp_path: Path) -> None:
    with pytest.raises(ConnectionError, match="no Wayland compositor"):
        ExtIdleNotify(str(tmp_path / "none"))


def test_without_its_library_one_sentence_says_what_is_missing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(sys.modules, "pywayland.client.display", None)
    with pytest.raises(ConnectionError, match="pywayland is not installed"):
        ExtIdleNotify("none")


def test_one_input_ends_a_session(make: Callable[..., Compositor], energy: EnergyManager) -> None:
    compositor = make()
    stop, release = fall_asleep(energy)
    assert energy.get_metrics().activity_source == "ext-idle-notify"
    compositor.touch()
    assert stop.wait(20)
    release()
    assert stop.reason is Reason.USER_ACTIVE


@pytest.mark.parametrize("harm", [signal.SIGKILL, signal.SIGSTOP])
def test_a_compositor_that_dies_or_hangs_leaves_the_user_present(
    make: Callable[..., Compositor], energy: EnergyManager, harm: signal.Signals
) -> None:
    compositor = make()
    stop, release = fall_asleep(energy)
    compositor.process.send_signal(harm)
    assert stop.wait(20)
    release()
    assert stop.reason is Reason.ACTIVITY_UNKNOWN
    assert not energy.is_idle()


def test_a_compositor_that_comes_back_is_heard_again(
    make: Callable[..., Compositor], energy: EnergyManager
) -> None:
    first = make()
    until(lambda: energy.permission(Trigger.IDLE).allowed)
    first.close()
    until(lambda: energy.permission(Trigger.IDLE).reason is Reason.ACTIVITY_UNKNOWN)
    make()
    until(lambda: energy.permission(Trigger.IDLE).allowed)


def test_a_compositor_without_the_protocol_leaves_the_user_present(
    make: Callable[..., Compositor], energy: EnergyManager
) -> None:
    make(version=0)
    for _ in range(40):
        assert energy.permission(Trigger.IDLE).reason is Reason.ACTIVITY_UNKNOWN
        time.sleep(0.05)


@pytest.mark.parametrize(
    ("desktop", "sources"),
    [
        ("ubuntu:GNOME", ["GNOME IdleMonitor"]),
        ("KDE", ["ext-idle-notify"]),
        ("", ["GNOME IdleMonitor", "ext-idle-notify"]),
    ],
)
def test_each_wayland_desktop_gets_the_counters_it_has(desktop: str, sources: list[str]) -> None:
    environment = {
        "WAYLAND_DISPLAY": "wayland-0",
        "XDG_CURRENT_DESKTOP": desktop,
        "DBUS_SESSION_BUS_ADDRESS": "unix:path=/nonexistent/bus",
    }
    watch = activity_of_this_desktop(environment)
    assert [source.name for source in watch._polled] == sources
