"""Blocks when the interpreter ends."""

import atexit
import time

def solve(x):
    atexit.register(time.sleep, 1000)
    return 2 * x
