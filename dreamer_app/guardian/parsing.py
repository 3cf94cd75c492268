"""Parsing source that nobody has read, without coming to harm."""

import ast
import threading
import warnings

from dreamer_app.core import syntax

MAX_BRACKETS = 80
_PARSING = threading.Lock()
"""Warnings filters are of the whole process; parsing changes them for a moment."""


def parse(source: str) -> ast.Module:
    """Parse source that nobody has read.

    Raises:
        ValueError: it is no Python, or too deeply nested to be parsed safely.
    """
    depth = deepest = run = longest = 0
    for character in source:
        if character in "([{":
            depth += 1
            deepest = max(deepest, depth)
        elif character in ")]}":
            depth -= 1
        run = run + 1 if character in "-~+" else run if character in " \t" else 0
        longest = max(longest, run)
    if deepest > MAX_BRACKETS or longest > MAX_BRACKETS:
        raise ValueError("it is nested too deeply")
    with _PARSING, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            tree = syntax.parse(source)
            ast.unparse(tree)
        except SyntaxError as error:
            raise ValueError(f"line {error.lineno}: {error.msg}") from None
        except (RecursionError, MemoryError):
            raise ValueError("it is nested too deeply") from None
    return tree


def normalised(code: str) -> str:
    """The code without comments, docstrings and layout; as it is where it cannot be read."""
    try:
        tree = parse(code)
        ast.dump(tree)
    except (ValueError, RecursionError):
        return code
    for node in ast.walk(tree):
        body = getattr(node, "body", None)
        if isinstance(body, list) and body and is_docstring(body[0]):
            body[0] = ast.Pass()
    return ast.dump(tree)


def is_docstring(node: ast.AST) -> bool:
    """Whether a statement is a bare constant."""
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)


def is_main_guard(statement: ast.stmt) -> bool:
    """``if __name__ == "__main__":``, which does not run here."""
    return isinstance(statement, ast.If) and "__name__" in ast.unparse(statement.test)
