"""Returns hundreds of megabytes."""

def solve(x):
    return "x" * (300 * 2**20)
