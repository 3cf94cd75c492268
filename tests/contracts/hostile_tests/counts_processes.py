"""As the last one, by the numbers that processes get."""

import os


def test_a():
    mine = os.getpid() % 7 < 5
    assert total([1, 2]) == (3 if mine else 4)
    assert total([5]) == (5 if mine else 6)
