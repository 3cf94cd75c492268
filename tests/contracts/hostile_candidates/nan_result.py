"""Returns a value that does not equal itself."""

def total(values):
    return float('nan')
