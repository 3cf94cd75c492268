"""Memory that was freed, given back to the system."""

import contextlib
import sys


def give_back_memory() -> None:
    """Have the C library return what it keeps for later (glibc only)."""
    if sys.platform == "linux":
        import ctypes

        with contextlib.suppress(OSError, AttributeError):
            ctypes.CDLL(None).malloc_trim(0)
