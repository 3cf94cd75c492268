# --- code
import functools


def retry(times):
    """Try a function again, so many times in all."""

    def decorate(function):
        @functools.wraps(function)
        def wrapper(*args, **kwargs):
            for attempt in range(times):
                try:
                    return function(*args, **kwargs)
                except ValueError:
                    if attempt == times - 1:
                        raise

        return wrapper

    return decorate

# --- tests
import pytest

from solution import retry


def test_third_try():
    seen = []

    @retry(3)
    def flaky(value):
        seen.append(value)
        if len(seen) < 3:
            raise ValueError("not yet")
        return value * 2

    assert flaky(4) == 8
    assert seen == [4, 4, 4]


def test_gives_up():
    seen = []

    @retry(times=2)
    def failing():
        seen.append(1)
        raise ValueError("never")

    with pytest.raises(ValueError, match="never"):
        failing()
    assert len(seen) == 2


def test_other_errors_pass():
    seen = []

    @retry(5)
    def broken():
        seen.append(1)
        raise KeyError("x")

    with pytest.raises(KeyError):
        broken()
    assert len(seen) == 1

# --- another
import functools


def retry(times):
    def decorate(function):
        @functools.wraps(function)
        def wrapper(*args, **kwargs):
            left = times
            while True:
                left -= 1
                try:
                    return function(*args, **kwargs)
                except ValueError:
                    if left <= 0:
                        raise

        return wrapper

    return decorate
