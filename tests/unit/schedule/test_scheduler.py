"""BackgroundScheduler on an injected clock: what begins when, and the one reason when not."""

import threading
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from dreamer_app.core.dreams import SessionReport
from dreamer_app.core.energy import Permission
from dreamer_app.core.ports import EnergyGate
from dreamer_app.core.states import Reason, SessionStatus, Trigger
from dreamer_app.core.stop import StopToken
from dreamer_app.schedule import BackgroundScheduler
from dreamer_app.settings import Settings

BERLIN = ZoneInfo("Europe/Berlin")
ON = Settings(enable_dreaming=True)
ALLOWED = Permission(allowed=True)
ACTIVE = Permission(allowed=False, reason=Reason.USER_ACTIVE, detail="keyboard used 1 s ago")


class SteppedClock:
    """A clock that tests move; the wall clock may be moved apart from the other."""

    def __init__(self, text: str) -> None:
        self.wall = datetime.fromisoformat(text).replace(tzinfo=UTC)
        self.seconds = 1000.0

    def now(self) -> datetime:
        return self.wall

    def monotonic(self) -> float:
        return self.seconds

    def pass_time(self, seconds: float) -> None:
        self.seconds += seconds
        self.wall += timedelta(seconds=seconds)


class ScriptedEnergy:
    """An EnergyGate that says what the test wants."""

    def __init__(self) -> None:
        self.answers = {Trigger.IDLE: ALLOWED, Trigger.NIGHTLY: ALLOWED}

    def permission(self, trigger: Trigger) -> Permission:
        return self.answers[trigger]

    def guard(self, stop: StopToken, trigger: Trigger) -> Callable[[], None]:
        raise NotImplementedError


class ScriptedEngine:
    """A Dreamer whose sessions end when the test says so."""

    def __init__(self) -> None:
        self.begun: list[Trigger] = []
        self.stopped: list[Any] = []
        self.is_dreaming = False
        self.energy_manager: EnergyGate | None = None

    def dream(
        self, *, max_scenarios: int | None = None, trigger: Trigger = Trigger.MANUAL
    ) -> object:
        self.begun.append(trigger)
        self.is_dreaming = True
        return None

    def stop(self, reason: Any) -> None:
        self.stopped.append(reason)


class Room:
    """A scheduler with everything around it in the test's hands."""

    def __init__(self, at: str = "2026-06-10T12:00", settings: Settings = ON, **more: Any) -> None:
        self.clock = SteppedClock(at)
        self.energy = ScriptedEnergy()
        self.engine = ScriptedEngine()
        self.timeline: list[tuple[str, Reason | None]] = []
        self.sessions: list[Future[object]] = []
        self.scheduler = BackgroundScheduler(
            clock=self.clock,
            energy=self.energy,
            settings=settings,
            submit=self._submit,
            on_change=self._note,
            zone=more.pop("zone", UTC),
            **more,
        )

    def plan(self, *, night: bool = True, idle: bool = True) -> "Room":
        if night:
            self.scheduler.schedule_nightly_dreaming(self.engine)
        if idle:
            self.scheduler.schedule_idle_dreaming(self.engine)
        return self

    def end(self, status: SessionStatus, reason: Reason | None = None) -> None:
        self.engine.is_dreaming = False
        self.sessions[-1].set_result(
            SessionReport(session_id="a", status=status, duration_seconds=1.0, reason=reason)
        )

    def run(self, minutes: float, step: float = 0.5) -> None:
        for _ in range(round(minutes / step)):
            self.clock.pass_time(step * 60)
            self.scheduler.tick()

    def reason(self) -> Reason | None:
        return self.scheduler.status().reason

    def _submit(self, work: Callable[[], object]) -> "Future[object]":
        work()
        self.sessions.append(Future())
        return self.sessions[-1]

    def _note(self, permission: Permission) -> None:
        self.timeline.append((f"{self.clock.wall:%H:%M}", permission.reason))


def test_nothing_begins_while_dreaming_is_not_enabled() -> None:
    room = Room(settings=Settings()).plan()
    room.run(60)
    assert (room.engine.begun, room.reason()) == ([], Reason.DISABLED)


def test_an_idle_session_begins_when_the_energy_manager_allows_it() -> None:
    room = Room().plan(night=False)
    room.scheduler.tick()
    assert room.engine.begun == [Trigger.IDLE]


def test_the_reason_of_the_energy_manager_is_shown_with_its_words() -> None:
    room = Room().plan(night=False)
    room.energy.answers[Trigger.IDLE] = ACTIVE
    assert room.scheduler.status() == ACTIVE


