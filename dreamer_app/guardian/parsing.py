"""Parsing source that nobody has read, without coming to harm."""

import ast
import io
import threading
import tokenize
import warnings

from dreamer_app.core import syntax

MAX_BRACKETS = 80
_MAIN_GUARDS = ("__name__ == '__main__'", "'__main__' == __name__")
_PARSING = threading.Lock()
"""Warnings filters are of the whole process; parsing changes them for a moment."""


def parse(source: str) -> ast.Module:
    """Parse source that nobody has read.

    Raises:
        ValueError: it is no Python, or too deeply nested to be parsed safely.
    """
    if _is_deep(source) and _is_deep(_without_texts(source)):
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


def _is_deep(source: str) -> bool:
    """Whether there are more brackets or signs within one another than are parsed safely."""
    depth = deepest = run = longest = 0
    for character in source:
        if character in "([{":
            depth += 1
            deepest = max(deepest, depth)
        elif character in ")]}":
            depth -= 1
        run = run + 1 if character in "-~+" else run if character in " \t" else 0
        longest = max(longest, run)
    return deepest > MAX_BRACKETS or longest > MAX_BRACKETS


def _without_texts(source: str) -> str:
    """The source without comments and texts, as it is where it cannot be read.

    Texts with expressions in them stay: those are parsed too.
    """
    try:
        tokens = list(tokenize.generate_tokens(io.StringIO(source).readline))
    except (tokenize.TokenError, SyntaxError, ValueError, RecursionError):
        return source
    return " ".join(t.string for t in tokens if t.type != tokenize.COMMENT and not _is_plain(t))


def _is_plain(token: tokenize.TokenInfo) -> bool:
    prefix = token.string.lower().partition("'")[0].partition('"')[0]
    return token.type == tokenize.STRING and "f" not in prefix


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
    if not isinstance(statement, ast.If) or statement.orelse:
        return False
    return ast.unparse(statement.test) in _MAIN_GUARDS
