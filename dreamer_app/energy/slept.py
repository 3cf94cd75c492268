"""How long the machine has slept since it was started, by two of its clocks.

One of them counts sleep and the other does not, and setting the time moves neither.
"""

import ctypes
import sys
import time
from typing import Any

_TICKS_A_SECOND = 10_000_000


def seconds_slept() -> float | None:
    """Seconds asleep since the start of the machine; None where it cannot be told."""
    if sys.platform == "win32":
        return by_windows(getattr(ctypes, "windll").kernel32)  # noqa: B009 - only there
    with_sleep, without = (
        ("CLOCK_MONOTONIC_RAW", "CLOCK_UPTIME_RAW")
        if sys.platform == "darwin"
        else ("CLOCK_BOOTTIME", "CLOCK_MONOTONIC")
    )
    try:
        # The shorter first: what passes between the two looks is no sleep that goes backwards.
        awake = time.clock_gettime(getattr(time, without))
        return time.clock_gettime(getattr(time, with_sleep)) - awake
    except (AttributeError, OSError):
        return None


def by_windows(kernel32: Any) -> float | None:
    """The same from GetTickCount64 and QueryUnbiasedInterruptTime. Untested there."""
    awake = ctypes.c_uint64(0)
    try:
        if not kernel32.QueryUnbiasedInterruptTime(ctypes.byref(awake)):
            return None
        kernel32.GetTickCount64.restype = ctypes.c_uint64
        return float(kernel32.GetTickCount64()) / 1000 - awake.value / _TICKS_A_SECOND
    except (AttributeError, OSError):
        return None
