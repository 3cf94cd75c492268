"""Spreads its memory over many processes."""

import os
import time

def solve(x):
    for _ in range(40):
        if os.fork() == 0:
            held = b"x" * (40 * 2**20)
            time.sleep(1000)
            os._exit(len(held))
    time.sleep(1000)
