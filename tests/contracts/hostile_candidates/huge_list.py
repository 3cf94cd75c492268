"""Returns a list of ten million items."""

def total(values):
    return list(range(10_000_000))