def test_the_nightly_plan_alone_waits_for_its_hours() -> None:
    room = Room().plan(idle=False)
    status = room.scheduler.status()
    assert (status.reason, status.detail) == (Reason.OUTSIDE_HOURS, "from Thu 02:00")


def test_a_nightly_session_begins_with_the_night() -> None:
    room = Room("2026-06-10T01:59").plan(idle=False)
    room.scheduler.tick()
    before = list(room.engine.begun)
    room.run(1.5)
    assert (before, room.engine.begun) == ([], [Trigger.NIGHTLY])


def test_the_end_of_the_night_ends_its_session() -> None:
    room = Room("2026-06-10T05:30").plan(idle=False)
    room.run(1)
    room.run(30)
    assert room.engine.stopped[:1] == [Reason.OUTSIDE_HOURS]


def test_an_idle_session_goes_on_when_the_night_ends() -> None:
    room = Room("2026-06-10T05:30").plan(night=False)
    room.run(60)
    assert (room.engine.begun, room.engine.stopped) == ([Trigger.IDLE], [])


def test_hours_given_by_the_caller_win_over_the_settings() -> None:
    room = Room("2026-06-10T12:00")
    room.scheduler.schedule_nightly_dreaming(room.engine, start_hour=11, end_hour=13)
    room.scheduler.tick()
    assert room.engine.begun == [Trigger.NIGHTLY]


def test_hours_follow_new_settings() -> None:
    room = Room("2026-06-10T12:00").plan(idle=False)
    room.scheduler.apply(replace(ON, night_hours="11-14"))
    room.scheduler.tick()
    assert room.engine.begun == [Trigger.NIGHTLY]


def test_no_second_session_begins_while_one_runs() -> None:
    room = Room().plan()
    room.run(120)
    assert room.engine.begun == [Trigger.IDLE]


def test_a_session_that_somebody_else_began_is_not_joined() -> None:
    room = Room().plan()
    room.engine.is_dreaming = True
    room.run(5)
    assert (room.engine.begun, room.scheduler.status().detail) == ([], "dreaming")


def test_after_a_completed_session_the_machine_rests() -> None:
    room = Room().plan(night=False)
    room.scheduler.tick()
    room.end(SessionStatus.COMPLETED)
    room.run(14)
    resting = room.reason()
    room.run(2)
    assert (resting, len(room.engine.begun)) == (Reason.COOLING_DOWN, 2)


def test_sessions_that_input_ends_again_and_again_come_ever_more_seldom() -> None:
    room = Room().plan(night=False)
    for _ in range(240):
        room.run(0.5)
        if room.engine.is_dreaming:
            room.end(SessionStatus.INTERRUPTED, Reason.USER_ACTIVE)
    assert len(room.engine.begun) <= 8


def test_a_session_that_fails_does_not_end_the_scheduler() -> None:
    room = Room().plan(night=False)
    room.scheduler.tick()
    room.engine.is_dreaming = False
    room.sessions[-1].set_exception(RuntimeError("broken"))
    room.run(31)
    assert len(room.engine.begun) == 2


def test_a_pause_holds_until_its_end() -> None:
    room = Room().plan(night=False)
    room.scheduler.pause(room.clock.now() + timedelta(hours=1))
    room.run(59)
    paused = room.reason()
    room.run(2)
    assert (paused, room.engine.begun) == (Reason.PAUSED, [Trigger.IDLE])


def test_a_pause_without_end_holds_until_resumed() -> None:
    room = Room().plan(night=False)
    room.scheduler.pause(None)
    room.run(24 * 60, step=5)
    begun_while_paused = list(room.engine.begun)
    room.scheduler.resume()
    room.scheduler.tick()
    assert (begun_while_paused, room.engine.begun) == ([], [Trigger.IDLE])


@pytest.mark.parametrize(
    ("act", "reason"),
    [
        (lambda s: s.pause(None), Reason.PAUSED),
        (lambda s: s.apply(Settings()), Reason.DISABLED),
        (lambda s: s.close(), Reason.QUIT),
    ],
)
def test_a_running_session_ends_with_the_reason(
    act: Callable[[BackgroundScheduler], None], reason: Reason
) -> None:
    room = Room().plan(night=False)
    room.scheduler.tick()
    act(room.scheduler)
    assert room.engine.stopped == [reason]


