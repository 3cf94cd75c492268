"""Raises what tests expect of themselves."""

def total(values):
    raise AssertionError('expected')
