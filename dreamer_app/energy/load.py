"""When the machine counts as busy, and for how long after: so that nothing flaps."""

from collections import deque
from dataclasses import dataclass

from dreamer_app.core.states import Reason
from dreamer_app.energy.machine import MachineReading
from dreamer_app.settings import Settings

_WINDOW_SECONDS = 10.0
_SUSTAINED_READINGS = 2
_FIRST_LOOK_SECONDS = 60.0
"""A reading this long after the one before it stands alone."""
_FIRST_HOLD_SECONDS = 300.0
_LONGEST_HOLD_SECONDS = 2700.0
_HOLD_FACTOR = 3.0
_FORGET_SECONDS = 3600.0
CRITICAL_MEMORY_PERCENT = 95.0


@dataclass(frozen=True, slots=True)
class Load:
    """Why the machine is not free, and in words; no reason when it is."""

    reason: Reason | None = None
    detail: str = ""


FREE = Load()


class LoadGate:
    """Turns noisy readings into a steady answer.

    A limit counts as passed when two readings in a row (processor: the mean over ten seconds)
    are above it. From then on the machine stays "busy" for 5 minutes after the last such
    reading, and three times as long with each further time within the hour, up to 45 minutes:
    at most six changes an hour however the load swings. A first reading, or the first in a
    minute, that is above a limit counts until the next one: nothing begins on a busy machine
    because it has been looked at only once.
    """

    def __init__(self) -> None:
        self._processor: deque[tuple[float, float]] = deque()
        self._above: dict[Reason, int] = {}
        self._load = FREE
        self._until = 0.0
        self._hold = 0.0
        self._released = float("-inf")
        self._looked = float("-inf")
        self._doubtful = False

    def update(self, reading: MachineReading, settings: Settings, now: float) -> None:
        """Take a reading made at the monotonic moment ``now``."""
        first = now - self._looked > _FIRST_LOOK_SECONDS
        self._looked = now
        if first:
            self._above.clear()
        over = self._over(reading, settings, now, readings=1 if first else _SUSTAINED_READINGS)
        if over.reason is None:
            if self._load.reason is not None and now >= self._until:
                self._release(now)
            return
        if first and self._load.reason is None:
            self._load, self._until, self._doubtful = over, now, True
            return
        if self._load.reason is None or self._doubtful:
            self._doubtful = False
            again = now - self._released < _FORGET_SECONDS
            longer = min(self._hold * _HOLD_FACTOR, _LONGEST_HOLD_SECONDS)
            self._hold = longer if again and self._hold else _FIRST_HOLD_SECONDS
        self._load = over
        self._until = now + self._hold

    def now(self) -> Load:
        """The steady answer."""
        return self._load

    def _release(self, now: float) -> None:
        """The machine is free again; a doubt that came to nothing was no busy time."""
        self._load = FREE
        if not self._doubtful:
            self._released = now
        self._doubtful = False

    def _over(
        self, reading: MachineReading, settings: Settings, now: float, *, readings: int
    ) -> Load:
        """The limit that was passed by that many readings in a row, if one was."""
        cpu = self._mean_cpu(reading.others_cpu_percent, now)
        hot = reading.temperature_celsius
        limits = (
            (Reason.TOO_HOT, hot, settings.max_temperature, f"processor at {hot or 0:.0f} °C"),
            (
                Reason.MEMORY_BUSY,
                reading.memory_percent,
                100 * settings.memory_threshold,
                f"{reading.memory_percent:.0f} % of the memory in use",
            ),
            (
                Reason.CPU_BUSY,
                cpu,
                100 * settings.cpu_threshold,
                f"other programs use {cpu:.0f} % of the processor",
            ),
        )
        passed = FREE
        for reason, value, limit, words in limits:
            above = value is not None and value > limit
            self._above[reason] = self._above.get(reason, 0) + 1 if above else 0
            if self._above[reason] >= readings and passed.reason is None:
                passed = Load(reason, words)
        return passed

    def _mean_cpu(self, percent: float, now: float) -> float:
        self._processor.append((now, percent))
        while now - self._processor[0][0] > _WINDOW_SECONDS:
            self._processor.popleft()
        return sum(p for _, p in self._processor) / len(self._processor)
