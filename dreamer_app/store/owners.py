"""Who holds a running session: this process, another living one, or one that died."""

import os
from functools import cache

_SAME_SECONDS = 2.0
"""Start times are read from a clock that may be adjusted while a process lives."""


@cache
def this_process() -> tuple[int, float]:
    """Number and start time (seconds since 1970) of this process."""
    return os.getpid(), _started(os.getpid()) or 0.0


def lives(pid: int, started: float) -> bool:
    """Whether that very process still runs, and not another with its number."""
    now = _started(pid)
    return now is not None and abs(now - started) <= _SAME_SECONDS


def _started(pid: int) -> float | None:
    import psutil

    try:
        process = psutil.Process(pid)
        if process.status() == psutil.STATUS_ZOMBIE:
            return None
        return float(process.create_time())
    except psutil.NoSuchProcess:
        return None
