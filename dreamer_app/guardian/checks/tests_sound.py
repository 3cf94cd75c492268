"""The tests test the candidate: they do not redefine, shadow or skip, and assert enough."""

import ast
from collections.abc import Iterator

from dreamer_app.core.dreams import CheckResult
from dreamer_app.guardian.checks.derived import (
    Derived,
    derived,
    parametrised,
    scopes,
    solution_names,
)
from dreamer_app.guardian.checks.forging import forging
from dreamer_app.guardian.examination import Examination, failed, passed

NAME = "tests_sound"
MIN_ASSERTIONS = 2
_MOST_CASES = 1000
_SKIPS = frozenset(
    {"skip", "skipif", "skipIf", "skipUnless", "xfail", "expectedFailure", "SkipTest", "skipTest"}
)
_EXITS = frozenset({"_exit", "exit", "quit", "abort", "kill"})
_POKES = frozenset(
    [
        *["modules", "settrace", "setprofile", "_getframe", "currentframe", "getouterframes"],
        *["setattr", "__dict__", "__globals__", "__subclasses__", "f_back", "f_globals"],
        *["f_locals", "tb_frame", "gi_frame"],
    ]
)
_RAISING = ("raises", "assertRaises", "assertRaisesRegex")
_WEAK_CALLS = frozenset({"isinstance", "callable", "hasattr", "issubclass", "type"})


def tests_sound(examination: Examination) -> CheckResult:
    """Look for what makes a test file prove nothing."""
    tree, entry = examination.tests_tree, examination.entry
    faults = [*_rebinding(tree, entry), *_evasions(tree), *_swallowing(tree)]
    plan = examination.tests
    real = real_assertions(tree, set(plan.wanted) | {"candidate"})
    counts = {"tests": len(plan.names), "assertions": real, "names": list(plan.names)}
    if faults:
        return failed(NAME, f"The tests {faults[0]}.", faults=faults, **counts)
    if not plan.names:
        return failed(NAME, "There are no tests.", **counts)
    if real < MIN_ASSERTIONS:
        few = "no assertion" if not real else "only one assertion"
        return failed(NAME, f"The tests make {few} about the result of {entry}.", **counts)
    return passed(NAME, f"{len(plan.names)} tests, {real} assertions.", **counts)


def _rebinding(tree: ast.Module, entry: str) -> Iterator[str]:
    """Places where the name under test, or its module, gets another meaning."""
    names = {entry} | solution_names(tree) | ({"solution"} if _imports_solution(tree) else set())
    for node in ast.walk(tree):
        bound: set[str] = set()
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            bound = {node.name}
        elif isinstance(node, ast.Name) and not isinstance(node.ctx, ast.Load):
            bound = {node.id}
        elif isinstance(node, ast.arg):
            bound = {node.arg}
        elif isinstance(node, ast.ImportFrom) and node.module != "solution":
            bound = {a.asname or a.name for a in node.names}
        elif isinstance(node, ast.ImportFrom):
            bound = {
                a.asname
                for a in node.names
                if a.asname and a.asname != a.name and a.asname in names
            }
        elif isinstance(node, ast.Import):
            bound = {a.asname or a.name for a in node.names if a.name != "solution"}
        elif isinstance(node, ast.Attribute) and not isinstance(node.ctx, ast.Load):
            root = node.value
            bound = {root.id} if isinstance(root, ast.Name) else set()
        if bound & names:
            yield f"give {min(bound & names)} another meaning"


def _imports_solution(tree: ast.Module) -> bool:
    """Whether ``solution`` is a module in these tests, and not some name of their own."""
    return any(
        (isinstance(n, ast.ImportFrom) and n.module == "solution")
        or (isinstance(n, ast.Import) and any(a.name == "solution" for a in n.names))
        for n in ast.walk(tree)
    )


def _evasions(tree: ast.Module) -> Iterator[str]:
    yield from _reaching(tree)
    yield from forging(tree)
    for node in ast.walk(tree):
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)) and _returns_first(node):
            yield f"return before the first assertion in {node.name}"


def _reaching(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        name = ""
        if isinstance(node, ast.Attribute):
            # What pytest's own fixture may not touch it refuses itself.
            patched = isinstance(node.value, ast.Name) and node.value.id == "monkeypatch"
            name = "" if patched and node.attr == "setattr" else node.attr
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load):
            name = node.id
        if name in _SKIPS:
            yield f"skip something ({name})"
        elif name in _EXITS:
            yield f"may end the run ({name})"
        elif name in _POKES:
            yield f"reach into the interpreter ({name})"


def _returns_first(node: ast.FunctionDef | ast.AsyncFunctionDef) -> bool:
    if not node.name.startswith("test"):
        return False
    for position, statement in enumerate(node.body):
        if isinstance(statement, ast.Return):
            return position + 1 < len(node.body)
    return False


