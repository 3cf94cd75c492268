"""Queues signals that nobody takes."""

import ctypes
import os
import signal
import time

def solve(x):
    libc = ctypes.CDLL(None)
    signal.pthread_sigmask(signal.SIG_BLOCK, range(34, 65))
    while True:
        for number in range(34, 65):
            libc.sigqueue(os.getpid(), number, ctypes.c_void_p(0))
