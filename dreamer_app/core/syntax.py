"""Parsing Python from several threads.

Python 3.11 counts the depth of a syntax tree that is being made in one place for all threads, and
raises SystemError where two are made at the same time (CPython issue 106905). What other packages
parse meanwhile cannot be kept out, so an attempt is repeated.
"""

import ast
import threading
from collections.abc import Callable
from typing import Any, TypeVar

Made = TypeVar("Made")
_ONE_AT_A_TIME = threading.Lock()
"""Guards the interpreter's one counter of how deep a syntax tree under construction is."""
_ATTEMPTS = 5


def parse(source: str) -> ast.Module:
    """As :func:`ast.parse`.

    Raises:
        SyntaxError: it is no Python.
        ValueError: it holds null bytes.
        RecursionError, MemoryError: it is nested too deeply.
    """
    return _alone(ast.parse, source)


def compiled(source: str, flags: int) -> Any:
    """As :func:`compile` of a whole program with these flags; raises as :func:`parse` does."""

    def make(text: str) -> Any:
        return compile(text, "<source>", "exec", flags, dont_inherit=True)

    return _alone(make, source)


def literal(text: str) -> Any:
    """As :func:`ast.literal_eval` of a text.

    Raises:
        SyntaxError, ValueError, TypeError: it is no literal.
        RecursionError, MemoryError: it is nested too deeply.
    """
    return _alone(ast.literal_eval, text)


def _alone(make: Callable[[str], Made], text: str) -> Made:
    for _ in range(_ATTEMPTS):
        with _ONE_AT_A_TIME:
            try:
                return make(text)
            except SystemError:
                continue
    return make(text)
