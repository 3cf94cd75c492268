# --- code
import math


def mean_and_deviation(values):
    """Mean and sample standard deviation."""
    if len(values) < 2:
        raise ValueError("at least two values are needed")
    mean = sum(values) / len(values)
    squares = sum((value - mean) ** 2 for value in values)
    return mean, math.sqrt(squares / (len(values) - 1))

# --- tests
import pytest

from solution import mean_and_deviation


def check(values, mean, deviation):
    found = mean_and_deviation(values)
    assert found[0] == pytest.approx(mean)
    assert found[1] == pytest.approx(deviation, abs=1e-4)


def test_some():
    check([2, 4, 4, 4, 5, 5, 7, 9], 5.0, 2.1381)


def test_two():
    check([1.5, 2.5], 2.0, 0.7071)


def test_same():
    check([3, 3, 3], 3, 0)


def test_too_few():
    for values in ([], [1]):
        with pytest.raises(ValueError):
            mean_and_deviation(values)

# --- another
import statistics


def mean_and_deviation(values):
    if len(values) <= 1:
        raise ValueError("too few")
    return statistics.fmean(values), statistics.stdev(values)
