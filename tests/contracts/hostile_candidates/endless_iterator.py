"""Returns an iterator that never ends."""

def total(values):
    while True:
        yield 0
