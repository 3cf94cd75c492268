"""The program's session: what the kernel weighs as one, where it groups tasks by session.

Where this process leads a session without a terminal, nobody else's programs are in it, and
what dreams stays in it, so that all of it together has the weight of one light group. Elsewhere
each part has a session of its own, and makes that light.
"""

import contextlib
import os
import sys
from pathlib import Path

_GROUP = Path("/proc/self/autogroup")


def lead_session() -> None:
    """Make this process the leader of a session of its own, unless a terminal belongs to it.

    The keys of a terminal end what runs in its session.
    """
    if sys.platform == "linux" and not _has_terminal():
        with contextlib.suppress(OSError):  # of a group of processes that it leads
            os.setsid()


def leads_session() -> bool:
    """Whether this process leads one, without a terminal, and the kernel weighs sessions."""
    return (
        sys.platform == "linux"
        and os.getsid(0) == os.getpid()
        and _GROUP.exists()
        and not _has_terminal()
    )


def _has_terminal() -> bool:
    try:
        os.close(os.open("/dev/tty", os.O_RDWR | os.O_NOCTTY))
    except OSError:
        return False
    return True


def end_with_parent() -> None:
    """Have the kernel end this process with the thread that started it (Linux only)."""
    if sys.platform != "linux":
        return
    import ctypes
    import signal

    set_parent_death_signal = 1
    ctypes.CDLL(None).prctl(set_parent_death_signal, signal.SIGKILL, 0, 0, 0)
    if os.getppid() == 1:
        os._exit(0)