def test_a_night_slept_through_is_made_up_for_where_the_user_wants_it() -> None:
    room = Room("2026-06-10T01:00", replace(ON, catch_up=True)).plan(idle=False)
    room.scheduler.tick()
    room.clock.wall += timedelta(hours=8)
    room.scheduler.tick()
    assert room.engine.begun == [Trigger.NIGHTLY]


def test_a_night_slept_through_is_let_go_otherwise() -> None:
    room = Room("2026-06-10T01:00").plan(idle=False)
    room.scheduler.tick()
    room.clock.wall += timedelta(hours=8)
    room.scheduler.tick()
    assert (room.engine.begun, room.reason()) == ([], Reason.OUTSIDE_HOURS)


def test_a_night_before_the_start_of_the_program_is_owed_too() -> None:
    last = datetime(2026, 6, 9, 3, tzinfo=UTC)
    room = Room("2026-06-10T09:00", replace(ON, catch_up=True), last_session=last)
    room.plan(idle=False)
    room.scheduler.tick()
    assert room.engine.begun == [Trigger.NIGHTLY]


def test_a_missed_night_is_made_up_for_once() -> None:
    room = Room("2026-06-10T01:00", replace(ON, catch_up=True)).plan(idle=False)
    room.scheduler.tick()
    room.clock.wall += timedelta(hours=8)
    room.scheduler.tick()
    room.end(SessionStatus.COMPLETED)
    room.run(120)
    assert room.engine.begun == [Trigger.NIGHTLY]


@pytest.mark.parametrize(
    ("evening", "begin", "end"),
    [
        ("2026-03-28T20:00", "2026-03-29T01:00", "2026-03-29T04:00"),
        ("2026-10-24T20:00", "2026-10-25T00:00", "2026-10-25T05:00"),
        ("2026-06-10T20:00", "2026-06-11T00:00", "2026-06-11T04:00"),
    ],
)
def test_the_nightly_session_keeps_wall_time_through_daylight_saving(
    evening: str, begin: str, end: str
) -> None:
    room = Room(evening, zone=BERLIN).plan(idle=False)
    begun = ended = ""
    for _ in range(12 * 60):
        room.run(1, step=1)
        if room.engine.begun and not begun:
            begun = f"{room.clock.wall:%Y-%m-%dT%H:%M}"
        if room.engine.stopped and not ended:
            ended = f"{room.clock.wall:%Y-%m-%dT%H:%M}"
            room.end(SessionStatus.INTERRUPTED, Reason.OUTSIDE_HOURS)
    assert (begun, ended) == (begin, end)


def test_without_an_energy_manager_nobody_is_taken_to_be_away() -> None:
    scheduler = BackgroundScheduler(settings=ON, clock=SteppedClock("2026-06-10T12:00"))
    scheduler.schedule_idle_dreaming(ScriptedEngine())
    assert scheduler.status().reason is Reason.ACTIVITY_UNKNOWN


def test_the_timeline_of_two_hours_is_right_line_by_line() -> None:
    room = Room("2026-06-10T01:00").plan()
    not_yet = Permission(allowed=False, reason=Reason.NOT_IDLE_LONG_ENOUGH)
    on_battery = Permission(allowed=False, reason=Reason.ON_BATTERY)
    room.energy.answers = {Trigger.IDLE: ACTIVE, Trigger.NIGHTLY: ACTIVE}
    room.scheduler.tick()
    room.run(20)
    room.energy.answers = {Trigger.IDLE: not_yet, Trigger.NIGHTLY: ALLOWED}
    room.run(20)
    room.scheduler.pause(room.clock.now() + timedelta(minutes=10))
    room.run(30)
    room.energy.answers = {Trigger.IDLE: ACTIVE, Trigger.NIGHTLY: ACTIVE}
    room.end(SessionStatus.INTERRUPTED, Reason.USER_ACTIVE)
    room.run(20)
    room.energy.answers = {Trigger.IDLE: on_battery, Trigger.NIGHTLY: on_battery}
    room.run(30)
    assert room.timeline == [
        ("01:00", Reason.USER_ACTIVE),
        ("01:20", Reason.NOT_IDLE_LONG_ENOUGH),
        ("01:40", Reason.PAUSED),
        ("01:50", Reason.NOT_IDLE_LONG_ENOUGH),
        ("02:00", None),
        ("02:10", Reason.USER_ACTIVE),
        ("02:30", Reason.ON_BATTERY),
    ]


