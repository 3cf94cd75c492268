"""Aborts, which would dump its memory."""

import os

def solve(x):
    os.abort()
