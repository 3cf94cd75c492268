"""Closes every descriptor."""

import os

os.closerange(0, 256)

def solve(x):
    return 2 * x
