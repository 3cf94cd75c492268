"""Makes processes that are children of its parent, and send nobody word when they end."""

import ctypes
import os

CLONE_PARENT = 0x8000


def total(values):
    libc = ctypes.CDLL(None)
    for _ in range(20):
        if libc.syscall(56 if os.uname().machine == "x86_64" else 220, CLONE_PARENT, 0, 0, 0, 0) == 0:
            os._exit(0)
    return 0
