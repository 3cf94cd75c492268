"""What the sandboxes speak is JSON as Python's own library has it."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dreamer_app.guardian.inside.plain_json import dumps, in_plain_json, loads

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
)


@given(VALUES)
def test_it_writes_and_reads_what_json_does(value: Any) -> None:
    text = dumps(value)
    assert text == json.dumps(value)
    assert loads(text) == value == json.loads(text)


def test_numbers_that_are_none_travel_too() -> None:
    assert dumps([float("inf"), -float("inf")]) == "[Infinity, -Infinity]"
    assert loads("[Infinity, -Infinity]") == [float("inf"), -float("inf")]
    assert loads("NaN") != loads("NaN")


@pytest.mark.parametrize("text", ["", "{", "[1", "[1] [2]", "'x'", '"a\nb"', "nul", " 1", "1 "])
def test_what_is_no_json_is_a_value_error(text: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - each in its own words
        loads(text)


def test_what_has_no_form_is_an_error() -> None:
    with pytest.raises(TypeError, match="a set has no form"):
        dumps({1, 2})
    endless: list[Any] = []
    endless.append(endless)
    with pytest.raises(ValueError, match="Circular"):
        dumps(endless)


def test_a_programs_frames_carry_it() -> None:
    frames: list[bytes] = [b'{"a": [1, null]}']

    def receive() -> None: ...
    def send() -> None: ...

    vars(receive)["frame"], vars(send)["frame"] = frames.pop, frames.append
    take, give = in_plain_json(receive, send)
    assert take() == {"a": [1, None]}
    give({"b": "ü"})
    assert frames == [b'{"b": "\\u00fc"}']
