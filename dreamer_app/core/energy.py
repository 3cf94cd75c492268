"""What is known of the machine and its user."""

from dataclasses import dataclass
from datetime import datetime

from dreamer_app.core.states import Reason


@dataclass(frozen=True, slots=True, kw_only=True)
class SystemMetrics:
    """One reading of the machine.

    Args:
        cpu_percent: load of all cores by all processes, 0 to 100.
        others_cpu_percent: the same without Dreamer's own processes.
        memory_percent: used memory, 0 to 100.
        available_bytes: memory that a new process could have.
        temperature_celsius: of the hottest processor sensor; None without one.
        on_battery: None when the machine has none.
        idle_seconds: since the last input; None when no source knows.
        activity_source: name of the source in use, or empty.
        full_screen: the program that fills the screen, empty without one; None when nobody has
            looked lately.
    """

    at: datetime
    cpu_percent: float
    others_cpu_percent: float
    memory_percent: float
    available_bytes: int
    temperature_celsius: float | None = None
    on_battery: bool | None = None
    battery_percent: float | None = None
    idle_seconds: float | None = None
    activity_source: str = ""
    full_screen: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Permission:
    """Whether dreaming may begin or go on, and if not, why.

    Args:
        detail: one short sentence for people, e.g. "keyboard used 12 s ago".
    """

    allowed: bool
    reason: Reason | None = None
    detail: str = ""
