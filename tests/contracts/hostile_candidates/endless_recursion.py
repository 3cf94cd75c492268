"""Recurses without end, with the limit lifted."""

import sys

sys.setrecursionlimit(10**9)


def total(values):
    return total(values)
