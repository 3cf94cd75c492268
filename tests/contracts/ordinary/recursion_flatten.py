# --- code
def flatten(nested):
    """All leaves of nested lists and tuples, in order."""
    flat = []
    for item in nested:
        if isinstance(item, (list, tuple)):
            flat.extend(flatten(item))
        else:
            flat.append(item)
    return flat

# --- tests
from solution import flatten

CASES = [
    ([], []),
    ([1, [2, [3, [4]]]], [1, 2, 3, 4]),
    ([(1, 2), "ab", [[]]], [1, 2, "ab"]),
    ([[["x"]]], ["x"]),
]


def test_all_cases():
    assert all(flatten(given) == expected for given, expected in CASES)


def test_length():
    assert len(flatten([[1] * 3, [2] * 4])) == 7

# --- another
def flatten(nested):
    waiting, flat = list(reversed(nested)), []
    while waiting:
        item = waiting.pop()
        if isinstance(item, list) or isinstance(item, tuple):
            waiting.extend(reversed(item))
        else:
            flat.append(item)
    return flat
