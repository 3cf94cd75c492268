"""Sleep and shutdown as logind tells them: a stand-in for logind on a real private bus."""

import os
import shutil
import socket
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from jeepney import (
    DBusAddress,
    HeaderFields,
    MessageType,
    new_method_return,
    new_signal,
)
from jeepney.bus_messages import message_bus
from jeepney.io.blocking import open_dbus_connection

from dreamer_app.core.events import Event, SessionEnded
from dreamer_app.core.states import Reason, Trigger
from dreamer_app.core.stop import StopToken
from dreamer_app.dreaming.engine import DreamEngine
from dreamer_app.dreaming.kernel import Kernel
from dreamer_app.energy import EnergyManager
from dreamer_app.energy.activity import ActivityFusion
from dreamer_app.energy.sleep import SleepWatch
from dreamer_app.knowledge import GraphRAG
from dreamer_app.settings import Settings
from dreamer_app.store import Store
from tests.integration.presence import private_bus, until

pytestmark = pytest.mark.skipif(not shutil.which("dbus-daemon"), reason="needs dbus-daemon")
SETTINGS = Settings(enable_dreaming=True)


class Logind:
    """Answers Inhibit with the end of a pipe, so that the lock's release can be seen."""

    def __init__(self, bus: str, *, hangs: bool = False) -> None:
        self._connection = open_dbus_connection(bus=bus, enable_fds=True)
        self._connection.send_and_get_reply(message_bus.RequestName("org.freedesktop.login1"))
        self.locks: list[int] = []
        self.asked: list[tuple[Any, ...]] = []
        self.hangs = hangs
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()

    def tell(self, member: str, *, begins: bool) -> None:
        address = DBusAddress("/org/freedesktop/login1", interface="org.freedesktop.login1.Manager")
        self._connection.send(new_signal(address, member, "b", (begins,)))

    def is_held(self, number: int) -> bool:
        """Whether the other end of that lock is still open."""
        try:
            return os.read(self.locks[number], 1) != b""
        except BlockingIOError:
            return True

    def _serve(self) -> None:
        while True:
            try:
                message = self._connection.receive()
            except (OSError, ValueError):
                return
            fields = message.header.fields
            if message.header.message_type is not MessageType.method_call:
                continue
            if fields.get(HeaderFields.member) == "Inhibit":
                if self.hangs:
                    self.asked.append(message.body)
                    continue
                reading, writing = os.pipe()
                os.set_blocking(reading, False)
                self.asked.append(message.body)
                self._connection.send(new_method_return(message, "h", (writing,)))
                os.close(writing)
                self.locks.append(reading)

    def close(self) -> None:
        self._connection.sock.shutdown(socket.SHUT_RDWR)
        self._thread.join()
        self._connection.close()
        for lock in self.locks:
            os.close(lock)


@pytest.fixture
def bus(tmp_path: Path) -> Iterator[str]:
    with private_bus(tmp_path) as (address, _):
        yield address


@pytest.fixture
def logind(bus: str) -> Iterator[Logind]:
    logind = Logind(bus)
    yield logind
    logind.close()


@pytest.fixture
def energy(logind: Logind, bus: str) -> Iterator[EnergyManager]:
    def tell(begins: bool) -> None:
        manager.prepare_for_sleep(begins)

    watch = SleepWatch(tell, bus=bus)
    manager = EnergyManager(SETTINGS, activity=ActivityFusion((), None), sleep=watch)
    manager.start()
    until(lambda: len(logind.locks) == 1)
    yield manager
    manager.stop()


def test_a_delay_lock_is_held_while_watching(energy: EnergyManager, logind: Logind) -> None:
    assert (logind.is_held(0), logind.asked[0][0], logind.asked[0][3]) == (
        True,
        "sleep:shutdown",
        "delay",
    )


@pytest.mark.parametrize("member", ["PrepareForSleep", "PrepareForShutdown"])
def test_sleep_and_shutdown_end_a_manual_session_too(
    energy: EnergyManager, logind: Logind, member: str
) -> None:
    stop = StopToken()
    release = energy.guard(stop, Trigger.MANUAL)
    logind.tell(member, begins=True)
    assert stop.wait(20)
    release()
    assert stop.reason is Reason.SLEEP


