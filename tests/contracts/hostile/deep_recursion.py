"""Recurses until the stack overflows."""

import sys

def solve(x):
    sys.setrecursionlimit(10**9)
    return eval("(" * 50 + "x" + ")" * 50) + solve(x)