def test_the_thread_begins_a_session_and_ends_it_when_closed() -> None:
    engine = ScriptedEngine()
    scheduler = BackgroundScheduler(
        energy=ScriptedEnergy(), settings=replace(ON, idle_threshold_minutes=0.01)
    )
    scheduler.schedule_idle_dreaming(engine)
    scheduler.start_thread()
    for _ in range(500):
        if engine.begun:
            break
        scheduler.poke()
        StopToken().wait(0.01)
    scheduler.close()
    assert engine.begun == [Trigger.IDLE]


class SlowStarter(ScriptedEngine):
    """An engine that is asked to stop before it has begun, and hears it only afterwards."""

    def __init__(self) -> None:
        super().__init__()
        self.asked = threading.Event()
        self.heard = StopToken()

    def dream(
        self, *, max_scenarios: int | None = None, trigger: Trigger = Trigger.MANUAL
    ) -> object:
        assert self.asked.wait(20)
        super().dream(trigger=trigger)
        assert self.heard.wait(20)
        self.is_dreaming = False
        return SessionReport(
            session_id="a",
            status=SessionStatus.INTERRUPTED,
            duration_seconds=1.0,
            reason=self.heard.reason,
        )

    def stop(self, reason: Any) -> None:
        self.asked.set()
        if self.is_dreaming:
            self.heard.stop(reason)


@pytest.mark.parametrize(
    ("act", "reason"),
    [
        (lambda s: s.pause(None), Reason.PAUSED),
        (lambda s: s.apply(Settings()), Reason.DISABLED),
        (lambda s: s.close(), Reason.QUIT),
    ],
)
def test_a_session_that_is_just_beginning_ends_too(
    act: Callable[[BackgroundScheduler], None], reason: Reason
) -> None:
    engine = SlowStarter()
    scheduler = BackgroundScheduler(energy=ScriptedEnergy(), settings=ON)
    scheduler.schedule_idle_dreaming(engine)
    scheduler.start_thread()
    for _ in range(2000):
        if scheduler.status().detail == "dreaming":
            break
        StopToken().wait(0.01)
    act(scheduler)
    heard = engine.heard.wait(20)
    scheduler.close()
    assert (heard, engine.heard.reason) == (True, reason)


def test_a_pause_that_comes_while_the_energy_manager_is_asked_wins() -> None:
    room = Room()

    class PausingEnergy(ScriptedEnergy):
        def permission(self, trigger: Trigger) -> Permission:
            room.scheduler.pause(None)
            return ALLOWED

    room.scheduler = BackgroundScheduler(
        clock=room.clock, energy=PausingEnergy(), settings=ON, submit=room._submit, zone=UTC
    )
    room.scheduler.schedule_idle_dreaming(room.engine)
    room.scheduler.tick()
    assert room.engine.begun == []


@pytest.mark.parametrize("how", ["paused", "paused for a while", "disabled"])
def test_a_night_in_which_nothing_was_to_be_dreamed_is_not_made_up_for(how: str) -> None:
    room = Room("2026-06-10T20:00", replace(ON, catch_up=True)).plan(idle=False)
    room.scheduler.tick()
    if how == "disabled":
        room.scheduler.apply(Settings())
    else:
        end = room.clock.now() + timedelta(hours=11)
        room.scheduler.pause(end if how == "paused for a while" else None)
    room.clock.pass_time(12 * 3600)
    room.scheduler.apply(replace(ON, catch_up=True))
    if how == "paused":
        room.scheduler.resume()
    room.run(5)
    assert (room.engine.begun, room.reason()) == ([], Reason.OUTSIDE_HOURS)


def test_what_the_sources_have_not_answered_yet_is_no_row_of_the_timeline() -> None:
    room = Room("2026-06-10T12:00").plan()
    unknown = Permission(allowed=False, reason=Reason.ACTIVITY_UNKNOWN)
    room.energy.answers = {Trigger.IDLE: unknown, Trigger.NIGHTLY: unknown}
    room.scheduler.tick()
    early = list(room.timeline)
    room.run(1)
    assert (early, room.timeline) == ([], [("12:00", Reason.ACTIVITY_UNKNOWN)])


def test_where_only_nights_are_wanted_the_day_is_outside_the_hours() -> None:
    room = Room("2026-06-10T12:00", replace(ON, when_away=False)).plan()
    by_day = room.reason()
    room.clock.pass_time(14 * 3600)
    room.scheduler.tick()
    assert (by_day, room.engine.begun) == (Reason.OUTSIDE_HOURS, [Trigger.NIGHTLY])
