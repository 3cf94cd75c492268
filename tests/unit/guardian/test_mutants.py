"""Small faults put into code on purpose."""

import ast

from dreamer_app.guardian.mutants import make_mutants
from dreamer_app.guardian.parsing import parse

CODE = '''
def clamp(value, low, high):
    """Keep a value between two bounds."""
    if value < low and low != high:
        return low
    return min(value + 0, high)
'''


def test_every_mutant_is_valid_and_differs_from_the_original() -> None:
    tree = ast.parse(CODE)
    mutants = make_mutants(tree, 30)
    assert len(mutants) > 5
    assert ast.unparse(tree) not in {ast.unparse(ast.parse(m.code)) for m in mutants}


def test_no_two_mutants_are_alike() -> None:
    codes = [m.code for m in make_mutants(ast.parse(CODE), 30)]
    assert len(codes) == len(set(codes))


def test_there_are_at_most_as_many_as_asked_for() -> None:
    assert len(make_mutants(ast.parse(CODE), 4)) == 4


def test_a_docstring_is_not_mutated() -> None:
    assert all(
        "Keep a value between two bounds." in m.code for m in make_mutants(ast.parse(CODE), 30)
    )


def test_a_constant_of_thousands_of_digits_stays_as_it_is() -> None:
    """Python would not write the next greater one out."""
    tree = parse(f"def f(n):\n    return n + {'9' * 4300}\n")

    made = {m.what for m in make_mutants(tree, 30)}

    assert made == {"line 2: returns None", "line 2: Add becomes Sub"}


RAISES = """
def checked(text, least):
    if text == "nothing":
        raise ValueError(f"{text} has fewer than {least + 1:>3} letters", reason="short")
    raise TEXTS["empty"]
"""


def test_the_wording_of_an_exception_is_not_mutated() -> None:
    for mutant in make_mutants(ast.parse(RAISES), 30):
        for part in (" has fewer than ", ":>3}", " letters'", "reason='short'"):
            assert part in mutant.code


def test_all_but_the_wording_of_a_raise_is_mutated() -> None:
    made = {mutant.what for mutant in make_mutants(ast.parse(RAISES), 30)}

    assert made == {
        "line 3: condition negated",
        "line 3: Eq becomes NotEq",
        "line 3: 'nothing' becomes 'nothing?'",
        "line 4: Add becomes Sub",
        "line 4: 1 becomes 2",
        "line 5: 'empty' becomes 'empty?'",
    }
