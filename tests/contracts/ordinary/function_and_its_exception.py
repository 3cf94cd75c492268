# --- code
class ParseError(ValueError):
    """The text is no sum."""

    code = 7


def add_up(text):
    """The sum of a text such as 1+2+3."""
    try:
        return sum(int(part) for part in text.split("+"))
    except ValueError as error:
        raise ParseError(f"no sum: {text!r}") from error

# --- tests
import pytest

from solution import ParseError, add_up


def test_sums():
    assert add_up("1+2+3") == 6
    assert add_up("40") == 40


def test_no_sum():
    with pytest.raises(ParseError, match="no sum") as info:
        add_up("a+1")
    assert isinstance(info.value.__cause__, ValueError)
    assert info.value.code == 7
    assert issubclass(ParseError, ValueError)


def test_nothing():
    with pytest.raises(ValueError):
        add_up("")

# --- another
class ParseError(ValueError):
    code = 7


def add_up(text):
    total = 0
    for part in text.split("+"):
        try:
            total += int(part)
        except ValueError as error:
            raise ParseError("no sum: " + repr(text)) from error
    return total
