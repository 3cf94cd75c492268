"""Computes a power that never ends."""

def total(values):
    return 9 ** 9 ** 9 ** 9
