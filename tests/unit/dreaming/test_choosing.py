import pytest

from dreamer_app.dreaming.cases import write_tests
from dreamer_app.dreaming.choosing import calls_in

CASES = [("f([1, 2])", "[1]"), ("f([])", "[]"), ("f(['a == b'])", "{'x': (1, 2)}")]


def test_the_calls_of_written_tests_are_found_again() -> None:
    assert calls_in(write_tests(CASES, "documented")) == [call for call, _ in CASES]


def test_written_tests_are_functions_with_names_of_their_own() -> None:
    scope: dict[str, object] = {}
    exec(write_tests(CASES, "hidden"), scope)
    assert {"test_hidden_1", "test_hidden_2", "test_hidden_3"} <= set(scope)


@pytest.mark.parametrize("tests", ["", "def test(:", "def test_a():\n    assert f(1)\n"])
def test_tests_without_comparisons_have_no_calls(tests: str) -> None:
    assert calls_in(tests) == []


def test_nothing_to_test_makes_no_tests() -> None:
    assert write_tests([], "hidden") == ""
