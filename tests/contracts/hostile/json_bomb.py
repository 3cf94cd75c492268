"""Returns a structure that nests without end."""

def solve(x):
    nested = []
    for _ in range(100000):
        nested = [nested]
    return nested
