"""What a candidate says cannot steer who reads it."""

import pytest

from dreamer_app.guardian.evidence import clean, cleaned


@pytest.mark.parametrize(
    "text", ["\x1b[2J", "\x9b31m", "\x00", "\x07", "\u202eright", "\u2066", "\udcff", "\r", "\x7f"]
)
def test_what_steers_is_written_out(text: str) -> None:
    assert clean(text).encode().isascii()
    assert clean(text).isprintable()


def test_ordinary_text_of_any_language_stays() -> None:
    text = "größer als 3\n\tčeština 日本 🌙"

    assert clean(text) == text


def test_texts_inside_of_evidence_are_cleaned_too() -> None:
    found = cleaned({"why\x1b": ["\x1b[0m", ("\x00", 5, None)], "n": 1.5})

    assert found == {"why\\u001b": ["\\u001b[0m", ["\\u0000", 5, None]], "n": 1.5}


def test_evidence_keeps_to_a_length() -> None:
    assert len(clean("x" * 10**6)) == 10_000
    assert len(cleaned(["x"] * 10**5)) == 500
