"""What a test file holds, read from its source: the tests to expect and the names they use."""

import ast
import builtins
import hashlib
from dataclasses import dataclass
from typing import Any

from dreamer_app.guardian.inside.runner import MODULE_LEVEL
from dreamer_app.guardian.parsing import is_main_guard

_BUILTINS = frozenset(dir(builtins))
_ALWAYS = frozenset({"__name__", "__file__", "__doc__"})


@dataclass(frozen=True, slots=True, kw_only=True)
class TestPlan:
    """The tests of one file.

    Args:
        names: ``test_x``, ``TestY::test_x``, ``check``, or ``<module>`` for bare asserts.
        check: name of a HumanEval-style function of the candidate, or empty.
        bare: names of the candidate that the tests use without importing them.
        wanted: those and the imported ones; nothing else of the candidate reaches the tests.
        classes: which of those the candidate's source defines as classes. Only objects of these
            may be asked by an operator: what a candidate calls its classes while it runs is
            its own word, and a relation with an expected value shows it that value.
    """

    source: str
    key: str
    entry: str
    names: tuple[str, ...]
    check: str
    bare: tuple[str, ...]
    wanted: tuple[str, ...]
    classes: tuple[str, ...] = ()

    def request(self) -> dict[str, Any]:
        """What the sandbox of the tests needs to know."""
        return {
            "tests_name": self.key,
            "entry": self.entry,
            "check": self.check,
            "bare": list(self.bare),
            "wanted": list(self.wanted),
            "classes": list(self.classes),
        }


def make_plan(
    source: str, tree: ast.Module, entry: str, classes: frozenset[str] = frozenset()
) -> TestPlan:
    """Read a test file.

    Args:
        entry: name under test; always given to the tests unless they bind it themselves.
        classes: names of the candidate's classes, by its source.
    """
    imported, attributes = _from_solution(tree)
    bound = _bound(tree)
    loaded = {n.id for n in ast.walk(tree) if isinstance(n, ast.Name)}
    free = (loaded | {entry}) - bound - _BUILTINS - _ALWAYS
    if entry in loaded and entry not in bound:
        free.add(entry)
    names, check = _tests(tree)
    wanted = free | imported | attributes | {entry}
    return TestPlan(
        source=source,
        key=hashlib.sha256(source.encode(errors="surrogatepass")).hexdigest()[:16],
        entry=entry,
        names=tuple(names),
        check=check,
        bare=tuple(sorted(free)),
        wanted=tuple(sorted(wanted)),
        classes=tuple(sorted(wanted & classes)),
    )


def _tests(tree: ast.Module) -> tuple[list[str], str]:
    names: list[str] = []
    check = ""
    statements = list(_top_level(tree.body))
    called = {
        s.value.func.id
        for s in statements
        if isinstance(s, ast.Expr)
        and isinstance(s.value, ast.Call)
        and isinstance(s.value.func, ast.Name)
    }
    for statement in statements:
        if isinstance(statement, (ast.FunctionDef, ast.AsyncFunctionDef)):
            if statement.name.startswith("test"):
                names.append(statement.name)
            elif statement.name == "check" and len(statement.args.args) == 1:
                check = "" if "check" in called else "check"
        elif isinstance(statement, ast.ClassDef) and is_test_class(statement):
            names += [f"{statement.name}::{m}" for m in _methods(statement)]
    if check:
        names.append(check)
    if called or any(_holds_assert(s) for s in statements):
        names.insert(0, MODULE_LEVEL)
    return list(dict.fromkeys(names)), check


def _top_level(body: list[ast.stmt]) -> list[ast.stmt]:
    """Statements of the module, and those inside its conditions, loops and with-blocks."""
    found: list[ast.stmt] = []
    for statement in body:
        if is_main_guard(statement):
            continue
        found.append(statement)
        for name in ("body", "orelse", "finalbody"):
            if not isinstance(statement, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
                found += _top_level(getattr(statement, name, []))
        for handler in getattr(statement, "handlers", []):
            found += _top_level(handler.body)
    return found


def _holds_assert(statement: ast.stmt) -> bool:
    return isinstance(statement, ast.Assert)


def is_test_class(node: ast.ClassDef) -> bool:
    """Whether pytest would collect it."""
    bases = {ast.unparse(base).rpartition(".")[2] for base in node.bases}
    return node.name.startswith("Test") or "TestCase" in bases


def _methods(node: ast.ClassDef) -> list[str]:
    return [
        s.name
        for s in node.body
        if isinstance(s, (ast.FunctionDef, ast.AsyncFunctionDef)) and s.name.startswith("test")
    ]


def _from_solution(tree: ast.Module) -> tuple[set[str], set[str]]:
    """Names imported from the solution, and attributes used of it."""
    imported: set[str] = set()
    modules: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module == "solution":
            imported |= {a.name for a in node.names if a.name != "*"}
        elif isinstance(node, ast.Import):
            modules |= {a.asname or a.name for a in node.names if a.name == "solution"}
    attributes = {
        n.attr
        for n in ast.walk(tree)
        if isinstance(n, ast.Attribute) and isinstance(n.value, ast.Name) and n.value.id in modules
    }
    return imported, attributes


def _bound(tree: ast.Module) -> set[str]:
    """Every name that the file binds anywhere, except by importing it from the solution."""
    bound: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Name) and not isinstance(node.ctx, ast.Load):
            bound.add(node.id)
        elif isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            bound.add(node.name)
        elif isinstance(node, ast.arg):
            bound.add(node.arg)
        elif isinstance(node, ast.ExceptHandler) and node.name:
            bound.add(node.name)
        elif isinstance(node, ast.Import):
            bound |= {(a.asname or a.name).partition(".")[0] for a in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module != "solution":
            bound |= {a.asname or a.name for a in node.names}
    return bound
