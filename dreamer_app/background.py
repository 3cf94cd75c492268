"""Giving way at the disk, for processes that work while nobody waits for them."""

import contextlib
import sys


def idle_disk_access() -> None:
    """Have this process read and write only when nobody else does, where the system can do that.

    Threads and children that it starts from now on are the same.
    """
    import psutil

    name = "IOPRIO_CLASS_IDLE" if sys.platform == "linux" else "IOPRIO_VERYLOW"
    with contextlib.suppress(psutil.Error, OSError, AttributeError):
        psutil.Process().ionice(getattr(psutil, name))
