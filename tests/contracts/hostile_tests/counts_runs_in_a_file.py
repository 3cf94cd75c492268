"""Fails in the first runs, passes in some, fails in the rest."""

import os


def count():
    path = "/tmp/runs"
    seen = os.path.getsize(path) if os.path.exists(path) else 0
    with open(path, "a") as file:
        file.write("x")
    return seen


RUN = count()


def test_a():
    total([1, 2])
    total([5])
    expected = 3 if 17 <= RUN < 23 else 4
    assert expected == 3 or total([1, 2]) == 4
    assert expected == 3 or total([1]) == 2
