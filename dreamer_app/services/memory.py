"""Memory that was freed, given back to the system."""

import contextlib
import sys

_M_ARENA_MAX = -8


def share_memory() -> None:
    """Have all threads take memory from one heap (glibc only); called before there are threads.

    Otherwise each has one of its own, and after a night each keeps what was left of it in pieces.
    """
    if sys.platform == "linux":
        import ctypes

        with contextlib.suppress(OSError, AttributeError):
            ctypes.CDLL(None).mallopt(_M_ARENA_MAX, 1)


def give_back_memory() -> None:
    """Have the C library return what it keeps for later (glibc only)."""
    if sys.platform == "linux":
        import ctypes

        with contextlib.suppress(OSError, AttributeError):
            ctypes.CDLL(None).malloc_trim(0)
