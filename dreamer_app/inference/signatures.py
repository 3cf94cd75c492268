"""Whether code that is still being written defines a function as it was asked for."""

import ast

from dreamer_app.core import syntax

_LONGEST = 40
"""Lines of a definition's head that are looked at."""


class Definition:
    """Follows code line by line up to the head of one function.

    Args:
        signature: ``def name(parameters):`` as it was asked for; empty for any.
        begun: code that stands before the first line.
    """

    def __init__(self, signature: str, begun: str = "") -> None:
        self._wanted = _head(signature)
        self._lines: list[str] = []
        self._begun = ""
        *whole, rest = begun.split("\n")
        for line in whole:
            self.wrongly(f"{line}\n")
        self._begun = rest

    def wrongly(self, line: str) -> bool:
        """Take a completed line; True when it ends a head with which calls would fail.

        What parameters are called and how they are annotated is free: only how many of them
        a call has to give and may give counts, as the function is called by position.
        """
        wanted = self._wanted
        if wanted is None:
            return False
        line, self._begun = self._begun + line, ""
        if line.startswith((f"def {wanted.name}(", f"async def {wanted.name}(")):
            self._lines = [line]
        elif self._lines:
            self._lines.append(line)
        else:
            return False
        found = _head("".join(self._lines))
        if found is None:
            if len(self._lines) >= _LONGEST:
                self._lines = []
            return False
        self._lines = []
        return not _can_stand_for(found, wanted)


def _head(source: str) -> ast.FunctionDef | ast.AsyncFunctionDef | None:
    """The function whose head this is; None while it is not complete."""
    if not source.strip():
        return None
    for end in ("\n    pass\n", ""):  # only a head, or a body beside it
        try:
            tree = syntax.parse(source.rstrip() + end)
        except (SyntaxError, ValueError, RecursionError, MemoryError):
            continue
        node = tree.body[0] if tree.body else None
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            return node
    return None


def _can_stand_for(
    found: ast.FunctionDef | ast.AsyncFunctionDef, wanted: ast.FunctionDef | ast.AsyncFunctionDef
) -> bool:
    """Whether every call by position that the one takes is taken by the other too."""
    if type(found) is not type(wanted):
        return False
    least, most = _positional(found.args)
    fewest, all_of_them = _positional(wanted.args)
    by_name = any(default is None for default in found.args.kw_defaults)
    return least <= fewest and all_of_them <= most and not by_name


def _positional(arguments: ast.arguments) -> tuple[int, float]:
    """How many arguments by position have to be given, and how many may be."""
    count = len(arguments.posonlyargs) + len(arguments.args)
    most = float("inf") if arguments.vararg else count
    return count - len(arguments.defaults), most
