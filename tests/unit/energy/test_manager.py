"""EnergyManager with everything around it in the test's hands: clock, user, machine, desk."""

import asyncio
import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from queue import Queue

import pytest

from dreamer_app.core.energy import Permission
from dreamer_app.core.states import Reason, Trigger
from dreamer_app.core.stop import StopToken
from dreamer_app.energy import EnergyManager
from dreamer_app.energy.activity import Activity
from dreamer_app.energy.desk import DeskReading
from dreamer_app.energy.machine import MachineReading
from dreamer_app.settings import Settings
from tests.day import Clocks

SETTINGS = Settings(enable_dreaming=True, idle_threshold_minutes=30)


class Surroundings(Clocks):
    """Clock, user, machine, desk and logind at once, as a test wants them; nothing runs."""

    def __init__(self) -> None:
        super().__init__(datetime(2026, 6, 10, 12, tzinfo=UTC), 1000.0)
        self.away: float | None = 3600.0
        self.others = 0.0
        self.memory = 20.0
        self.desk: DeskReading | None = DeskReading()
        self.input: Callable[[str], None] | None = None
        self.desk_wants: list[float | None] = []

    def start(self) -> None:
        pass

    def close(self) -> None:
        pass

    def check(self) -> None:
        pass

    def arm(self, on_input: Callable[[str], None] | None) -> None:
        self.input = on_input

    def glance(self) -> Activity:
        return Activity(idle_seconds=self.away, settled_seconds=self.away, source="script")

    def want(self, seconds: float | None) -> None:
        self.desk_wants.append(seconds)

    def latest(self) -> DeskReading | None:
        return self.desk


class ScriptedActivity(Surroundings):
    """The user's side of the surroundings, whose ``read`` is about activity."""

    def read(self) -> Activity:
        return self.glance()


class ScriptedMachine:
    """The machine's side of the surroundings, whose ``read`` is about load."""

    def __init__(self, around: Surroundings) -> None:
        self._around = around

    def read(self, *, whole_tree: bool) -> MachineReading:
        return MachineReading(
            cpu_percent=self._around.others,
            others_cpu_percent=self._around.others,
            memory_percent=self._around.memory,
            available_bytes=1 << 33,
        )


class QuietManager(EnergyManager):
    """A manager without a thread: the test calls ``tick``."""

    def _begin(self) -> None:
        pass


@pytest.fixture
def around() -> ScriptedActivity:
    return ScriptedActivity()


@pytest.fixture
def changes() -> list[Permission]:
    return []


@pytest.fixture
def energy(around: ScriptedActivity, changes: list[Permission]) -> EnergyManager:
    return QuietManager(
        SETTINGS,
        clock=around,
        activity=around,
        machine=ScriptedMachine(around),
        desk=around,
        sleep=around,
        on_change=changes.append,
    )


def test_a_busy_machine_is_not_dreamt_on_even_if_looked_at_only_once(
    energy: EnergyManager, around: ScriptedActivity
) -> None:
    around.others = 90.0
    assert energy.permission(Trigger.IDLE).reason is Reason.CPU_BUSY


def test_a_calm_machine_is_dreamt_on_at_the_first_look(energy: EnergyManager) -> None:
    assert energy.permission(Trigger.IDLE).allowed


def test_a_machine_that_slept_is_left_in_peace_for_a_minute(
    energy: EnergyManager, around: ScriptedActivity
) -> None:
    energy.tick()
    around.wall += timedelta(hours=8)
    energy.tick()
    woken = energy.permission(Trigger.IDLE).reason
    for _ in range(7):
        around.pass_time(10)
        energy.tick()
    assert (woken, energy.permission(Trigger.IDLE).allowed) == (Reason.JUST_RESUMED, True)


def test_a_sleep_that_was_told_of_and_never_came_ends_by_itself(
    energy: EnergyManager, around: ScriptedActivity
) -> None:
    energy.prepare_for_sleep(True)
    energy.tick()
    told = energy.permission(Trigger.IDLE).reason
    found = set()
    for _ in range(70):
        around.pass_time(2)
        energy.tick()
        found.add(energy.permission(Trigger.IDLE).reason)
    assert told is Reason.SLEEP
    assert found == {Reason.SLEEP, Reason.JUST_RESUMED, None}


def test_a_sleep_whose_end_nobody_tells_of_ends_by_the_clocks(
    energy: EnergyManager, around: ScriptedActivity
) -> None:
    energy.tick()
    energy.prepare_for_sleep(True)
    around.wall += timedelta(hours=8)
    energy.tick()
    assert energy.permission(Trigger.IDLE).reason is Reason.JUST_RESUMED


@pytest.mark.parametrize("hours", [-8, -1, 1, 8, 24 * 365])
def test_a_clock_that_jumps_makes_nobody_idle(
    energy: EnergyManager, around: ScriptedActivity, hours: int
) -> None:
    around.away = 5.0
    energy.tick()
    around.wall += timedelta(hours=hours)
    for _ in range(60):
        energy.tick()
        assert not energy.permission(Trigger.IDLE).allowed
        assert not energy.permission(Trigger.NIGHTLY).allowed
        assert not energy.is_idle()
        around.pass_time(2)


