"""Prints without end."""

def solve(x):
    while True:
        print("x" * 10000)
