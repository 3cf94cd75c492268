"""Documented lines of use: found in docstrings, grouped, and cut down to what concerns one name."""

import ast
import doctest
from collections.abc import Iterable

from dreamer_app.core.knowledge import Example

_PARSER = doctest.DocTestParser()
_LONGEST = 4000
"""Characters of source or output above which an example teaches nothing."""


def blocks(text: str) -> list[tuple[Example, ...]]:
    """The doctest examples of a text, grouped as prose separates them.

    Examples marked ``+SKIP`` and ones that do not parse as Python are left out. A text whose
    doctests are malformed has none.
    """
    if ">>>" not in text:
        return []
    try:
        parts = _PARSER.parse(text)
    except ValueError:
        return []
    groups: list[list[Example]] = [[]]
    for part in parts:
        if isinstance(part, doctest.Example):
            if _is_usable(part):
                groups[-1].append(
                    Example(source=part.source.rstrip("\n"), want=part.want.rstrip("\n"))
                )
        elif part.strip() and groups[-1]:
            groups.append([])
    return [tuple(group) for group in groups if group]


def _is_usable(part: doctest.Example) -> bool:
    if part.options.get(doctest.SKIP) or len(part.source) + len(part.want) > _LONGEST:
        return False
    return _parsed(part.source) is not None


def _parsed(source: str) -> ast.Module | None:
    try:
        return ast.parse(source)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None


def parses(source: str) -> bool:
    """Whether a text is Python."""
    return _parsed(source) is not None


def shown(examples: Iterable[Example]) -> str:
    """Examples as a docstring shows them."""
    return "\n".join(f"{_prompted(e.source)}\n{e.want}".rstrip() for e in examples)


def _prompted(source: str) -> str:
    first, *rest = source.split("\n")
    return "\n".join([f">>> {first}", *(f"... {line}".rstrip() for line in rest)])


def imported_names(session: Iterable[Example]) -> dict[str, str]:
    """Names that examples import, with what they stand for."""
    bound: dict[str, str] = {}
    for example in session:
        tree = _parsed(example.source)
        for node in ast.walk(tree) if tree else ():
            if isinstance(node, ast.Import):
                for a in node.names:
                    top = a.name.partition(".")[0]
                    bound[a.asname or top] = a.name if a.asname else top
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                bound.update({a.asname or a.name: f"{node.module}.{a.name}" for a in node.names})
    return bound


def called_names(source: str) -> list[str]:
    """Dotted names that a piece of code calls, e.g. ``["textwrap.shorten", "len"]``."""
    tree = _parsed(source)
    if tree is None:
        return []
    return [
        name
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and (name := dotted(node.func))
    ]


def dotted(node: ast.expr) -> str:
    """``a.b.c`` for such an expression, else an empty text."""
    parts: list[str] = []
    while isinstance(node, ast.Attribute):
        parts.append(node.attr)
        node = node.value
    if not isinstance(node, ast.Name):
        return ""
    parts.append(node.id)
    return ".".join(reversed(parts))


def about(session: Iterable[Example], names: frozenset[str]) -> tuple[Example, ...]:
    """The examples of one session that call something, with the earlier ones they depend on.

    Args:
        names: the ways in which the session writes the thing when it calls it.
    """
    rows = [(example, *_names(example.source)) for example in session]
    keep: set[int] = set()
    wanted: set[str] = set()
    for index in range(len(rows) - 1, -1, -1):
        example, loaded, bound = rows[index]
        calls = not names.isdisjoint(called_names(example.source))
        if calls or wanted & bound:
            keep.add(index)
            wanted |= loaded
    return tuple(rows[index][0] for index in sorted(keep))


def _names(source: str) -> tuple[set[str], set[str]]:
    """Names that a piece of code reads, and names that it binds or changes in place."""
    loaded: set[str] = set()
    bound: set[str] = set()
    tree = _parsed(source)
    for node in ast.walk(tree) if tree else ():
        if isinstance(node, ast.Name):
            (loaded if isinstance(node.ctx, ast.Load) else bound).add(node.id)
        elif isinstance(node, (ast.FunctionDef, ast.ClassDef, ast.AsyncFunctionDef)):
            bound.add(node.name)
        elif isinstance(node, ast.alias):
            bound.add((node.asname or node.name).partition(".")[0])
    for statement in tree.body if tree else ():
        bound |= _changed_in_place(statement)
    return loaded, bound


def _changed_in_place(statement: ast.stmt) -> set[str]:
    """Names whose object a statement such as ``data.append(1)`` or ``d[k] = v`` may change."""
    targets: list[ast.expr] = []
    if isinstance(statement, ast.Assign):
        targets = statement.targets
    elif isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Call):
        targets = [statement.value.func, *statement.value.args]
    found = set()
    for target in targets:
        base = target
        while isinstance(base, (ast.Attribute, ast.Subscript)):
            base = base.value
        if isinstance(base, ast.Name):
            found.add(base.id)
    return found