def test_a_clock_that_jumps_ends_an_automatic_session(
    energy: EnergyManager, around: ScriptedActivity
) -> None:
    energy.tick()
    stop = StopToken()
    release = energy.guard(stop, Trigger.IDLE)
    around.wall += timedelta(hours=8)
    energy.tick()
    release()
    assert stop.reason is Reason.JUST_RESUMED


def test_what_is_missing_keeps_a_session_from_beginning_and_ends_none(
    around: ScriptedActivity,
) -> None:
    missing: list[Permission] = []
    energy = QuietManager(
        SETTINGS,
        clock=around,
        activity=around,
        machine=ScriptedMachine(around),
        desk=around,
        sleep=around,
        blockers=lambda: missing[0] if missing else None,
    )
    stop = StopToken()
    release = energy.guard(stop, Trigger.IDLE)
    missing.append(Permission(allowed=False, reason=Reason.NO_MODEL, detail="a sentence"))
    for _ in range(40):
        around.pass_time(0.25)
        energy.tick()
    release()
    assert not stop.is_stopped()
    assert energy.permission(Trigger.IDLE) == missing[0]


def test_nothing_begins_before_the_desk_was_looked_at(
    energy: EnergyManager, around: ScriptedActivity
) -> None:
    around.desk = None
    before = energy.permission(Trigger.IDLE).reason
    around.desk = DeskReading()
    assert (before, energy.permission(Trigger.IDLE).allowed) == (Reason.DESK_UNKNOWN, True)


def test_a_person_need_not_wait_for_that(energy: EnergyManager, around: ScriptedActivity) -> None:
    around.desk = None
    assert energy.permission(Trigger.MANUAL).allowed


def test_a_film_that_comes_and_goes_brings_at_most_six_changes_an_hour(
    energy: EnergyManager, around: ScriptedActivity, changes: list[Permission]
) -> None:
    for number in range(1800):
        around.desk = DeskReading(inhibitor="a player" if number % 200 < 3 else "")
        energy.tick()
        around.pass_time(2)
    assert {c.reason for c in changes} == {Reason.SCREEN_INHIBITED, None}
    assert len(changes) <= 7  # the first is no change


def test_whoever_no_longer_minds_films_is_not_made_to_wait(
    energy: EnergyManager, around: ScriptedActivity
) -> None:
    around.desk = DeskReading(inhibitor="a player")
    before = energy.permission(Trigger.IDLE).reason
    energy.apply(replace(SETTINGS, respect_inhibitors=False))
    assert (before, energy.permission(Trigger.IDLE).allowed) == (Reason.SCREEN_INHIBITED, True)


def test_looking_at_the_figures_decides_nothing(
    energy: EnergyManager, around: ScriptedActivity
) -> None:
    energy.tick()
    around.others = 95.0
    for _ in range(20):
        energy.get_metrics()
        around.pass_time(0.2)
    assert energy.permission(Trigger.IDLE).allowed


def test_nor_does_it_keep_the_machine_from_being_looked_at(
    energy: EnergyManager, around: ScriptedActivity
) -> None:
    energy.tick()
    around.others = 95.0
    for _ in range(40):
        energy.get_status()
        around.pass_time(1)
        energy.tick()
    assert energy.permission(Trigger.IDLE).reason is Reason.CPU_BUSY


def test_load_by_others_ends_an_automatic_session(
    energy: EnergyManager, around: ScriptedActivity
) -> None:
    stop = StopToken()
    release = energy.guard(stop, Trigger.IDLE)
    around.others = 95.0
    for _ in range(80):
        around.pass_time(0.25)
        energy.tick()
    release()
    assert stop.reason is Reason.CPU_BUSY


def test_load_by_others_does_not_end_a_session_that_a_person_started(
    energy: EnergyManager, around: ScriptedActivity
) -> None:
    stop = StopToken()
    release = energy.guard(stop, Trigger.MANUAL)
    around.others = 95.0
    for _ in range(80):
        around.pass_time(0.25)
        energy.tick()
    release()
    assert not stop.is_stopped()


def test_input_ends_a_session_without_a_tick(
    energy: EnergyManager, around: ScriptedActivity
) -> None:
    stop = StopToken()
    energy.guard(stop, Trigger.IDLE)
    assert around.input is not None
    around.input("keyboard")
    assert stop.reason is Reason.USER_ACTIVE


def test_nobody_listens_for_input_after_the_last_session(
    energy: EnergyManager, around: ScriptedActivity
) -> None:
    energy.guard(StopToken(), Trigger.IDLE)()
    assert around.input is None


def test_a_change_of_the_reason_is_told_once(
    energy: EnergyManager, around: ScriptedActivity, changes: list[Permission]
) -> None:
    for away in (3600.0, 3600.0, 5.0, 7.0, None):
        around.away = away
        energy.tick()
    assert [c.reason for c in changes] == [None, Reason.USER_ACTIVE, Reason.ACTIVITY_UNKNOWN]


