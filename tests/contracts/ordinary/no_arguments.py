# --- code
def primes():
    """All primes, one after the other."""
    found = []
    candidate = 2
    while True:
        if all(candidate % prime for prime in found):
            found.append(candidate)
            yield candidate
        candidate += 1

# --- tests
from itertools import islice, takewhile

from solution import primes


def test_first():
    assert list(islice(primes(), 8)) == [2, 3, 5, 7, 11, 13, 17, 19]


def test_below():
    assert list(takewhile(lambda p: p < 30, primes()))[-1] == 29


def test_next():
    made = primes()
    assert next(made) == 2
    assert next(made) == 3

# --- another
def primes():
    number = 2
    while True:
        divisor = 2
        while divisor * divisor <= number and number % divisor:
            divisor += 1
        if divisor * divisor > number:
            yield number
        number += 1
