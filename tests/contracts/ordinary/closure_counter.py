# --- code
def make_counter(start=0, step=1):
    """A function that counts on at each call."""
    number = start - step

    def count():
        nonlocal number
        number += step
        return number

    return count

# --- tests
from solution import make_counter


def test_from_zero():
    count = make_counter()
    assert count() == 0
    assert count() == 1


def test_steps():
    count = make_counter(10, step=5)
    assert [count(), count(), count()] == [10, 15, 20]


def test_apart():
    one, other = make_counter(1), make_counter(7, -2)
    assert one() == 1
    assert other() == 7
    assert other() == 5
    assert one() == 2

# --- another
import itertools


def make_counter(start=0, step=1):
    numbers = itertools.count(start, step)

    def count():
        return next(numbers)

    return count