@pytest.mark.parametrize("trigger", [Trigger.IDLE, Trigger.NIGHTLY])
def test_input_that_ends_a_session_is_told_to_every_alert_outside_of_the_thread_that_stops(
    energy: EnergyManager,
    around: ScriptedActivity,
    trigger: Trigger,
    caplog: pytest.LogCaptureFixture,
) -> None:
    called: Queue[bool] = Queue()

    def fail() -> None:
        raise ValueError("an alert of somebody's own")

    energy.register_alert_callback(fail)
    energy.register_alert_callback(
        lambda: called.put(threading.current_thread() is threading.main_thread())
    )
    stop = StopToken()
    energy.guard(stop, trigger)
    assert around.input is not None
    around.input("keyboard")
    around.away = 0.0
    energy.tick()
    assert (called.get(timeout=20), called.empty()) == (False, True)
    assert (stop.reason, "an alert of somebody's own" in caplog.text) == (Reason.USER_ACTIVE, True)


def test_a_manual_session_that_sleep_ends_is_told_to_the_alerts(
    energy: EnergyManager,
) -> None:
    called = threading.Event()
    energy.register_alert_callback(called.set)
    stop = StopToken()
    stop.on_stop(energy.guard(stop, Trigger.MANUAL))
    energy.prepare_for_sleep(begins=True)
    assert called.wait(20)


def test_a_session_that_somebody_else_ended_is_no_alert(
    energy: EnergyManager, around: ScriptedActivity
) -> None:
    called = threading.Event()
    energy.register_alert_callback(called.set)
    stop = StopToken()
    energy.guard(stop, Trigger.IDLE)
    stop.stop(Reason.STOPPED_BY_USER)
    assert around.input is not None
    around.input("keyboard")
    assert [t for t in threading.enumerate() if t.name == "alerts"] == []
    assert not called.is_set()


@pytest.mark.parametrize(("threshold", "idle"), [(None, True), (59.0, True), (61.0, False)])
def test_idleness_is_asked_for_in_minutes(
    energy: EnergyManager, threshold: float | None, idle: bool
) -> None:
    assert energy.is_idle(threshold) is idle


def test_a_user_nobody_knows_of_is_not_idle(
    energy: EnergyManager, around: ScriptedActivity
) -> None:
    around.away = None
    assert not energy.is_idle(0)


def test_thresholds_can_be_set(energy: EnergyManager, around: ScriptedActivity) -> None:
    around.others = 50.0
    before = energy.is_system_busy()
    energy.cpu_threshold = 0.4
    assert (before, energy.is_system_busy(), energy.get_status()["cpu_threshold"]) == (
        False,
        True,
        0.4,
    )


def test_figures_and_words_of_the_status_agree(energy: EnergyManager) -> None:
    metrics, status = energy.get_metrics(), energy.get_status()
    assert (status["cpu_percent"], status["memory_percent"], status["is_idle"]) == (
        metrics.cpu_percent,
        metrics.memory_percent,
        True,
    )


def test_waking_up_carries_its_reason(energy: EnergyManager) -> None:
    stop = StopToken()
    energy.guard(stop, Trigger.MANUAL)
    asyncio.run(energy.wake_up(Reason.QUIT))
    assert stop.reason is Reason.QUIT


def test_what_fills_the_screen_is_told_also_of_somebody_who_uses_the_machine(
    energy: EnergyManager, around: ScriptedActivity
) -> None:
    around.away, around.desk = 1.0, None  # nobody has looked at it yet
    assert energy.get_metrics().full_screen is None
    around.desk = DeskReading(full_screen="a game")
    assert energy.get_metrics().full_screen == "a game"


def test_the_desk_is_watched_while_somebody_asks_what_is_on_it(
    energy: EnergyManager, around: ScriptedActivity
) -> None:
    around.away = 1.0
    energy.tick()
    energy.get_metrics()
    energy.tick()
    around.pass_time(25)
    energy.tick()
    assert [wanted is not None for wanted in around.desk_wants] == [False, True, False]


def test_who_no_longer_wants_the_watch_leaves_it_to_a_session_under_way(
    around: ScriptedActivity,
) -> None:
    energy = EnergyManager(
        Settings(),
        clock=around,
        activity=around,
        machine=ScriptedMachine(around),
        desk=around,
        sleep=around,
    )
    energy.start()
    release = energy.guard(StopToken(), Trigger.MANUAL)
    energy.rest()
    assert energy.get_status()["is_monitoring"]
    release()
    assert not energy.get_status()["is_monitoring"]


@pytest.mark.parametrize(("minutes", "allowed"), [(5.0, True), (20.0, False)])
def test_how_long_nobody_may_have_been_there_at_night_is_a_setting(
    energy: EnergyManager, around: ScriptedActivity, minutes: float, allowed: bool
) -> None:
    energy.apply(replace(SETTINGS, night_idle_minutes=minutes))
    around.away = 600.0
    assert energy.permission(Trigger.NIGHTLY).allowed is allowed
