"""Scheduler and EnergyManager together on a real X server, with a real sentinel and real load.

Nothing of presence is scripted here: Xvfb, the sentinel process, the XScreenSaver counter, psutil
and xdotool as the user. Only the engine is a small one, whose dreams last until they are stopped.
"""

import asyncio
import math
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import replace

import psutil
import pytest

from dreamer_app.core.dreams import SessionReport
from dreamer_app.core.states import Reason, SessionStatus, Trigger
from dreamer_app.core.stop import StopToken
from dreamer_app.energy import EnergyManager
from dreamer_app.energy.activity import ActivityFusion
from dreamer_app.energy.machine import Machine, MachineReading
from dreamer_app.energy.sentinel_link import SentinelLink
from dreamer_app.schedule import BackgroundScheduler
from dreamer_app.settings import Settings
from tests.integration.presence import DESKTOP_VARIABLES, NEEDS_A_SCREEN, Screen, until

pytestmark = NEEDS_A_SCREEN
SETTINGS = Settings(
    enable_dreaming=True,
    idle_threshold_minutes=0.05,
    cpu_threshold=1.0,
    memory_threshold=1.0,
    max_temperature=120.0,
    on_battery=True,
    battery_minimum=0,
)
IMPATIENT = replace(SETTINGS, idle_threshold_minutes=0.01)


class DozingEngine:
    """An engine whose one dream lasts until the EnergyManager or somebody else stops it."""

    def __init__(self, energy: EnergyManager) -> None:
        self.energy_manager = energy
        self._stop: StopToken | None = None
        self.begun: list[Trigger] = []
        self.ended: list[Reason | None] = []

    @property
    def is_dreaming(self) -> bool:
        return self._stop is not None

    def dream(
        self, *, max_scenarios: int | None = None, trigger: Trigger = Trigger.MANUAL
    ) -> object:
        stop = StopToken()
        self._stop = stop
        release = self.energy_manager.guard(stop, trigger)
        self.begun.append(trigger)
        stop.wait(60)
        release()
        self._stop = None
        self.ended.append(stop.reason)
        return SessionReport(
            session_id="a",
            status=SessionStatus.INTERRUPTED,
            duration_seconds=1.0,
            reason=stop.reason,
        )

    def stop(self, reason: Reason) -> None:
        stop = self._stop
        if stop is not None:
            stop.stop(reason)


class RecordedMachine(Machine):
    """This machine, with every look at it on record."""

    def __init__(self) -> None:
        super().__init__()
        self.readings: list[tuple[bool, MachineReading]] = []

    def read(self, *, whole_tree: bool) -> MachineReading:
        reading = super().read(whole_tree=whole_tree)
        self.readings.append((whole_tree, reading))
        return reading


@pytest.fixture
def energy(screen: Screen) -> Iterator[EnergyManager]:
    manager = EnergyManager(SETTINGS)
    yield manager
    manager.stop()


@pytest.fixture
def lonely(screen: Screen, sentinel: SentinelLink) -> Iterator[SentinelLink]:
    sentinel.arm(lambda _device: None)  # it then reports more often
    sentinel.start()
    yield sentinel
    sentinel.close()


@pytest.fixture
def engine(energy: EnergyManager) -> DozingEngine:
    return DozingEngine(energy)


@pytest.fixture
def scheduler(energy: EnergyManager, engine: DozingEngine) -> Iterator[BackgroundScheduler]:
    scheduler = BackgroundScheduler(energy=energy, settings=SETTINGS)
    scheduler.schedule_idle_dreaming(engine)
    yield scheduler
    scheduler.close()


def press_a_key() -> None:
    subprocess.run(["xdotool", "key", "a"], check=True)


def press_until_heard(sentinel: SentinelLink) -> None:
    """A key alone may fall into the moment before the X server records for the listener."""

    def heard() -> bool:
        press_a_key()
        time.sleep(0.1)
        state = sentinel.state()
        return state is not None and not math.isnan(state.last)

    until(heard)


def sentinels() -> list[psutil.Process]:
    """Sentinels below this process that live."""
    found = []
    for child in psutil.Process().children(recursive=True):
        try:
            ended = child.status() == psutil.STATUS_ZOMBIE
            if not ended and "dreamer_app.energy.sentinel" in child.cmdline():
                found.append(child)
        except psutil.NoSuchProcess:
            continue
    return found


def test_three_seconds_without_input_begin_a_dream_and_one_key_ends_it(
    scheduler: BackgroundScheduler, engine: DozingEngine
) -> None:
    scheduler.start_thread()
    press_a_key()
    until(lambda: engine.is_dreaming)
    press_a_key()
    until(lambda: bool(engine.ended))
    assert (engine.begun, engine.ended) == ([Trigger.IDLE], [Reason.USER_ACTIVE])


def test_a_user_who_keeps_typing_is_never_dreamt_beside(
    scheduler: BackgroundScheduler, engine: DozingEngine
) -> None:
    press_a_key()
    scheduler.start_thread()
    until(lambda: scheduler.status().reason is Reason.USER_ACTIVE)
    for _ in range(9):
        press_a_key()
        time.sleep(0.5)
    assert (engine.begun, scheduler.status().reason) == ([], Reason.USER_ACTIVE)


