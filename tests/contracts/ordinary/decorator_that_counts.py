# --- code
import functools


def counted(function):
    """Count the calls of a function, in its attribute ``calls``."""

    @functools.wraps(function)
    def wrapper(*args, **kwargs):
        wrapper.calls += 1
        return function(*args, **kwargs)

    wrapper.calls = 0
    return wrapper

# --- tests
from solution import counted


def test_counts():
    @counted
    def add(a, b=1):
        """Add two numbers."""
        return a + b

    assert add(1, 2) == 3
    assert add(5) == 6
    assert add.calls == 2


def test_keeps_name_and_doc():
    @counted
    def greet(name):
        """Say hello."""
        return "hello " + name

    assert greet.__name__ == "greet"
    assert greet.__doc__ == "Say hello."
    assert greet("you") == "hello you"
    assert greet.calls == 1


def test_starts_at_zero():
    wrapped = counted(len)
    assert wrapped.calls == 0
    assert wrapped([1, 2]) == 2

# --- another
from functools import wraps


def counted(function):
    def wrapper(*args, **kwargs):
        wrapper.calls = wrapper.calls + 1
        result = function(*args, **kwargs)
        return result

    wrapper = wraps(function)(wrapper)
    setattr(wrapper, "calls", 0)
    return wrapper
