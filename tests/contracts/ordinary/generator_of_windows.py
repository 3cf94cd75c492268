# --- code
def windows(values, size):
    """Every run of neighbours of that size."""
    if size < 1:
        raise ValueError("size must be at least 1")
    for start in range(len(values) - size + 1):
        yield tuple(values[start : start + size])

# --- tests
import pytest

from solution import windows


def test_pairs():
    assert list(windows([1, 2, 3], 2)) == [(1, 2), (2, 3)]


def test_lazy():
    made = windows("abcd", 3)
    assert next(made) == ("a", "b", "c")
    assert next(made) == ("b", "c", "d")
    with pytest.raises(StopIteration):
        next(made)


def test_too_large():
    assert list(windows([1], 2)) == []
    assert list(windows([5], 1)) == [(5,)]


def test_no_size():
    with pytest.raises(ValueError):
        list(windows([1, 2], 0))

# --- another
from itertools import islice


def windows(values, size):
    if size <= 0:
        raise ValueError("too small")
    shifted = (islice(values, first, None) for first in range(size))
    yield from zip(*shifted)
