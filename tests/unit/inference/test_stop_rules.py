import pytest

from dreamer_app.core.inference import Finish, StopRule
from dreamer_app.inference.stop_rules import Rule, rules_for, syntax_state

STUB = 'def double(x):\n    """Twice x."""'


def end(
    rule: StopRule, text: str, *, prompt: str = "", strings: tuple[str, ...] = (), step: int = 3
) -> tuple[str, Finish | None]:
    """Feed a text in pieces, as tokens come, and see where it ends."""
    return fed(rules_for(rule, prompt=prompt, strings=strings), text, step=step)


def fed(rules: list[Rule], text: str, *, step: int = 3) -> tuple[str, Finish | None]:
    """Where rules end a text that comes in pieces."""
    seen = 0
    for size in range(step, len(text) + step, step):
        so_far = text[:size]
        for each in rules:
            cut = each(so_far, seen)
            if cut is not None:
                return so_far[: cut.length], cut.finish
        seen = len(so_far)
    return text, None


@pytest.mark.parametrize("step", [1, 3, 7, 500])
def test_a_function_body_ends_at_the_first_line_at_column_zero(step: int) -> None:
    text = "\n    y = x + x\n\n    return y\n\n\ndef other():\n    pass\n"
    assert end(StopRule.FUNCTION_BODY, text, prompt=STUB, step=step) == (
        "\n    y = x + x\n\n    return y",
        Finish.STOP,
    )


@pytest.mark.parametrize(
    "inside", ["    y = [\n1,\n2]\n", "    y = '''\nprint(1)\n'''\n", "    y = f(\nx)\n"]
)
def test_column_zero_inside_brackets_or_strings_ends_no_body(inside: str) -> None:
    text = f"\n{inside}    return y\nprint(y)\n"
    assert end(StopRule.FUNCTION_BODY, text, prompt=STUB) == (
        f"\n{inside}    return y",
        Finish.STOP,
    )


@pytest.mark.parametrize(
    "line",
    [
        "    return (x))\n",
        "    for y in\n",
        "    y = 'open\n",
        "      return x\n    return y\n  return z\n",
        "    if x:\n    return 1\n",
    ],
)
def test_a_completed_line_that_nothing_mends_makes_a_body_hopeless(line: str) -> None:
    text = f"\n    x = 1\n{line}    return x\n"
    assert end(StopRule.FUNCTION_BODY, text, prompt=STUB)[1] is Finish.HOPELESS


def test_a_body_of_other_indentation_than_its_docstring_is_hopeless() -> None:
    assert end(StopRule.FUNCTION_BODY, "\n  return 2 * x\n", prompt=STUB)[1] is Finish.HOPELESS


@pytest.mark.parametrize(
    "prompt",
    [
        "def f(x):",
        "async def f(x):",
        "class A:\n    def f(self):",
        'def f(\n    a,\n) -> int:\n    """Doc.\n\n    More.\n    """',
        "def f(\n    a,\n) -> int:",
    ],
)
def test_a_body_may_follow_any_form_of_signature(prompt: str) -> None:
    white = "        " if prompt.startswith("class") else "    "
    text = f"\n{white}await g()\n{white}return 1\nx = 2\n"
    kept = f"\n{white}await g()\n{white}return 1"
    assert end(StopRule.FUNCTION_BODY, text, prompt=prompt) == (kept, Finish.STOP)


def test_no_body_at_all_is_hopeless() -> None:
    assert end(StopRule.FUNCTION_BODY, "\n\n\ndef g():\n    pass\n", prompt=STUB) == (
        "",
        Finish.HOPELESS,
    )
    assert end(StopRule.FUNCTION_BODY, "\nprint(1)\n", prompt="def f():")[1] is Finish.HOPELESS


def test_unfinished_code_goes_on() -> None:
    assert end(StopRule.FUNCTION_BODY, "\n    try:\n        x = 1\n", prompt=STUB)[1] is None


def test_lines_said_over_and_over_are_hopeless() -> None:
    text = "\n" + "    x = x + 1\n    y = x\n" * 30
    kept, finish = end(StopRule.FUNCTION_BODY, text, prompt=STUB)
    assert finish is Finish.HOPELESS
    assert len(kept) < len(text) / 2


def test_an_endless_list_on_one_line_is_hopeless() -> None:
    text = "\n    return [" + "0, 1, " * 100
    kept, finish = end(StopRule.FUNCTION_BODY, text, prompt=STUB)
    assert finish is Finish.HOPELESS
    assert len(kept) < 300


def test_deep_indentation_and_rulers_are_no_repetition() -> None:
    text = "\n" + " " * 60 + "# " + "-" * 70 + "\n"
    assert end(StopRule.CODE_BLOCK, text, prompt="```python\n")[1] is None


@pytest.mark.parametrize("step", [1, 4, 500])
def test_a_code_block_ends_with_its_closing_fence(step: int) -> None:
    text = "Here it is:\n```python\ndef f():\n    return 1\n```\nIt works because"
    assert end(StopRule.CODE_BLOCK, text, step=step) == (
        "Here it is:\n```python\ndef f():\n    return 1\n```",
        Finish.STOP,
    )


def test_a_block_that_the_prompt_opened_is_already_open() -> None:
    text = "def f():\n    return 1\n```\nMore"
    kept = "def f():\n    return 1\n```"
    assert end(StopRule.CODE_BLOCK, text, prompt="```python\n") == (kept, Finish.STOP)


def test_a_finished_block_in_the_prompt_leaves_none_open() -> None:
    prompt = "```python\nx = 1\n```\nNow yours:\n"
    text = "```python\ny = 1\n```\n"
    assert end(StopRule.CODE_BLOCK, text, prompt=prompt) == (text[:-1], Finish.STOP)


def test_broken_python_in_a_block_is_hopeless_and_other_languages_are_not() -> None:
    assert end(StopRule.CODE_BLOCK, "```python\ndef f(:\n    x\n")[1] is Finish.HOPELESS
    assert end(StopRule.CODE_BLOCK, "```text\ndef f(:\n    x\n")[1] is None


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ('{"a": [1, "}\\""]} and so on', '{"a": [1, "}\\""]}'),
        (" [1, [2]] x", " [1, [2]]"),
        ('"a string" x', '"a string"'),
    ],
)
@pytest.mark.parametrize("step", [1, 3, 500])
def test_json_ends_with_its_first_value(text: str, kept: str, step: int) -> None:
    assert end(StopRule.JSON, text, step=step) == (kept, Finish.STOP)


@pytest.mark.parametrize("step", [1, 2, 50])
def test_a_stop_string_is_found_across_pieces_and_left_out(step: int) -> None:
    found = end(StopRule.NONE, "one two\n\nthree", strings=("\n\n", "xyz"), step=step)
    assert found == ("one two", Finish.STOP)


def test_the_first_of_several_stop_strings_wins() -> None:
    assert end(StopRule.NONE, "a b c", strings=("c", "b"), step=50)[0] == "a "


@pytest.mark.parametrize(
    ("source", "state"),
    [
        ("x = 1\n", "complete"),
        ("def f():\n", "incomplete"),
        ("x = (1,\n", "incomplete"),
        ("x = '''a\n", "incomplete"),
        ("x = 1 +\n", "broken"),
        ("x = 'a\n", "broken"),
        ("x = " + "(" * 300 + "\n", "broken"),
    ],
)
def test_source_is_complete_or_incomplete_or_broken(source: str, state: str) -> None:
    assert syntax_state(source) == state
