"""From what is known to one permission with one named reason."""

from dataclasses import replace
from typing import Any

import pytest

from dreamer_app.core.energy import Permission
from dreamer_app.core.states import Reason, Trigger
from dreamer_app.energy.activity import UNKNOWN, Activity
from dreamer_app.energy.desk import DeskReading
from dreamer_app.energy.desk_gate import desk_obstacle
from dreamer_app.energy.hold import Obstacle
from dreamer_app.energy.machine import MachineReading
from dreamer_app.energy.rules import Situation, ago, judge
from dreamer_app.settings import Settings

SETTINGS = Settings(enable_dreaming=True, idle_threshold_minutes=30)
MACHINE = MachineReading(
    cpu_percent=0.0, others_cpu_percent=0.0, memory_percent=20.0, available_bytes=1 << 33
)


def away(minutes: float, *, touched_minutes: float | None = None) -> Activity:
    any_input = minutes if touched_minutes is None else touched_minutes
    return Activity(
        idle_seconds=60 * any_input, settled_seconds=60 * minutes, source="test", device="keyboard"
    )


def situation(**more: Any) -> Situation:
    return replace(Situation(activity=away(45), machine=MACHINE), **more)


CASES: dict[Reason, dict[str, Any]] = {
    Reason.ACTIVITY_UNKNOWN: {"activity": UNKNOWN},
    Reason.USER_ACTIVE: {"activity": away(0.2)},
    Reason.NOT_IDLE_LONG_ENOUGH: {"activity": away(20)},
    Reason.ON_BATTERY: {"machine": replace(MACHINE, on_battery=True, battery_percent=90.0)},
    Reason.CPU_BUSY: {"load": Obstacle(Reason.CPU_BUSY, "other programs use 90 %")},
    Reason.FULL_SCREEN: {"desk": desk_obstacle(DeskReading(full_screen="mpv"), SETTINGS)},
    Reason.EXCLUSIVE_APP: {"desk": desk_obstacle(DeskReading(exclusive="blender"), SETTINGS)},
    Reason.SCREEN_INHIBITED: {"desk": desk_obstacle(DeskReading(inhibitor="a call"), SETTINGS)},
    Reason.JUST_RESUMED: {"resumed_seconds": 20.0},
    Reason.SLEEP: {"sleeping": True},
    Reason.NO_MODEL: {"blocker": Permission(allowed=False, reason=Reason.NO_MODEL)},
}


def test_a_user_who_is_away_from_a_calm_machine_is_dreamt_beside() -> None:
    assert judge(situation(), SETTINGS, Trigger.IDLE).allowed


@pytest.mark.parametrize("reason", CASES)
def test_each_refusal_has_its_own_name(reason: Reason) -> None:
    permission = judge(situation(**CASES[reason]), SETTINGS, Trigger.IDLE)
    assert (permission.allowed, permission.reason) == (False, reason)


@pytest.mark.parametrize("reason", [Reason.SLEEP, Reason.NO_MODEL])
def test_some_reasons_hold_a_person_back_too(reason: Reason) -> None:
    assert judge(situation(**CASES[reason]), SETTINGS, Trigger.MANUAL).reason is reason


@pytest.mark.parametrize("reason", sorted(set(CASES) - {Reason.SLEEP, Reason.NO_MODEL}))
def test_the_others_do_not(reason: Reason) -> None:
    assert judge(situation(**CASES[reason]), SETTINGS, Trigger.MANUAL).allowed


@pytest.mark.parametrize(
    ("harm", "reason"),
    [
        ({"temperature_celsius": 99.0}, Reason.TOO_HOT),
        ({"memory_percent": 97.0}, Reason.MEMORY_BUSY),
    ],
)
def test_harm_to_the_machine_ends_a_session_that_a_person_started(
    harm: dict[str, float], reason: Reason
) -> None:
    harmed = situation(machine=replace(MACHINE, **harm))  # type: ignore[arg-type]
    assert judge(harmed, SETTINGS, Trigger.MANUAL).reason is reason


def test_a_person_may_wave_the_battery() -> None:
    wish = replace(SETTINGS, on_battery=True)
    assert judge(situation(**CASES[Reason.ON_BATTERY]), wish, Trigger.IDLE).allowed


@pytest.mark.parametrize(
    ("wish", "desk"),
    [
        ({"respect_full_screen": False}, DeskReading(full_screen="mpv")),
        ({"respect_inhibitors": False}, DeskReading(inhibitor="a call")),
    ],
)
def test_a_person_may_wave_what_is_on_the_desk(wish: dict[str, Any], desk: DeskReading) -> None:
    assert desk_obstacle(desk, replace(SETTINGS, **wish)).reason is None


def test_a_low_battery_is_respected_also_by_those_who_dream_on_battery() -> None:
    low = situation(machine=replace(MACHINE, on_battery=True, battery_percent=30.0))
    wish = replace(SETTINGS, on_battery=True, battery_minimum=40)
    assert judge(low, wish, Trigger.IDLE).reason is Reason.BATTERY_LOW


@pytest.mark.parametrize("wanted", [True, False])
def test_a_locked_screen_counts_only_where_the_user_says_so(wanted: bool) -> None:
    obstacle = desk_obstacle(DeskReading(locked=True), replace(SETTINGS, dream_when_locked=wanted))
    assert judge(situation(desk=obstacle), SETTINGS, Trigger.IDLE).allowed is wanted


def test_at_night_five_minutes_are_enough() -> None:
    some = situation(activity=away(6))
    assert [judge(some, SETTINGS, t).allowed for t in (Trigger.NIGHTLY, Trigger.IDLE)] == [
        True,
        False,
    ]


def test_at_night_a_shorter_threshold_still_holds() -> None:
    some = situation(activity=away(2))
    impatient = replace(SETTINGS, idle_threshold_minutes=1)
    assert judge(some, impatient, Trigger.NIGHTLY).allowed


def test_jitter_does_not_keep_from_falling_asleep() -> None:
    twitching = situation(activity=away(45, touched_minutes=0.01))
    assert judge(twitching, SETTINGS, Trigger.IDLE).allowed


def test_peace_after_resume_ends_after_a_minute() -> None:
    assert judge(situation(resumed_seconds=61.0), SETTINGS, Trigger.IDLE).allowed


def test_a_refusal_says_what_was_used_and_when() -> None:
    assert judge(situation(activity=away(0.2)), SETTINGS, Trigger.IDLE).detail == (
        "keyboard used 12 s ago"
    )


@pytest.mark.parametrize(
    ("seconds", "words"), [(12, "12 s"), (300, "5 min"), (7200, "2 h"), (89, "89 s")]
)
def test_spans_of_time_are_told_in_one_unit(seconds: float, words: str) -> None:
    assert ago(seconds) == words


@pytest.mark.parametrize(("seconds", "allowed"), [(0, True), (60, False), (600, False)])
def test_how_long_nothing_begins_after_sleep_is_a_setting(seconds: int, allowed: bool) -> None:
    settings = replace(Settings(), resume_quiet_seconds=seconds)
    woken = situation(resumed_seconds=59.0)
    assert judge(woken, settings, Trigger.IDLE).allowed is allowed
