"""How often the hosts of one model crashed, and whether that is enough."""

import threading
from collections import deque

from dreamer_app.core.clock import SystemClock
from dreamer_app.core.ports import Clock

CRASHES, CRASH_SECONDS = 3, 600.0


class Crashes:
    """Remembers crashes over hosts and sessions. May be used from any thread.

    Three within ten minutes are enough. That is decided as the third comes and stays so
    however much time passes: only a person undoes it, with :meth:`forget`.
    """

    def __init__(self, clock: Clock | None = None) -> None:
        self._clock: Clock = clock or SystemClock()
        self._lock = threading.Lock()
        self._recent: deque[float] = deque(maxlen=CRASHES)
        self._enough = False

    @property
    def enough(self) -> bool:
        """Whether the model is to be left alone until a person asks for it."""
        return self._enough

    def add(self) -> None:
        """A host ended by itself just now."""
        now = self._clock.monotonic()
        with self._lock:
            self._recent.append(now)
            full = len(self._recent) == CRASHES
            if full and now - self._recent[0] < CRASH_SECONDS:
                self._enough = True

    def forget(self) -> None:
        """A person asks: as if there had been none."""
        with self._lock:
            self._recent.clear()
            self._enough = False
