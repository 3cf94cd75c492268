"""Raises KeyboardInterrupt in a call."""

def total(values):
    raise KeyboardInterrupt
