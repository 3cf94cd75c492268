"""Stops its own process group."""

import os
import signal
import time

def solve(x):
    os.killpg(0, signal.SIGTSTP)
    os.kill(0, signal.SIGSTOP)
    time.sleep(1000)
