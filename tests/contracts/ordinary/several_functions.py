# --- code
def encode(text):
    """Runs of characters as pairs of character and count."""
    runs = []
    for character in text:
        if runs and runs[-1][0] == character:
            runs[-1] = (character, runs[-1][1] + 1)
        else:
            runs.append((character, 1))
    return runs


def decode(runs):
    """The text again."""
    return "".join(character * count for character, count in runs)

# --- tests
import pytest

from solution import decode, encode

RESULT = encode("aaabcc")


def test_result():
    assert RESULT == [("a", 3), ("b", 1), ("c", 2)]


@pytest.mark.parametrize("text", ["", "a", "abab", "zzzz", "aabb  "])
def test_there_and_back(text):
    assert decode(encode(text)) == text


def test_decode():
    assert decode([("x", 2), ("y", 1)]) == "xxy"
    assert encode("") == []

# --- another
from itertools import groupby


def encode(text):
    return [(key, len(list(group))) for key, group in groupby(text)]


def decode(runs):
    text = ""
    for character, count in runs:
        text += character * count
    return text
