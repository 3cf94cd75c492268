"""The sources parse, are of sane size, and define what is under test."""

import ast
import builtins
from collections import Counter
from collections.abc import Iterator

from dreamer_app.core.dreams import CheckResult
from dreamer_app.guardian.checks.derived import solution_names
from dreamer_app.guardian.examination import Examination, failed, passed
from dreamer_app.guardian.parsing import parse
from dreamer_app.guardian.plan import make_plan

NAME = "parses_sane"
MAX_CHARACTERS = 40_000
MAX_TEST_CHARACTERS, MAX_TEST_PARTS = 200_000, 50_000
MAX_LINES = 800


def parses_sane(examination: Examination) -> CheckResult:
    """Parse both sources and find the name under test."""
    asked = examination.verification
    sizes = {"characters": len(asked.code), "lines": asked.code.count("\n") + 1}
    if not asked.code.strip():
        return failed(NAME, "There is no code.", **sizes)
    if len(asked.code) > MAX_CHARACTERS or sizes["lines"] > MAX_LINES:
        return failed(NAME, f"The code is too long: {sizes['lines']} lines.", **sizes)
    if max(len(asked.tests), len(asked.hidden_tests)) > MAX_TEST_CHARACTERS:
        return failed(NAME, "The tests are too long.", characters=len(asked.tests))
    try:
        what = "code"
        examination.tree = parse(asked.code)
        what = "test file"
        examination.tests_tree = parse(asked.tests)
        what = "file of hidden tests"
        hidden = parse(asked.hidden_tests)
    except ValueError as error:
        return failed(NAME, f"The {what} does not parse: {error}.", **sizes)
    parts = max(sum(1 for _ in ast.walk(t)) for t in (examination.tests_tree, hidden))
    if parts > MAX_TEST_PARTS:
        return failed(NAME, f"The tests are too long: {parts} parts.", parts=parts)
    names = public_names(examination.tree)
    entry = asked.entry_point or _only(names, examination.tests_tree)
    if not entry or entry not in names:
        wanted = f"define {entry}" if entry else "define a public function that the tests use"
        return failed(NAME, f"The code does not {wanted}.", defines=sorted(names), **sizes)
    if is_empty(names[entry]):
        return failed(NAME, f"{entry} has no body.", **sizes)
    examination.entry = entry
    classes = class_names(examination.tree)
    examination.plan = make_plan(asked.tests, examination.tests_tree, entry, classes)
    if asked.hidden_tests.strip():
        examination.hidden_plan = make_plan(asked.hidden_tests, hidden, entry, classes)
    return passed(NAME, f"{entry}, {sizes['lines']} lines.", entry_point=entry, **sizes)


Definition = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef | ast.Assign


def public_names(tree: ast.Module) -> dict[str, Definition]:
    """Functions, classes and assigned names at the top of a module."""
    found: dict[str, Definition] = {}
    for node in tree.body:
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            found[node.name] = node
        elif isinstance(node, ast.Assign) and isinstance(node.value, (ast.Lambda, ast.Call)):
            found |= {t.id: node for t in node.targets if isinstance(t, ast.Name)}
    return {
        n: d for n, d in found.items() if not n.startswith("_") or isinstance(d, ast.FunctionDef)
    }


def class_names(tree: ast.Module) -> frozenset[str]:
    """Names at the top of a module that are classes, or may be: made by a call."""
    return frozenset(
        name
        for name, node in public_names(tree).items()
        if not isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef))
    )


def _only(names: dict[str, Definition], tests: ast.Module) -> str:
    """The only public definition, or the one that the tests use, or use most.

    Exceptions are what a definition raises, and not what is under test beside another one.
    """
    public = [
        n for n, d in names.items() if not n.startswith("_") and not isinstance(d, ast.Assign)
    ]
    public = [n for n in public if not _is_exception(n, names)] or public
    if len(public) == 1:
        return public[0]
    uses = Counter(_used(tests))
    mentioned = sorted((n for n in public if uses[n]), key=lambda n: -uses[n])
    return mentioned[0] if mentioned else ""


def _used(tests: ast.Module) -> Iterator[str]:
    """Names that tests use, as often as they do: their own, imported, or of the module."""
    modules = solution_names(tests)
    for node in ast.walk(tests):
        if isinstance(node, ast.Name):
            yield node.id
        elif isinstance(node, ast.ImportFrom) and node.module == "solution":
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            yield from [node.attr] if node.value.id in modules else []


def _is_exception(name: str, names: dict[str, Definition]) -> bool:
    node = names.get(name)
    seen = {name}
    while isinstance(node, ast.ClassDef) and node.bases:
        base = ast.unparse(node.bases[0]).rpartition(".")[2]
        kind = getattr(builtins, base, None)
        if base not in names and isinstance(kind, type):
            return issubclass(kind, BaseException)
        if base in seen:
            return False
        seen.add(base)
        node = names.get(base)
    return False


def is_empty(node: Definition) -> bool:
    """Whether a definition does nothing: a docstring, ``pass``, ``...`` or not implemented."""
    if isinstance(node, ast.Assign):
        return False
    return all(_is_nothing(statement) for statement in node.body)


def _is_nothing(node: ast.stmt) -> bool:
    if isinstance(node, ast.Pass) or (
        isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    ):
        return True
    return isinstance(node, ast.Raise) and "NotImplementedError" in ast.unparse(node)
