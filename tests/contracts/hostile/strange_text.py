"""Returns text that is no Unicode."""

def solve(x):
    return "\ud800\x00\x1b[31m" * 100
