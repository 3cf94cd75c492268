"""How many threads to decode with, while others use the machine too.

The threads of one evaluation wait for one another hundreds of times in it. One that shares its
core with something else holds all of them up, so beside a busy core one thread less is faster
than all of them (measured: docs/adr/0042).
"""

import time
from collections.abc import Callable

_LOOK_SECONDS = 0.5


class Pace:
    """Follows what the machine has left over.

    Args:
        most: threads when nothing else wants to run; one for each physical core.
        idle_seconds: sum over all cores of the seconds they had nothing to do; only grows.
        own_seconds: processor time that this process has used; only grows.
    """

    def __init__(
        self,
        most: int,
        *,
        idle_seconds: Callable[[], float] | None = None,
        own_seconds: Callable[[], float] = time.process_time,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._most = most
        self._idle = idle_seconds or _idle_seconds
        self._own = own_seconds
        self._clock = clock
        self._seen = self._look()

    def restart(self) -> None:
        """Begin to look anew, after a time in which there was nothing to do."""
        self._seen = self._look()

    def threads(self) -> int | None:
        """The number that is right from now on; None as long as it is not time to look."""
        at, idle, own = self._seen
        if self._clock() - at < _LOOK_SECONDS:
            return None
        self._seen = now = self._look()
        left_over = (now[1] - idle + now[2] - own) / (now[0] - at)
        return max(1, min(self._most, round(left_over)))

    def _look(self) -> tuple[float, float, float]:
        return self._clock(), self._idle(), self._own()


def _idle_seconds() -> float:
    import psutil

    return float(psutil.cpu_times().idle)
