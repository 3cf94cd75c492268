"""Returns a hundred million characters."""

def total(values):
    return 'x' * 100_000_000
