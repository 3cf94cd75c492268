"""Matches with a pattern that backtracks for ever."""

import re

def solve(x):
    re.match(r"(a|aa|a?)+$", "a" * 60 + "b")
    return 2 * x
