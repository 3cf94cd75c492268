import pytest

from dreamer_app.core.knowledge import Example
from dreamer_app.dreaming.calls import Arguments, documented_calls, parameters


def calls(*sources: str, name: str = "shorten") -> list[str]:
    examples = [Example(source=source, want="") for source in sources]
    return [call.source for call in documented_calls(name, examples)]


def test_a_documented_call_gives_its_literal_arguments() -> None:
    assert calls("textwrap.shorten('Hello  world!', width=12)") == ["'Hello  world!', width=12"]


def test_a_call_by_the_bare_name_counts() -> None:
    assert calls("shorten('a b', 5)") == ["'a b', 5"]


def test_a_call_inside_another_expression_counts() -> None:
    assert calls("print(len(textwrap.shorten('a b', 5)))") == ["'a b', 5"]


def test_a_name_bound_to_a_literal_counts_as_that_literal() -> None:
    assert calls("text = 'a b'", "shorten(text, 5)") == ["'a b', 5"]


def test_a_name_bound_anew_to_something_unknown_counts_no_more() -> None:
    assert calls("text = 'a b'", "text = open('x').read()", "shorten(text, 5)") == []


def test_another_function_is_left_out() -> None:
    assert calls("textwrap.fill('a b', 5)") == []


@pytest.mark.parametrize(
    "source",
    ["shorten(*parts)", "shorten(text, 5)", "shorten('a', **options)", "shorten()", "shorten('a'"],
)
def test_a_call_that_is_not_literal_throughout_is_left_out(source: str) -> None:
    assert calls(source) == []


def test_the_same_call_counts_once() -> None:
    assert calls("shorten('a', 5)", "shorten('a',  5)") == ["'a', 5"]


def test_another_first_argument_leaves_the_rest() -> None:
    call = Arguments(("'a'", "5"), (("placeholder", "'.'"),))
    assert call.with_first("'b'").source == "'b', 5, placeholder='.'"


def test_parameters_come_with_defaults_annotations_and_kind() -> None:
    found = parameters("(a, b: int = 2, /, c=None, *args, d, e=1, **rest) -> str")
    assert found is not None
    assert [(p.name, p.default, p.annotation, p.keyword_only) for p in found] == [
        ("a", "", "", False),
        ("b", "2", "int", False),
        ("c", "None", "", False),
        ("d", "", "", True),
        ("e", "1", "", True),
    ]


def test_a_default_that_cannot_be_written_is_still_a_default() -> None:
    found = parameters("(a, b=<unrepresentable>)")
    assert found is not None
    assert [bool(p.default) for p in found] == [False, True]


@pytest.mark.parametrize("signature", ["", "no signature", "(a, b=", "(a b)"])
def test_a_signature_that_cannot_be_read_is_none(signature: str) -> None:
    assert parameters(signature) is None
