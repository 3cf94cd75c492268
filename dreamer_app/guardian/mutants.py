"""Small faults put into a candidate on purpose, one at a time, to see whether tests notice.

The operators are the usual ones of mutation testing (DeMillo, Lipton and Sayward, 1978; the
set follows mutmut and Cosmic Ray): comparison, arithmetic and logic operators, constants,
conditions, results and statements. What people read, docstrings and the wording of exceptions,
stays as it is.
"""

import ast
import copy
from collections.abc import Iterator
from dataclasses import dataclass

from dreamer_app.guardian.parsing import is_docstring, is_main_guard

_COMPARISONS: dict[type[ast.cmpop], tuple[type[ast.cmpop], ...]] = {
    ast.Lt: (ast.LtE, ast.Gt),
    ast.LtE: (ast.Lt, ast.Gt),
    ast.Gt: (ast.GtE, ast.Lt),
    ast.GtE: (ast.Gt, ast.Lt),
    ast.Eq: (ast.NotEq,),
    ast.NotEq: (ast.Eq,),
    ast.In: (ast.NotIn,),
    ast.NotIn: (ast.In,),
    ast.Is: (ast.IsNot,),
    ast.IsNot: (ast.Is,),
}
_ARITHMETIC: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Add,
    ast.Div: ast.Mult,
    ast.FloorDiv: ast.Div,
    ast.Mod: ast.FloorDiv,
    ast.Pow: ast.Mult,
    ast.BitAnd: ast.BitOr,
    ast.BitOr: ast.BitAnd,
    ast.BitXor: ast.BitOr,
    ast.LShift: ast.RShift,
    ast.RShift: ast.LShift,
}


