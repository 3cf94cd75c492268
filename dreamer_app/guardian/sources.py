"""The programs that the Guardian sends into sandboxes, put together from ``inside``.

They go in compiled: compiling them is a fifth of what a sandbox costs, and the interpreter
inside is the one that runs here.
"""

import __future__

import ast
import base64
import marshal
import sys
from collections.abc import Iterable
from functools import cache
from importlib import resources
from types import CodeType

from dreamer_app.core.syntax import parse

_PACKAGE = "dreamer_app.guardian.inside"
_SHARED = ("plain_json", "codec", "pipes", "scratch", "surroundings")
_WORKER = ("clock_shift", "trace", "watch", *_SHARED, "candidate", "observer", "worker")
_TESTER = (
    *_SHARED,
    *("arguments", "handles", "names", "raised", "exported", "members", "remote"),
    *("monkeypatch", "pytest_standin", "fixtures", "runner", "tester"),
)
_ONLY_FOR_TYPES = ("typing", "collections.abc")
_WITH_EFFECTS = frozenset(
    {"antigravity", "this", "idlelib", "lib2to3", "test", "tkinter", "turtle", "turtledemo"}
)
"""Modules of the standard library that do something when they are imported, or are not there."""


def _codes(names: tuple[str, ...]) -> list[tuple[str, CodeType]]:
    folder = resources.files(_PACKAGE)
    return [
        (
            f"{_PACKAGE}.{name}",
            compile(
                _without_typing(parse(folder.joinpath(f"{name}.py").read_text(encoding="utf-8"))),
                f"{_PACKAGE}.{name}",
                "exec",
                __future__.annotations.compiler_flag,
                dont_inherit=True,
            ),
        )
        for name in names
    ]


def _without_typing(tree: ast.Module) -> ast.Module:
    """Without imports for the annotations, which take longer to load than all of these."""
    for number, statement in enumerate(tree.body):
        if isinstance(statement, ast.ImportFrom) and statement.module in _ONLY_FOR_TYPES:
            stand_in = parse("\n".join(f"{alias.name} = object" for alias in statement.names))
            tree.body[number : number + 1] = stand_in.body
    return tree


_BOOT = """\
import binascii, marshal, sys
codes = marshal.loads(binascii.a2b_base64({codes!r}))
for name, code in codes:
    module = sys.modules[name] = type(sys)(name)
    exec(code, module.__dict__)
from {package}.plain_json import in_plain_json
receive, send = in_plain_json(RECEIVE, SEND)
"""


@cache
def _boot(names: tuple[str, ...]) -> str:
    codes = base64.b64encode(marshal.dumps(_codes(names))).decode()
    return _BOOT.format(codes=codes, package=_PACKAGE)


def worker(libraries: tuple[str, ...], modules: tuple[str, ...] = ()) -> str:
    """The program that holds candidates.

    Args:
        libraries: import names that must be there.
        modules: of the standard library, imported ahead so that forks have them.
    """
    return (
        f"{_boot(_WORKER)}from {_PACKAGE}.worker import Worker\n"
        f"Worker(receive, send, codes).run({list(libraries)!r}, {list(modules)!r})\n"
    )


def tester(libraries: tuple[str, ...], modules: tuple[str, ...]) -> str:
    """The program that holds tests; arguments as for :func:`worker`."""
    return (
        f"{_boot(_TESTER)}from {_PACKAGE}.tester import Tester\n"
        f"Tester(receive, send).run({list(libraries)!r}, {list(modules)!r})\n"
    )


def standard_modules(trees: Iterable[ast.AST]) -> tuple[str, ...]:
    """Modules of the standard library that these sources import."""
    names: set[str] = set()
    for tree in trees:
        for node in ast.walk(tree):
            if isinstance(node, ast.Import):
                names |= {alias.name for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                names.add(node.module)
    known = sys.stdlib_module_names - _WITH_EFFECTS
    return tuple(sorted(n for n in names if n.partition(".")[0] in known))
