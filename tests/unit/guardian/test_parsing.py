"""Sources that nobody has read are parsed without harm."""

import pytest

from dreamer_app.guardian.parsing import normalised, parse


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
