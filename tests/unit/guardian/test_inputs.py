"""Further calls stay within what the examples show."""

from typing import Any

import pytest

from dreamer_app.guardian.inputs import examples, expression, generate


def test_none_of_them_is_an_example() -> None:
    found: list[list[Any]] = [[1, "ab"], [5, "ba"]]
    assert not [args for args in generate(found, 50) if args in found]


def test_they_are_the_same_every_time() -> None:
    found = [[[1, 2, 3]], [[4, 5]]]
    assert generate(found, 20) == generate(found, 20)


def test_a_list_that_is_always_sorted_stays_sorted() -> None:
    made = generate([[[1, 4, 9]], [[2, 3]], [[0, 7, 8, 10]]], 40)
    assert made
    assert all(args[0] == sorted(args[0]) for args in made)


def test_lists_of_equal_length_stay_of_equal_length() -> None:
    made = generate([[[1, 2], [3, 4]], [[5, 6, 7], [8, 9, 0]]], 40)
    assert made
    assert all(len(one) == len(other) for one, other in made)


def test_a_lower_bound_stays_below_the_upper_one() -> None:
    made = generate([[1, 5], [2, 9], [3, 3]], 40)
    assert made
    assert all(low <= high for low, high in made)


def test_numbers_stay_of_the_sign_that_the_examples_have() -> None:
    assert all(args[0] > 0 for args in generate([[1], [9], [30]], 40))


def test_the_form_of_a_structured_text_is_kept() -> None:
    made = generate([["03-11-2000"], ["15-01-2012"]], 20)
    assert made
    assert all(text[2] == text[5] == "-" and len(text) == 10 for (text,) in made)


def test_calls_with_objects_are_no_examples() -> None:
    assert examples([["f", [["h", 0, "x", [], "x"]], []], ["f", [1], []]], "f") == [[1]]


@pytest.mark.parametrize(
    ("in_place", "source"), [(False, "f([2], 'a')"), (True, "(lambda *a: (f(*a), a))([2], 'a')")]
)
def test_a_call_is_written_as_source(in_place: bool, source: str) -> None:
    assert expression("f", [[2], "a"], in_place=in_place) == source


def test_arguments_given_by_name_find_their_place() -> None:
    calls = [
        ["f", [1], [["low", 2], ["high", 3]]],
        ["f", [4, 5], [["high", 6]]],
        ["f", [1], [["high", 3]]],
        ["f", [1], [["other", 3]]],
        ["g", [1, 2, 3], []],
    ]
    assert examples(calls, "f", ("value", "low", "high")) == [[1, 2, 3], [4, 5, 6]]
