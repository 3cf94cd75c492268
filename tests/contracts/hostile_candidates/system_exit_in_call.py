"""Raises SystemExit in a call."""

def total(values):
    raise SystemExit(0)
