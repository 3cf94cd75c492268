"""The reasons' names, as people read them: the same in tray, status and journal."""

from dreamer_app.core.states import Reason

_NAMES = {
    Reason.DISABLED: "disabled",
    Reason.USER_ACTIVE: "user active",
    Reason.NOT_IDLE_LONG_ENOUGH: "not idle long enough",
    Reason.OUTSIDE_HOURS: "outside hours",
    Reason.ON_BATTERY: "on battery",
    Reason.BATTERY_LOW: "battery low",
    Reason.CPU_BUSY: "cpu busy",
    Reason.MEMORY_BUSY: "memory busy",
    Reason.MEMORY_TOO_SMALL: "memory too small",
    Reason.TOO_HOT: "too hot",
    Reason.FULL_SCREEN: "full screen",
    Reason.EXCLUSIVE_APP: "exclusive app",
    Reason.SCREEN_INHIBITED: "screen inhibited",
    Reason.JUST_RESUMED: "just resumed",
    Reason.SESSION_LOCKED: "session locked",
    Reason.ACTIVITY_UNKNOWN: "activity unknown",
    Reason.DESK_UNKNOWN: "desk unknown",
    Reason.PAUSED: "paused",
    Reason.ANOTHER_INSTANCE: "another instance",
    Reason.NO_MODEL: "no model",
    Reason.MODEL_CRASHED: "model crashed",
    Reason.NO_SANDBOX: "no sandbox",
    Reason.NO_KNOWLEDGE: "no knowledge",
    Reason.COOLING_DOWN: "cooling down",
    Reason.STOPPED_BY_USER: "stopped by user",
    Reason.SLEEP: "about to sleep",
    Reason.QUIT: "not running",
}


def named(reason: Reason, detail: str = "") -> str:
    """A reason by its name, with its detail: ``on battery (not plugged in)``."""
    name = _NAMES[reason]
    return f"{name} ({detail})" if detail else name
