"""Sleeps."""

import time

def solve(x):
    time.sleep(10**6)
