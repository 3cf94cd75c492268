"""Writes to standard error without end."""

import os

def solve(x):
    while True:
        os.write(2, b"x" * 65536)
