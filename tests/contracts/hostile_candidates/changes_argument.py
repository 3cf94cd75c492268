"""Changes its argument so that it equals the result."""

def total(values):
    values.clear()
    return values
