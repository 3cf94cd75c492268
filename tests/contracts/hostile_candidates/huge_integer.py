"""Returns an integer of millions of digits."""

def total(values):
    return 1 << 100_000_000
