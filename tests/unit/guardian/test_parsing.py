"""Sources that nobody has read are parsed without harm."""

import pytest

from dreamer_app.guardian.parsing import is_main_guard, normalised, parse


@pytest.mark.parametrize(
    "source", ["(" * 200, "-" * 500 + "1", "x = '\ud800'", "\0", "def f(:", "a" + ".b()" * 5000]
)
def test_what_cannot_be_parsed_safely_is_refused(source: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - no more than that is promised
        parse(source)


def test_comments_docstrings_and_layout_make_no_other_solution() -> None:
    one = "def f(x):\n    '''Doubles.'''\n    return x * 2  # twice\n"

    assert normalised(one) == normalised("def f( x ):\n\n    'Other words.'\n    return (x*2)\n")
    assert normalised(one) != normalised("def f(x):\n    'Doubles.'\n    return 2 * x\n")


@pytest.mark.parametrize("depth", [100, 150, 180, 240, 1000])
def test_an_alternative_of_any_depth_can_be_compared(depth: int) -> None:
    code = f"def f(x):\n    return x{'.conjugate()' * depth}\n"

    assert normalised(code)


@pytest.mark.parametrize(
    "source",
    [
        f"# {'-' * 80}{'-' * 80}\nx = 1\n",
        f"x = '{'(' * 200}'\n",
        f"def f():\n    '''{'+-' * 100}\n    {'=-' * 100}'''\n    return 1\n",
    ],
)
def test_rules_and_brackets_in_comments_and_texts_are_no_depth(source: str) -> None:
    assert parse(source).body


@pytest.mark.parametrize("depth", [100, 5000])
def test_brackets_within_a_formatted_text_are_depth(depth: int) -> None:
    with pytest.raises(ValueError, match="deep"):
        parse(f"x = f'{{{'(' * depth}1{')' * depth}}}'\n")


@pytest.mark.parametrize(
    ("source", "is_guard"),
    [
        ("if __name__ == '__main__':\n    pass", True),
        ('if "__main__" == __name__:\n    pass', True),
        ("if __name__ != '__main__':\n    pass", False),
        ("if __name__:\n    pass", False),
        ("if __name__ == '__main__':\n    pass\nelse:\n    print(1)", False),
    ],
)
def test_only_the_usual_guard_keeps_code_from_running(source: str, is_guard: bool) -> None:
    assert is_main_guard(parse(source).body[0]) is is_guard
