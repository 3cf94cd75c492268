"""Blocks when an object is torn down."""

import time

class Sticky:
    def __del__(self):
        time.sleep(1000)

kept = Sticky()

def solve(x):
    return 2 * x
