"""Tries sockets and pairs of sockets of every family but the local one."""

import ctypes

def solve(x):
    libc = ctypes.CDLL(None)
    pair = (ctypes.c_int * 2)()
    made = []
    for family in range(2, 50):
        for kind in (1, 2, 3, 5):
            if libc.socketpair(family, kind, 0, pair) == 0 or libc.socket(family, kind, 0) >= 0:
                made.append(family)
    return 42 if not made else made
