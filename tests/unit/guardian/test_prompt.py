"""A validation prompt holds code and tests."""

import pytest

from dreamer_app.core.errors import InputError
from dreamer_app.guardian.prompt import read_prompt

CODE = "def f():\n    return 1\n"
TESTS = "def test_f():\n    assert f() == 1\n"


def test_the_block_marked_as_tests_is_the_test_file() -> None:
    asked = read_prompt(f"Validate.\n```python tests\n{TESTS}```\n```python\n{CODE}```\n")
    assert (asked.code, asked.tests) == (CODE, TESTS)


def test_without_a_mark_the_second_block_is_the_test_file() -> None:
    asked = read_prompt(f"```python\n{CODE}```\nand\n```python\n{TESTS}```\n")
    assert (asked.code, asked.tests) == (CODE, TESTS)


def test_libraries_and_entry_point_are_read_from_their_lines() -> None:
    asked = read_prompt(
        f"Libraries: json, re\nEntry point: f\n```\n{CODE}```\n```tests\n{TESTS}```\n"
    )
    assert (asked.libraries, asked.entry_point) == (("json", "re"), "f")


def test_a_prompt_without_tests_is_refused() -> None:
    with pytest.raises(InputError, match="no code and tests"):
        read_prompt(f"```python\n{CODE}```\n")
