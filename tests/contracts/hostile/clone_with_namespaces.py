"""Makes namespaces through clone and clone3."""

import ctypes
import os
import platform

def solve(x):
    libc = ctypes.CDLL(None)
    clone = 56 if platform.machine() == "x86_64" else 220
    pid = libc.syscall(clone, 0x10000000 | 17, 0, 0, 0, 0)
    if pid == 0:
        os._exit(0)
    arguments = (ctypes.c_ulong * 11)(0x10000000, 0, 0, 0, 17)
    other = libc.syscall(435, arguments, 88)
    if other == 0:
        os._exit(0)
    return 2 * x if (pid, other) == (-1, -1) else "cloned"
