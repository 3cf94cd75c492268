"""Code reads what its tests put into the environment, and no more of it."""

import pytest

from dreamer_app.guardian.checks import STATIC
from tests.unit.guardian.test_static_checks import CODE, TESTS, examine

GIVEN = """
def test_set(monkeypatch):
    monkeypatch.setenv("WORKERS", "4")
    monkeypatch.setenv("PYTHONHASHSEED", "4")
"""
READING = """
import os
from os import environ as e


def f():
    return {line}


"""


@pytest.mark.parametrize(
    "line",
    [
        "os.environ['WORKERS']", "os.environ.get('WORKERS', '')", "os.getenv('WORKERS')",
        "'WORKERS' in os.environ", "e['WORKERS']",
    ],
)  # fmt: skip
def test_a_setting_that_the_tests_give_may_be_read(line: str) -> None:
    code = READING.format(line=line) + CODE
    assert examine(code=code, tests=GIVEN + TESTS, entry_point="double").name == STATIC[-1][0]
    assert examine(code=code, tests=TESTS, entry_point="double").name == "no_dangers"


@pytest.mark.parametrize(
    "line",
    [
        "os.environ['HOME']", "os.environ", "dict(e)", "os.environ.get('WORKERS', os.environ)",
        "os.getenv('PYTHONHASHSEED')", "os.environ.pop('WORKERS')", "e.items('WORKERS')",
    ],
)  # fmt: skip
def test_no_more_of_the_environment_is_read_than_that(line: str) -> None:
    code = READING.format(line=line) + CODE
    assert examine(code=code, tests=GIVEN + TESTS, entry_point="double").name == "no_dangers"
