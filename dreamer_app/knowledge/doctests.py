"""Documented lines of use: found in docstrings, grouped, and cut down to what concerns one name."""

import ast
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dreamer_app.core import syntax
from dreamer_app.core.knowledge import Example

if TYPE_CHECKING:
    import doctest

_LONGEST = 4000
"""Characters of source or output above which an example teaches nothing."""


def blocks(text: str) -> list[tuple[Example, ...]]:
    """The doctest examples of a text, grouped as prose separates them.

    Examples marked ``+SKIP`` and ones that do not parse as Python are left out. A text whose
    doctests are malformed has none.
    """
    if ">>>" not in text:
        return []
    import doctest  # brings the debugger and unittest with it; not for a process that waits

    try:
        parts = doctest.DocTestParser().parse(text)
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


def _is_usable(part: "doctest.Example") -> bool:
    import doctest

    if part.options.get(doctest.SKIP) or len(part.source) + len(part.want) > _LONGEST:
        return False
    return _parsed(part.source) is not None


def _parsed(source: str) -> ast.Module | None:
    try:
        return syntax.parse(source)
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
    steps = [_step(example) for example in session]
    modules = imported_names(step.example for step in steps).keys()
    made = {name for step in steps for name in step.made} - modules
    keep: list[Example] = []
    wanted: set[str] = set()
    for step in reversed(steps):
        if not names.isdisjoint(step.called) or wanted & (step.made | (step.changed & made)):
            keep.append(step.example)
            wanted |= step.read
    return tuple(reversed(keep))


@dataclass(frozen=True, slots=True)
class _Step:
    """One example with the names that it reads, makes, calls, and whose object it may change."""

    example: Example
    read: set[str]
    made: set[str]
    changed: set[str]
    called: list[str]


def _step(example: Example) -> _Step:
    read: set[str] = set()
    made: set[str] = set()
    changed: set[str] = set()
    tree = _parsed(example.source)
    for node in ast.walk(tree) if tree else ():
        if isinstance(node, ast.Name):
            (read if isinstance(node.ctx, ast.Load) else made).add(node.id)
        elif isinstance(node, (ast.FunctionDef, ast.ClassDef, ast.AsyncFunctionDef)):
            made.add(node.name)
        elif isinstance(node, (ast.Import, ast.ImportFrom)):
            made.update((a.asname or a.name).partition(".")[0] for a in node.names)
    for statement in tree.body if tree else ():
        changed |= _changed_in_place(statement)
    return _Step(example, read, made, changed, called_names(example.source))


def _changed_in_place(statement: ast.stmt) -> set[str]:
    """Names whose object a statement such as ``data.append(1)`` or ``d[k] = v`` may change."""
    targets: list[ast.expr] = []
    if isinstance(statement, ast.Assign):
        targets = statement.targets
    elif isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Call):
        call = statement.value
        method = [call.func] if isinstance(call.func, ast.Attribute) else []
        targets = [*method, *call.args]
    found = set()
    for target in targets:
        base = target
        while isinstance(base, (ast.Attribute, ast.Subscript)):
            base = base.value
        if isinstance(base, ast.Name):
            found.add(base.id)
    return found
