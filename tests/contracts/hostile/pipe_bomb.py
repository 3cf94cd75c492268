"""Holds memory in pipes that nobody reads."""

import fcntl
import os

def solve(x):
    while True:
        read, write = os.pipe()
        fcntl.fcntl(write, 1031, 2**20)
        os.set_blocking(write, False)
        try:
            while True:
                os.write(write, b"x" * 65536)
        except BlockingIOError:
            pass
