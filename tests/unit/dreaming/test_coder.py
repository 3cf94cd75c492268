import ast
from pathlib import Path

import pytest

from dreamer_app.core.inference import ModelInfo
from dreamer_app.dreaming.coder import answers_in_chat, code_of

STUB = '''import calendar


def leap(years: list[int]) -> list[bool]:
    """Return calendar.isleap of each.

    >>> leap([2000])
    [True]
    """
'''
BODY = "    return [calendar.isleap(year) for year in years]"
WHOLE = f"def leap(years):\n{BODY}\n"


def leaps(code: str) -> list[bool]:
    scope: dict[str, object] = {}
    exec(compile(code, "answer", "exec"), scope)
    return scope["leap"]([2000, 2001])  # type: ignore[operator,no-any-return]


@pytest.mark.parametrize(
    "answer",
    [
        f"```python\nimport calendar\n\n{WHOLE}```",
        f"Here it is:\n\n```py\n{WHOLE}```\nIt works.",
        f"```\n{WHOLE}```",
        f"```python\n{WHOLE}",
        WHOLE,
        f"import calendar\n{WHOLE}",
        f"from calendar import isleap\nimport calendar\n{WHOLE}",
        f"\n{BODY}\n",
        BODY,
        f"```python\n{BODY}\n```",
        f"{WHOLE}```",
        f"{WHOLE}```\nIt returns a list.",
        f"{BODY}\n```\n",
    ],
    ids=[
        "fenced with imports",
        "fenced among words",
        "fenced without a language",
        "cut off before the fence ends",
        "bare",
        "bare with imports",
        "bare with other imports",
        "completion on the next line",
        "completion",
        "completion in a fence",
        "block that the prompt opened",
        "block that the prompt opened, then words",
        "completion in a block that the prompt opened",
    ],
)
def test_an_answer_gives_a_program_that_works(answer: str) -> None:
    code = code_of(answer, STUB)
    assert code.endswith("\n")
    assert leaps(code) == [True, False]


def test_a_completion_keeps_the_docstring_of_the_stub() -> None:
    tree = ast.parse(code_of(BODY, STUB))
    function = next(n for n in tree.body if isinstance(n, ast.FunctionDef))
    assert "calendar.isleap of each" in (ast.get_docstring(function) or "")


@pytest.mark.parametrize(
    "answer",
    [
        "",
        "I cannot do that.",
        "```python\ndef leap(years):\n    return [\n```",
        "    return (",
        "```python\ndef leap(years):\n    pass\n```",
        'def leap(years):\n    """Later."""\n    ...\n',
        "\x00",
        "(" * 500,
    ],
)
def test_an_answer_that_holds_no_program_gives_none(answer: str) -> None:
    assert code_of(answer, STUB) == ""


def test_an_import_that_only_looks_like_the_stubs_does_not_replace_it() -> None:
    answer = f"import calendar as calendar_module\n{WHOLE}"
    assert leaps(code_of(answer, STUB)) == [True, False]


def test_an_import_from_the_future_stays_first() -> None:
    answer = f"```python\nfrom __future__ import annotations\n\n{WHOLE}```"
    assert leaps(code_of(answer, STUB)) == [True, False]


def test_imports_that_are_there_are_not_repeated() -> None:
    assert code_of(f"import calendar\n\n\n{WHOLE}", STUB).count("import calendar") == 1


def info(parameters: int, *, chat: bool) -> ModelInfo:
    return ModelInfo(
        path=Path("m.gguf"), name="m", size_bytes=1, parameters=parameters, has_chat_template=chat
    )


def test_only_a_large_model_that_can_converse_is_asked() -> None:
    assert answers_in_chat(info(3_000_000_000, chat=True))
    assert not answers_in_chat(info(135_000_000, chat=True))
    assert not answers_in_chat(info(7_000_000_000, chat=False))
