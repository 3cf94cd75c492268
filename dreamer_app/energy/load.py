"""When the machine counts as busy, and for how long after: so that nothing flaps."""

from collections import deque

from dreamer_app.core.states import Reason
from dreamer_app.energy.hold import FREE, Hold, Obstacle
from dreamer_app.energy.machine import MachineReading
from dreamer_app.settings import Settings

_WINDOW_SECONDS = 10.0
_SUSTAINED_READINGS = 2
_FIRST_LOOK_SECONDS = 60.0
"""A reading this long after the one before it stands alone."""
CRITICAL_MEMORY_PERCENT = 95.0


def memory_that_counts(reading: MachineReading) -> float:
    """Per cent of the memory that others use; ours counts too when there is hardly any left."""
    others = reading.others_memory_percent
    if others is None or reading.memory_percent >= CRITICAL_MEMORY_PERCENT:
        return reading.memory_percent
    return others


class LoadGate:
    """Turns noisy readings into a steady answer.

    A limit counts as passed when two readings in a row (processor: the mean over ten seconds)
    are above it; from then on the reason is kept, see :class:`Hold`. A first reading, or the
    first in a minute, that is above a limit counts until the next one: nothing begins on a busy
    machine because it has been looked at only once.
    """

    def __init__(self) -> None:
        self._processor: deque[tuple[float, float]] = deque()
        self._above: dict[Reason, int] = {}
        self._hold = Hold()
        self._doubt = FREE
        self._looked = float("-inf")

    def update(self, reading: MachineReading, settings: Settings, now: float) -> None:
        """Take a reading made at the monotonic moment ``now``."""
        first = now - self._looked > _FIRST_LOOK_SECONDS
        self._looked = now
        if first:
            self._above.clear()
        over = self._over(reading, settings, now, readings=1 if first else _SUSTAINED_READINGS)
        if first and self._hold.kept.reason is None:
            self._doubt = over
        else:
            self._doubt = FREE
            self._hold.take(over, now)

    def now(self) -> Obstacle:
        """The steady answer."""
        return self._hold.kept if self._hold.kept.reason is not None else self._doubt

    def _over(
        self, reading: MachineReading, settings: Settings, now: float, *, readings: int
    ) -> Obstacle:
        """The limit that was passed by that many readings in a row, if one was."""
        cpu = self._mean_cpu(reading.others_cpu_percent, now)
        memory = memory_that_counts(reading)
        hot = reading.temperature_celsius
        limits = (
            (Reason.TOO_HOT, hot, settings.max_temperature, f"processor at {hot or 0:.0f} °C"),
            (
                Reason.MEMORY_BUSY,
                memory,
                100 * settings.memory_threshold,
                f"{memory:.0f} % of the memory in use",
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
                passed = Obstacle(reason, words)
        return passed

    def _mean_cpu(self, percent: float, now: float) -> float:
        self._processor.append((now, percent))
        while now - self._processor[0][0] > _WINDOW_SECONDS:
            self._processor.popleft()
        return sum(p for _, p in self._processor) / len(self._processor)
