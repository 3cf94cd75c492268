"""Whether the machine sleeps, and since when it is awake: as told, and by the clocks."""

import logging
from collections.abc import Callable

from dreamer_app.core.ports import Clock
from dreamer_app.energy.slept import seconds_slept

_STOOD_STILL_SECONDS = 30.0
"""Without a look at the clocks: this process stood still, or the machine with it."""
_CLOCK_GAP_SECONDS = 10.0
_SLEPT_SECONDS = 1.0
_SLEEP_BEGINS_SECONDS = 60.0
"""Longer than logind waits for anybody: by then the machine sleeps, or will not."""

_log = logging.getLogger(__name__)


class Wakefulness:
    """What is known of the machine's sleep; :meth:`look` looks at the clocks.

    Args:
        slept: seconds asleep since the start of the machine; None where nothing tells. The
            time of day alone sees no sleep of a moment, and takes its setting for one.
    """

    def __init__(self, clock: Clock, slept: Callable[[], float | None] = seconds_slept) -> None:
        self._clock = clock
        self._slept = slept
        self._looked: tuple[float, float, float | None] | None = None
        self._resumed: float | None = None
        self._told = 0.0
        self._asleep = False

    @property
    def asleep(self) -> bool:
        """Whether it sleeps, or is about to."""
        return self._asleep

    @property
    def awake_seconds(self) -> float | None:
        """Since it woke; None where it has not slept."""
        return None if self._resumed is None else self._clock.monotonic() - self._resumed

    def tell(self, *, asleep: bool) -> None:
        """It is about to sleep, or has woken."""
        if asleep:
            self._told = self._clock.monotonic()
        else:
            self._resumed = self._clock.monotonic()
        self._asleep = asleep

    def begin(self) -> None:
        """Nobody has looked for a while, which tells nothing of a sleep."""
        self._looked = None

    def look(self) -> None:
        """Notice that the machine slept, or that this process stood still, by the clocks."""
        now, wall = self._clock.monotonic(), self._clock.now().timestamp()
        slept = self._slept()
        if self._looked is not None:
            passed, passed_wall = now - self._looked[0], wall - self._looked[1]
            before = self._looked[2]
            has_slept = slept is not None and before is not None and slept - before > _SLEPT_SECONDS
            stood_still = passed > _STOOD_STILL_SECONDS
            if abs(passed_wall - passed) > _CLOCK_GAP_SECONDS or stood_still or has_slept:
                _log.info("The clocks jumped by %.0f s: taken for a sleep.", passed_wall)
                self._resumed = now
                self._asleep = False
        if self._asleep and now - self._told > _SLEEP_BEGINS_SECONDS:
            _log.info("The machine does not sleep, and nobody said so.")
            self._asleep, self._resumed = False, now
        self._looked = (now, wall, slept)
