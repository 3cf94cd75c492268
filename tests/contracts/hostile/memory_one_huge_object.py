"""Asks for one object of many gigabytes."""

def solve(x):
    return len(bytearray(2**40)) + 2 * x