_LONGEST_INTEGER = 10_000
"""Bits of a constant that can still be another one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mutant:
    """A faulty version of a candidate.

    Args:
        what: the fault in words, with its line.
    """

    what: str
    line: int
    code: str


@dataclass(frozen=True, slots=True)
class _Change:
    """Something else in one field of a node, or in one place of a list there."""

    line: int
    node: ast.AST
    field: str
    new: object
    what: str
    place: int | None = None

    def put(self, value: object) -> object:
        """Put something there; what was there before."""
        before = getattr(self.node, self.field)
        if self.place is None:
            setattr(self.node, self.field, value)
            return before
        one, before[self.place] = before[self.place], value
        return one


def make_mutants(tree: ast.Module, limit: int) -> list[Mutant]:
    """Up to ``limit`` mutants, spread evenly over the code; the same ones every time."""
    tree = copy.deepcopy(tree)
    changes = list(_changes(tree))
    step = max(1.0, len(changes) / limit)
    wanted = sorted({int(i * step) for i in range(limit) if int(i * step) < len(changes)})
    original = ast.unparse(tree)
    made: list[Mutant] = []
    for number in wanted:
        change = changes[number]
        before = change.put(change.new)
        code = ast.unparse(tree)
        change.put(before)
        if code != original and all(code != m.code for m in made):
            what = f"line {change.line}: {change.what}"
            made.append(Mutant(what=what, line=change.line, code=code))
    return made


def _changes(tree: ast.Module) -> Iterator[_Change]:
    for statement in tree.body:
        if isinstance(statement, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            yield from _in_definition(statement)
        elif not is_main_guard(statement) and isinstance(statement, (ast.Assign, ast.AnnAssign)):
            yield from _in_expressions(statement)


def _in_definition(definition: ast.stmt) -> Iterator[_Change]:
    for node in ast.walk(definition):
        if isinstance(getattr(node, "body", None), list):
            yield from _in_body(node, "body")
            if isinstance(getattr(node, "orelse", None), list):
                yield from _in_body(node, "orelse")


def _in_body(node: ast.AST, field: str) -> Iterator[_Change]:
    for place, statement in enumerate(getattr(node, field)):
        if is_docstring(statement):
            continue
        other = _other_statement(statement)
        if other is not None:
            yield _Change(statement.lineno, node, field, *other, place)
        if isinstance(statement, (ast.If, ast.While)) and not _is_constant(statement.test):
            yield _negated(statement.lineno, statement, statement.test)
        yield from _in_expressions(statement)


def _other_statement(statement: ast.stmt) -> tuple[ast.stmt, str] | None:
    """Another statement in place of this one, and what that does."""
    if isinstance(statement, ast.Return):
        if statement.value is not None and not _is_none(statement.value):
            return ast.Return(value=ast.Constant(value=None)), "returns None"
    elif isinstance(statement, (ast.AugAssign, ast.Delete)) or (
        isinstance(statement, ast.Expr) and isinstance(statement.value, (ast.Call, ast.Await))
    ):
        return ast.Pass(), f"without {ast.unparse(statement)[:40]!r}"
    elif isinstance(statement, ast.Break):
        return ast.Continue(), "continues instead of breaking"
    elif isinstance(statement, ast.Continue):
        return ast.Break(), "breaks instead of continuing"
    return None


def _negated(line: int, node: ast.AST, test: ast.expr) -> _Change:
    return _Change(line, node, "test", ast.UnaryOp(ast.Not(), test), "condition negated")


def _is_none(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and node.value is None


def _is_constant(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant)


def _in_expressions(statement: ast.stmt) -> Iterator[_Change]:
    """Changes inside the expressions of one statement, without those of its body."""
    wording = _wording(statement)
    for name, value in ast.iter_fields(statement):
        if name in ("body", "orelse", "finalbody", "handlers", "decorator_list", "annotation"):
            continue
        if name in ("returns", "args", "bases", "keywords", "cases"):
            continue
        for part in value if isinstance(value, list) else [value]:
            if isinstance(part, ast.AST):
                for node in ast.walk(part):
                    if node not in wording:
                        yield from _in_node(node, statement.lineno)


def _wording(statement: ast.stmt) -> set[ast.AST]:
    """Texts of the message of an exception; how it is worded no test has to pin."""
    if not isinstance(statement, ast.Raise) or not isinstance(statement.exc, ast.Call):
        return set()
    call = statement.exc
    return {
        node
        for argument in (*call.args, *call.keywords)
        for node in ast.walk(argument)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }


def _in_node(node: ast.AST, line: int) -> Iterator[_Change]:
    if isinstance(node, ast.Compare):
        for place, old in enumerate(node.ops):
            for new in _COMPARISONS.get(type(old), ()):
                yield _Change(line, node, "ops", new(), _becomes(old, new), place)
    elif isinstance(node, ast.Constant):
        other = _other_constant(node.value)
        if other is not None:
            yield _Change(line, node, "value", other, f"{node.value!r} becomes {other!r}"[:60])
    elif isinstance(node, ast.IfExp):
        yield _negated(line, node, node.test)
    elif isinstance(node, ast.comprehension) and node.ifs:
        yield _Change(line, node, "ifs", [], "comprehension without its condition")
    else:
        yield from _other_operators(node, line)


def _other_operators(node: ast.AST, line: int) -> Iterator[_Change]:
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
        yield _Change(line, node, "op", ast.UAdd(), "without not")
    new: type[ast.operator] | type[ast.boolop]
    if isinstance(node, ast.BinOp) and type(node.op) in _ARITHMETIC:
        new = _ARITHMETIC[type(node.op)]
    elif isinstance(node, ast.BoolOp):
        new = ast.Or if isinstance(node.op, ast.And) else ast.And
    else:
        return
    yield _Change(line, node, "op", new(), _becomes(node.op, new))


def _becomes(old: ast.AST, new: type[ast.AST]) -> str:
    return f"{type(old).__name__} becomes {new.__name__}"


def _other_constant(value: object) -> object:
    if isinstance(value, bool):
        return not value
    if isinstance(value, int):
        # Python writes no integer of thousands of digits out, so no mutant could hold one.
        return value + 1 if value.bit_length() < _LONGEST_INTEGER else None
    if isinstance(value, float):
        return value + 1
    if isinstance(value, str):
        return f"{value}?" if value else "?"
    return None
