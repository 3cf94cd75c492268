# --- code
from contextlib import contextmanager


@contextmanager
def tagged(name, *ignored):
    """Print a beginning and an end, and leave out some errors."""
    print(f"<{name}>")
    try:
        yield name.upper()
    except ignored as error:
        print(f"ignored {error}")
    finally:
        print(f"</{name}>")

# --- tests
import pytest

from solution import tagged


def test_plain(capsys):
    with tagged("b") as name:
        assert name == "B"
    assert capsys.readouterr().out == "<b>\n</b>\n"


def test_ignored(capsys):
    with tagged("i", ZeroDivisionError, KeyError):
        raise ZeroDivisionError("oops")
    assert capsys.readouterr().out == "<i>\nignored oops\n</i>\n"


def test_not_ignored(capsys):
    with pytest.raises(ValueError, match="bad"):
        with tagged("x", KeyError):
            raise ValueError("bad")
    assert capsys.readouterr().out == "<x>\n</x>\n"

# --- another
from contextlib import contextmanager


@contextmanager
def tagged(name, *ignored):
    print("<" + name + ">")
    try:
        yield name.upper()
    except Exception as error:
        if not isinstance(error, ignored):
            print("</" + name + ">")
            raise
        print("ignored", error)
    print("</" + name + ">")
