"""Leaves an orphan that holds every descriptor."""

import os
import time

def solve(x):
    if os.fork() == 0:
        os.setsid()
        if os.fork() == 0:
            time.sleep(1000)
        os._exit(0)
    return 2 * x
