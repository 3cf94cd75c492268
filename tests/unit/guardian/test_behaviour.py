"""Comparing what solutions do."""

from dreamer_app.core.execution import Observation
from dreamer_app.guardian.behaviour import (
    differences,
    follows_most,
    in_contract,
    most_raise,
    same,
    shows_most,
)


def value(text: str, output: str = "") -> Observation:
    return Observation(expression="f()", literal=text, representation=text, output=output)


ERROR = Observation(expression="f()", exception="ValueError")
LATE = Observation(expression="f()", problem="timeout")


def test_floats_that_differ_in_their_last_digit_are_the_same() -> None:
    assert same(value("[0.1, {'a': 0.30000000000000004}]"), value("[0.1, {'a': 0.3}]"))


def test_a_number_and_a_truth_value_are_not_the_same() -> None:
    assert not same(value("1"), value("True"))


def test_what_is_printed_counts() -> None:
    assert not same(value("1", "a"), value("1", "b"))


def test_two_exceptions_of_one_type_are_the_same() -> None:
    assert same(ERROR, ERROR)


def test_where_one_ran_out_of_time_nothing_was_seen() -> None:
    assert differences([LATE, value("1")], [value("1"), value("2")]) == [1]


def test_an_input_on_which_most_raise_is_outside_of_the_contract() -> None:
    assert not in_contract([[ERROR], [ERROR], [value("1")]], 0)


def test_an_input_on_which_all_scatter_is_outside_of_the_contract() -> None:
    assert not in_contract([[value("1")], [value("2")], [value("3")]], 0)


def test_an_input_on_which_most_give_one_value_is_within_the_contract() -> None:
    assert in_contract([[value("1")], [value("1")], [value("2")]], 0)


def test_a_solution_that_leaves_the_majority_once_does_not_follow_it() -> None:
    others = [[value("1"), value("2")], [value("1"), value("2")]]
    assert follows_most([value("1"), value("2")], others, [0, 1])
    assert not follows_most([value("1"), value("3")], others, [0, 1])


def test_values_that_only_begin_alike_are_not_the_same() -> None:
    one = Observation(expression="f()", literal=f"'{'x' * 60_000}1'", representation="cut 1")
    other = Observation(expression="f()", literal=f"'{'x' * 60_000}2'", representation="cut 2")
    assert same(one, one)
    assert not same(one, other)


def test_a_literal_too_long_to_be_read_is_the_same_to_the_letter_only() -> None:
    def long(last: str) -> Observation:
        text = f"[{'0.1, ' * 20_000}{last}]"
        return Observation(expression="f()", literal=text, representation=last)

    assert same(long("0.3"), long("0.3"))
    assert not same(long("0.3"), long("0.30000000000000004"))


def test_what_ran_out_of_time_on_most_calls_shows_nothing() -> None:
    assert not shows_most([LATE, LATE, value("1")], [0, 1, 2])
    assert shows_most([LATE, value("1")], [0, 1])


def test_most_raise_alike_where_neither_values_nor_silence_prevail() -> None:
    other = Observation(expression="f()", exception="KeyError")
    assert most_raise([[ERROR], [ERROR], [value("1")]], 0)
    assert not most_raise([[ERROR], [other], [value("1")]], 0)
    assert not most_raise([[LATE], [LATE], [ERROR]], 0)
