"""The decision: from what is known to one permission with one named reason."""

from dataclasses import dataclass

from dreamer_app.core.energy import Permission
from dreamer_app.core.states import Reason, Trigger
from dreamer_app.energy.activity import Activity
from dreamer_app.energy.hold import FREE, Obstacle
from dreamer_app.energy.load import CRITICAL_MEMORY_PERCENT
from dreamer_app.energy.machine import MachineReading
from dreamer_app.settings import Settings

PRESENT_SECONDS = 60.0
"""Somebody who did something this short a while ago is there; later, only not away for long."""

ALLOWED = Permission(allowed=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Situation:
    """All that a decision rests on.

    Args:
        sleeping: the machine is about to sleep or shut down.
        resumed_seconds: since it woke; None when it has not slept.
        blocker: a reason from outside this room: no model, no sandbox, ...
    """

    activity: Activity
    machine: MachineReading | None = None
    load: Obstacle = FREE
    desk: Obstacle = FREE
    sleeping: bool = False
    resumed_seconds: float | None = None
    blocker: Permission | None = None


def judge(situation: Situation, settings: Settings, trigger: Trigger) -> Permission:
    """Whether a session of that kind may begin or go on."""
    refusal = _anyway(situation)
    if refusal is None and trigger is Trigger.MANUAL:
        refusal = _dangerous(situation.machine, settings)
    elif refusal is None:
        refusal = (
            _awake(situation, settings)
            or _present(situation.activity, idle_needed(settings, trigger))
            or _power(situation.machine, settings)
            or _obstructed(situation.load)
            or _obstructed(situation.desk)
        )
    return refusal or ALLOWED


def idle_needed(settings: Settings, trigger: Trigger) -> float:
    """Seconds without input before a session of that kind may begin."""
    threshold = settings.idle_threshold_minutes * 60
    at_night = settings.night_idle_minutes * 60
    return min(threshold, at_night) if trigger is Trigger.NIGHTLY else threshold


def ago(seconds: float) -> str:
    """A span of time in words: ``12 s``, ``5 min``, ``2 h``."""
    if seconds < 90:
        return f"{seconds:.0f} s"
    if seconds < 90 * 60:
        return f"{seconds / 60:.0f} min"
    return f"{seconds / 3600:.0f} h"


def _no(reason: Reason, detail: str) -> Permission:
    return Permission(allowed=False, reason=reason, detail=detail)


def _anyway(situation: Situation) -> Permission | None:
    """What no session begins beside, not even one that a person starts."""
    if situation.blocker is not None:
        return situation.blocker
    if situation.sleeping:
        return _no(Reason.SLEEP, "the machine is about to sleep or shut down")
    return None


def _dangerous(machine: MachineReading | None, settings: Settings) -> Permission | None:
    """What ends even a session that a person started: harm to the machine."""
    if machine is None:
        return None
    hot = machine.temperature_celsius
    if hot is not None and hot > settings.max_temperature:
        return _no(Reason.TOO_HOT, f"processor at {hot:.0f} °C")
    if machine.memory_percent >= CRITICAL_MEMORY_PERCENT:
        return _no(Reason.MEMORY_BUSY, f"{machine.memory_percent:.0f} % of the memory in use")
    return None


def _awake(situation: Situation, settings: Settings) -> Permission | None:
    resumed = situation.resumed_seconds
    if resumed is None or resumed >= settings.resume_quiet_seconds:
        return None
    return _no(Reason.JUST_RESUMED, f"the machine woke {ago(resumed)} ago")


def _present(activity: Activity, needed: float) -> Permission | None:
    idle, settled = activity.idle_seconds, activity.settled_seconds
    if idle is None or settled is None:
        return _no(Reason.ACTIVITY_UNKNOWN, "nothing here tells when keyboard or mouse are used")
    if settled >= needed:
        return None
    if settled < min(PRESENT_SECONDS, needed):
        return _no(Reason.USER_ACTIVE, f"{activity.device or 'input'} used {ago(settled)} ago")
    return _no(Reason.NOT_IDLE_LONG_ENOUGH, f"idle for {ago(settled)} of {ago(needed)}")


def _power(machine: MachineReading | None, settings: Settings) -> Permission | None:
    if machine is None or not machine.on_battery:
        return None
    if not settings.on_battery:
        return _no(Reason.ON_BATTERY, "not plugged in")
    charge = machine.battery_percent
    if charge is not None and charge < settings.battery_minimum:
        return _no(Reason.BATTERY_LOW, f"battery at {charge:.0f} %")
    return None


def _obstructed(obstacle: Obstacle) -> Permission | None:
    return None if obstacle.reason is None else _no(obstacle.reason, obstacle.detail)