@pytest.mark.usefixtures("screen")
def test_the_first_dream_begins_before_a_third_look_at_a_calm_machine() -> None:
    machine = RecordedMachine()
    energy = EnergyManager(IMPATIENT, machine=machine)
    engine = DozingEngine(energy)
    scheduler = BackgroundScheduler(energy=energy, settings=IMPATIENT)
    scheduler.schedule_idle_dreaming(engine)
    press_a_key()
    scheduler.start_thread()
    until(lambda: engine.is_dreaming)
    scheduler.close()
    looks = [whole_tree for whole_tree, _ in machine.readings].count(False)
    energy.stop()
    assert looks <= 2


def test_what_a_dream_itself_computes_is_not_the_load_of_others(energy: EnergyManager) -> None:
    release = energy.guard(StopToken(), Trigger.MANUAL)

    def own_percent() -> float:
        time.sleep(0.2)
        metrics = energy.get_metrics()
        return metrics.cpu_percent - metrics.others_cpu_percent

    with subprocess.Popen([sys.executable, "-c", "while True: pass"]) as burning:
        until(lambda: own_percent() > 10)
        burning.kill()
    until(lambda: own_percent() < 5)
    release()


def test_the_end_of_the_program_ends_dream_and_sentinel(
    scheduler: BackgroundScheduler, engine: DozingEngine, energy: EnergyManager
) -> None:
    energy.apply(IMPATIENT)
    scheduler.apply(IMPATIENT)
    scheduler.start_thread()
    until(lambda: engine.is_dreaming)
    running = len(sentinels())
    scheduler.close()
    energy.stop()
    assert (running, sentinels(), engine.ended) == (1, [], [Reason.QUIT])


def test_waking_up_ends_every_session_a_manual_one_too(energy: EnergyManager) -> None:
    energy.apply(IMPATIENT)
    called: list[str] = []

    async def alert() -> None:
        called.append("async")

    energy.register_alert_callback(lambda: called.append("plain"))
    energy.register_alert_callback(alert)
    manual, automatic = StopToken(), StopToken()
    until(lambda: energy.permission(Trigger.IDLE).allowed)
    releases = [energy.guard(manual, Trigger.MANUAL), energy.guard(automatic, Trigger.IDLE)]
    asyncio.run(energy.wake_up())
    for release in releases:
        release()
    assert (manual.reason, automatic.reason, called) == (
        Reason.STOPPED_BY_USER,
        Reason.STOPPED_BY_USER,
        ["plain", "async"],
    )


@pytest.mark.parametrize("harm", [signal.SIGKILL, signal.SIGSTOP])
def test_a_sentinel_that_stands_alone_and_is_lost_leaves_the_user_present_until_heard_again(
    lonely: SentinelLink, harm: signal.Signals
) -> None:
    energy = EnergyManager(IMPATIENT, activity=ActivityFusion([], lonely))
    press_until_heard(lonely)
    until(lambda: energy.permission(Trigger.IDLE).allowed)
    os.kill(lonely.process_id or 0, harm)
    until(lambda: energy.permission(Trigger.IDLE).reason is Reason.ACTIVITY_UNKNOWN)
    present = not energy.is_idle()
    until(lambda: lonely.starts == 2)
    press_until_heard(lonely)
    until(lambda: energy.permission(Trigger.IDLE).allowed)
    energy.stop()
    assert (present, sentinels()) == (True, [])


def test_without_any_display_automatic_dreaming_is_refused_and_says_why(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for name in DESKTOP_VARIABLES:
        monkeypatch.delenv(name, raising=False)
    energy = EnergyManager(IMPATIENT)
    engine = DozingEngine(energy)
    scheduler = BackgroundScheduler(energy=energy, settings=IMPATIENT)
    scheduler.schedule_idle_dreaming(engine)
    scheduler.start_thread()
    time.sleep(1.5)
    found = scheduler.status().reason, energy.is_idle(), engine.begun
    scheduler.close()
    energy.stop()
    assert found == (Reason.ACTIVITY_UNKNOWN, False, [])


def test_without_any_display_a_person_may_still_dream(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in DESKTOP_VARIABLES:
        monkeypatch.delenv(name, raising=False)
    energy = EnergyManager(SETTINGS)
    allowed = energy.permission(Trigger.MANUAL).allowed
    energy.stop()
    assert allowed


def test_a_status_before_anything_was_started_starts_nothing(energy: EnergyManager) -> None:
    press_a_key()
    status = energy.get_status()
    figures = 0 <= status["cpu_percent"] <= 100 and 0 < status["memory_percent"] <= 100
    assert (figures, status["is_idle"], status["is_monitoring"], sentinels()) == (
        True,
        False,
        False,
        [],
    )


def test_the_status_names_idleness_and_its_sources(energy: EnergyManager) -> None:
    asyncio.run(energy.start_monitoring())
    press_a_key()
    until(lambda: energy.is_idle(0.02))
    until(lambda: energy.get_status()["activity_source"] == "pynput + XScreenSaver")
    status = energy.get_status()
    asyncio.run(energy.stop_monitoring())
    assert (status["is_monitoring"], status["idle_seconds"] > 1, sentinels()) == (True, True, [])
