"""The code of a person's own file, cut down to what its functions need to run elsewhere."""

import ast
import sys
import textwrap
from pathlib import Path

from dreamer_app.core import syntax
from dreamer_app.core.knowledge import Entity, EntityKind

_LONGEST = 100_000
"""Characters; what is longer is a program, not a thing to learn from in one piece."""


def own_code(entity: Entity) -> str:
    """The imports, constants, functions and classes of the file that a function stands in.

    What a file does when it is run stays out. The standard library is all that is there where
    this runs, so a file that imports more gives nothing.

    Returns:
        Source; empty when there is none: the entity is no function of a Python file, or the
        file has changed since it was read.
    """
    path = Path(entity.path)
    if entity.kind is not EntityKind.FUNCTION or not entity.code or path.suffix != ".py":
        return ""
    try:
        source = path.read_text(encoding="utf-8")
        tree = syntax.parse(source)
    except (OSError, SyntaxError, ValueError, RecursionError):
        return ""
    if len(source) > _LONGEST or not _contains(source, entity):
        return ""
    kept = [node for node in tree.body if isinstance(node, _DEFINING)]
    if not all(map(_is_at_hand, kept)):
        return ""
    return "\n\n".join(ast.unparse(node) for node in kept)


_DEFINING = (
    ast.Import,
    ast.ImportFrom,
    ast.Assign,
    ast.AnnAssign,
    ast.FunctionDef,
    ast.AsyncFunctionDef,
    ast.ClassDef,
)


def _contains(source: str, entity: Entity) -> bool:
    lines = source.splitlines()[max(entity.span[0] - 1, 0) : entity.span[1]]
    return textwrap.dedent("\n".join(lines)) == entity.code


def _is_at_hand(node: ast.stmt) -> bool:
    """Whether a definition needs nothing that is not there wherever Python is."""
    if isinstance(node, ast.Import):
        return all(alias.name.partition(".")[0] in sys.stdlib_module_names for alias in node.names)
    if isinstance(node, ast.ImportFrom):
        return not node.level and (node.module or "").partition(".")[0] in sys.stdlib_module_names
    return True
