# --- code
def insertion_sort(values, key=None):
    """Sort a list in place."""
    of = key or (lambda value: value)
    for position in range(1, len(values)):
        current = values[position]
        before = position
        while before > 0 and of(values[before - 1]) > of(current):
            values[before] = values[before - 1]
            before -= 1
        values[before] = current

# --- tests
import random

from solution import insertion_sort


def sorted_by(values, **options):
    copy = list(values)
    insertion_sort(copy, **options)
    return copy


def test_small():
    assert sorted_by([3, 1, 2]) == [1, 2, 3]
    assert sorted_by([]) == []


def test_key():
    assert sorted_by(["bbb", "a", "cc"], key=len) == ["a", "cc", "bbb"]
    assert sorted_by([1, 2, 3], key=lambda value: -value) == [3, 2, 1]


def test_stable():
    assert sorted_by([(1, "b"), (0, "x"), (1, "a")], key=lambda pair: pair[0]) == [
        (0, "x"),
        (1, "b"),
        (1, "a"),
    ]


def test_random():
    source = random.Random(4)
    for size in range(8):
        values = [source.randrange(10) for _ in range(size)]
        assert sorted_by(values) == sorted(values)

# --- another
def insertion_sort(values, key=None):
    for position in range(len(values)):
        current = values.pop(position)
        before = position
        while before:
            left = values[before - 1]
            ordered = not (key(left) > key(current)) if key else not left > current
            if ordered:
                break
            before -= 1
        values.insert(before, current)
