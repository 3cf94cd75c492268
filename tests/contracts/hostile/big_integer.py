"""Computes a power that no memory holds."""

def solve(x):
    return 9 ** (9 ** (9 + x))
