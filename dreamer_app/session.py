"""The program among the other processes of the desktop."""

import contextlib
import os
import sys


def lead_session() -> None:
    """Make this process the leader of a session of its own, so that it can be made light as one.

    In a session that a terminal belongs to it stays: the terminal's keys end what runs in it.
    """
    if sys.platform != "linux":
        return
    try:
        os.close(os.open("/dev/tty", os.O_RDWR | os.O_NOCTTY))
    except OSError:
        with contextlib.suppress(OSError):  # of a group of processes that it leads
            os.setsid()
