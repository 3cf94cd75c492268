"""Sends what is no object at all."""

import os

os.write(4, b"\0\0\0\4[42]")


def test_a():
    assert total([1, 2]) == 3
    assert total([5]) == 5