def test_the_lock_is_given_back_only_after_the_session_has_ended(
    energy: EnergyManager, logind: Logind
) -> None:
    stop = StopToken()
    release = energy.guard(stop, Trigger.MANUAL)
    logind.tell("PrepareForSleep", begins=True)
    assert stop.wait(20)
    held_while_it_ends = logind.is_held(0)
    release()
    until(lambda: not logind.is_held(0))
    assert held_while_it_ends


def test_after_waking_the_lock_is_taken_anew_and_nothing_begins_for_a_while(
    energy: EnergyManager, logind: Logind
) -> None:
    logind.tell("PrepareForSleep", begins=True)
    until(lambda: energy.permission(Trigger.MANUAL).reason is Reason.SLEEP)
    logind.tell("PrepareForSleep", begins=False)
    until(lambda: len(logind.locks) == 2)
    assert energy.permission(Trigger.IDLE).reason is Reason.JUST_RESUMED


def test_the_end_of_the_watch_gives_the_lock_back(energy: EnergyManager, logind: Logind) -> None:
    energy.stop()
    until(lambda: not logind.is_held(0))


def tell_until(logind: Logind, heard: Callable[[], object], *, begins: bool) -> None:
    """Tell of sleep again and again until it was heard."""

    def told_and_heard() -> bool:
        logind.tell("PrepareForSleep", begins=begins)
        return bool(heard())

    until(told_and_heard)


def test_a_logind_that_gives_no_lock_is_listened_to_all_the_same(bus: str) -> None:
    hanging = Logind(bus, hangs=True)
    told: list[bool] = []
    watch = SleepWatch(told.append, bus=bus)
    watch.start()
    until(lambda: hanging.asked)
    tell_until(hanging, lambda: told, begins=True)
    tell_until(hanging, lambda: False in told, begins=False)
    watch.close()
    hanging.close()


def test_a_logind_that_vanishes_and_comes_back_is_heard_again(bus: str) -> None:
    told: list[bool] = []
    watch = SleepWatch(told.append, bus=bus)
    first = Logind(bus)
    watch.start()
    until(lambda: first.asked)
    first.close()
    second = Logind(bus)
    tell_until(second, lambda: told, begins=True)
    tell_until(second, lambda: second.asked, begins=False)
    watch.close()
    second.close()
    assert told[0] is True


def test_without_a_bus_the_watch_ends_at_once_when_closed(tmp_path: Path) -> None:
    watch = SleepWatch(lambda _begins: None, bus=f"unix:path={tmp_path / 'none'}")
    watch.start()
    watch.close()
    assert "sleep" not in [t.name for t in threading.enumerate()]


def test_the_lock_is_held_until_nothing_is_left_of_the_dream_and_its_end_is_stored(
    energy: EnergyManager, logind: Logind, tmp_path: Path
) -> None:
    store = Store.open(tmp_path / "d.db", backups=tmp_path / "b", output_dir=tmp_path / "out")
    released, go_on = threading.Event(), threading.Event()
    held: list[bool] = []

    def release() -> None:
        held.append(logind.is_held(0))
        released.set()
        go_on.wait(20)

    def tell(event: Event) -> None:
        if isinstance(event, SessionEnded):
            held.append(logind.is_held(0))

    def prepare(_libraries: tuple[str, ...]) -> str:
        logind.tell("PrepareForSleep", begins=True)
        while not stop.wait(0.01):
            pass
        return "none"

    stop = StopToken()
    unused: Any = None
    with ThreadPoolExecutor(1) as pool:
        kernel = Kernel(
            model=unused,
            prepare=prepare,
            probe=unused,
            verifier=unused,
            executor=pool,
            settings=lambda: SETTINGS,
            release=release,
            publish=tell,
        )
        graph = GraphRAG(store.knowledge)
        graph.ingest("bisect")
        engine = DreamEngine(kernel, graph, store.lessons, energy)
        dreaming = threading.Thread(target=lambda: engine.dream(stop=stop))
        dreaming.start()
        assert released.wait(60)
        go_on.set()
        dreaming.join(60)
    session = store.lessons.nights()[0].sessions[0]
    store.close()
    until(lambda: not logind.is_held(0))
    assert (held, session.reason) == ([True, True], Reason.SLEEP)
