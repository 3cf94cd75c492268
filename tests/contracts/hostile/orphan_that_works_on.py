"""Leaves an orphan that burns the processor."""

import os

def solve(x):
    if os.fork() == 0:
        while True:
            pass
    return 2 * x