def _swallowing(tree: ast.Module) -> Iterator[str]:
    """Handlers that would hide a failed assertion."""
    for node in ast.walk(tree):
        if not isinstance(node, ast.Try):
            continue
        asserts = any(isinstance(n, ast.Assert) for s in node.body for n in ast.walk(s))
        for handler in node.handlers:
            caught = "" if handler.type is None else ast.unparse(handler.type)
            wide = not caught or any(
                word in caught
                for word in ("AssertionError", "BaseException", "Exception")
                if word != "Exception" or caught in ("Exception", "(Exception,)")
            )
            raises = any(
                isinstance(n, (ast.Raise, ast.Assert)) for s in handler.body for n in ast.walk(s)
            )
            if asserts and wide and not raises:
                yield "swallow failed assertions"


def real_assertions(tree: ast.Module, subjects: set[str]) -> int:
    """How many different assertions compare something that comes from the candidate.

    Cases of ``parametrize`` and of loops over literal tables count one each.
    """
    known = derived(tree, subjects)
    found: dict[str, int] = {}
    tables = _tables(tree)
    for scope in scopes(tree):
        for node, cases in _with_cases(scope, tables | _tables(scope)):
            for text in _assertions(node, known, scope):
                found[text] = max(cases, found.get(text, 0))
    return sum(found.values())


def _assertions(node: ast.AST, known: Derived, scope: ast.AST) -> Iterator[str]:
    if isinstance(node, ast.Assert):
        if known.mentions(node.test, scope) and not _is_weak(node.test):
            yield ast.unparse(node.test)
    elif isinstance(node, (ast.With, ast.AsyncWith)):
        raising = any(_calls(item.context_expr, name) for item in node.items for name in _RAISING)
        if raising and any(known.mentions(s, scope) for s in node.body):
            yield ast.unparse(node)
    elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
        parts = [*node.args, *(k.value for k in node.keywords)]
        named = node.func.attr.startswith("assert") and not _is_weak_call(node)
        if named and any(known.mentions(p, scope) for p in parts):
            yield ast.unparse(node)


def _is_weak_call(node: ast.Call) -> bool:
    """Assertions of ``unittest`` that hold for almost any value."""
    name = node.func.attr if isinstance(node.func, ast.Attribute) else ""
    if name in ("assertTrue", "assertFalse"):
        return not node.args or _is_weak(node.args[0])
    alike = len(node.args) > 1 and ast.dump(node.args[0]) == ast.dump(node.args[1])
    return name in ("assertIsInstance", "assertIsNotNone") or alike


def _calls(node: ast.AST, name: str) -> bool:
    return isinstance(node, ast.Call) and ast.unparse(node.func).rpartition(".")[2] == name


def _is_weak(test: ast.expr) -> bool:
    """Assertions that hold for almost any value."""
    if isinstance(test, ast.Constant):
        return True
    if isinstance(test, ast.Call) and isinstance(test.func, ast.Name):
        over = test.args[0] if test.args else None
        if test.func.id in ("all", "any") and isinstance(over, (ast.GeneratorExp, ast.ListComp)):
            return _is_weak(over.elt)
        return test.func.id in _WEAK_CALLS
    if isinstance(test, ast.BoolOp):
        if isinstance(test.op, ast.Or):
            return any(isinstance(v, ast.Constant) and v.value for v in test.values)
        return all(_is_weak(v) for v in test.values)
    if isinstance(test, ast.Compare) and len(test.ops) == 1:
        left, right = test.left, test.comparators[0]
        if ast.dump(left) == ast.dump(right):
            return True
        none = isinstance(right, ast.Constant) and right.value is None
        return none and isinstance(test.ops[0], (ast.IsNot, ast.NotEq))
    return False


def _with_cases(scope: ast.AST, tables: dict[str, ast.expr]) -> Iterator[tuple[ast.AST, int]]:
    """Everything in a part of the tests, and how often it runs as far as the source tells."""
    cases = 1
    for decorator in getattr(scope, "decorator_list", []):
        if (table := parametrised(decorator)) is not None:
            cases = min(cases * _length(table[1], tables), _MOST_CASES)
    waiting = [(scope, cases)]
    for node, times in waiting:
        own = times
        if isinstance(node, (ast.Assert, ast.Call)):
            for comprehension in ast.walk(node):
                if isinstance(comprehension, ast.comprehension):
                    own = min(own * _length(comprehension.iter, tables), _MOST_CASES)
        yield node, own
        inside = times
        if isinstance(node, ast.For):
            inside = min(times * _length(node.iter, tables), _MOST_CASES)
        waiting += [(child, inside) for child in ast.iter_child_nodes(node)]


def _tables(scope: ast.AST) -> dict[str, ast.expr]:
    """What names are given in it."""
    return {
        target.id: found.value
        for found in ast.walk(scope)
        if isinstance(found, ast.Assign)
        for target in found.targets
        if isinstance(target, ast.Name)
    }


def _length(node: ast.AST, tables: dict[str, ast.expr]) -> int:
    seen: set[str] = set()
    while isinstance(node, ast.Name) and node.id in tables and node.id not in seen:
        seen.add(node.id)
        node = tables[node.id]
    if isinstance(node, (ast.List, ast.Tuple, ast.Set)):
        return len(node.elts)
    if isinstance(node, ast.Dict):
        return len(node.keys)
    # A range, a product, a list made elsewhere: more than one, and how many shows when it runs.
    return 2
