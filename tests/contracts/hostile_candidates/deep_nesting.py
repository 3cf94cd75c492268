"""Returns a list nested a hundred thousand times."""

def total(values):
    result = []
    for _ in range(100_000):
        result = [result]
    return result
