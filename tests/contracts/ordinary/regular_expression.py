# --- code
import re

_PHONE = re.compile(r"\+?\d[\d\s-]{5,}\d")


def phone_numbers(text):
    """Phone numbers of a text, without blanks and dashes."""
    return [re.sub(r"[\s-]", "", found) for found in _PHONE.findall(text)]

# --- tests
from solution import phone_numbers


def test_one():
    assert phone_numbers("call 030 123-4567 now") == ["0301234567"]


def test_international():
    assert phone_numbers("+49 30 1234567 or 555-010-9999") == ["+49301234567", "5550109999"]


def test_none():
    assert phone_numbers("no number, only 12") == []
    assert phone_numbers("") == []


def test_shortest():
    assert phone_numbers("1234567") == ["1234567"]
    assert phone_numbers("123456") == []

# --- another
import re


def phone_numbers(text):
    numbers = []
    for match in re.finditer(r"[+]?[0-9][0-9\s\-]{5,}[0-9]", text):
        numbers.append("".join(c for c in match.group() if c in "+0123456789"))
    return numbers
