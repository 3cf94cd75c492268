"""Small faults put into a candidate on purpose, one at a time, to see whether tests notice.

The operators are the usual ones of mutation testing (DeMillo, Lipton and Sayward, 1978; the
set follows mutmut and Cosmic Ray): comparison, arithmetic and logic operators, constants,
conditions, results and statements. What people read, docstrings and the wording of exceptions,
stays as it is.
"""

import ast
import copy
import itertools
from collections.abc import Callable, Iterator
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


Change = Callable[[], str]
"""Makes the change in place and says what it did."""


def make_mutants(tree: ast.Module, limit: int) -> list[Mutant]:
    """Up to ``limit`` mutants, spread evenly over the code; the same ones every time."""
    count = sum(1 for _ in _changes(copy.deepcopy(tree)))
    step = max(1.0, count / limit)
    wanted = sorted({int(i * step) for i in range(limit) if int(i * step) < count})
    original = ast.unparse(tree)
    made: list[Mutant] = []
    for number in wanted:
        changed = copy.deepcopy(tree)
        line, change = next(itertools.islice(_changes(changed), number, None))
        what = change()
        code = ast.unparse(ast.fix_missing_locations(changed))
        if code != original and all(code != m.code for m in made):
            made.append(Mutant(what=f"line {line}: {what}", line=line, code=code))
    return made


def _changes(tree: ast.Module) -> Iterator[tuple[int, Change]]:
    for statement in tree.body:
        if isinstance(statement, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            yield from _in_definition(statement)
        elif not is_main_guard(statement) and isinstance(statement, (ast.Assign, ast.AnnAssign)):
            yield from _in_expressions(statement)


def _in_definition(node: ast.stmt) -> Iterator[tuple[int, Change]]:
    for child in ast.walk(node):
        body = getattr(child, "body", None)
        if isinstance(body, list):
            yield from _in_body(body)
            orelse = getattr(child, "orelse", None)
            if isinstance(orelse, list):
                yield from _in_body(orelse)


def _in_body(body: list[ast.stmt]) -> Iterator[tuple[int, Change]]:
    for position, statement in enumerate(body):
        if is_docstring(statement):
            continue
        yield from _in_statement(body, position)
        yield from _in_expressions(statement)


def _in_statement(body: list[ast.stmt], position: int) -> Iterator[tuple[int, Change]]:
    statement = body[position]
    line = statement.lineno

    def put(new: ast.stmt, what: str) -> Change:
        def change() -> str:
            body[position] = new
            return what

        return change

    if isinstance(statement, ast.Return):
        if statement.value is not None and not _is_none(statement.value):
            yield line, put(ast.Return(value=ast.Constant(value=None)), "returns None")
    elif isinstance(statement, (ast.AugAssign, ast.Delete)) or (
        isinstance(statement, ast.Expr) and isinstance(statement.value, (ast.Call, ast.Await))
    ):
        yield line, put(ast.Pass(), f"without {ast.unparse(statement)[:40]!r}")
    elif isinstance(statement, ast.Break):
        yield line, put(ast.Continue(), "continues instead of breaking")
    elif isinstance(statement, ast.Continue):
        yield line, put(ast.Break(), "breaks instead of continuing")
    elif isinstance(statement, (ast.If, ast.While)) and not _is_constant(statement.test):
        yield line, lambda: _negate(statement)


def _negate(statement: ast.If | ast.While) -> str:
    statement.test = ast.UnaryOp(op=ast.Not(), operand=statement.test)
    return "condition negated"


def _is_none(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and node.value is None


def _is_constant(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant)


def _in_expressions(statement: ast.stmt) -> Iterator[tuple[int, Change]]:
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


def _in_node(node: ast.AST, line: int) -> Iterator[tuple[int, Change]]:
    if isinstance(node, ast.Compare):
        for position, operator in enumerate(node.ops):
            for new in _COMPARISONS.get(type(operator), ()):
                yield line, _swap_comparison(node, position, new)
    else:
        change = _change(node)
        if change is not None:
            yield line, change


def _change(node: ast.AST) -> Change | None:
    if isinstance(node, ast.BinOp) and type(node.op) in _ARITHMETIC:
        return _set(node, "op", _ARITHMETIC[type(node.op)]())
    if isinstance(node, ast.BoolOp):
        return _set(node, "op", ast.Or() if isinstance(node.op, ast.And) else ast.And())
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
        return _set(node, "op", ast.UAdd(), "without not")
    if isinstance(node, ast.IfExp):
        negated = ast.UnaryOp(op=ast.Not(), operand=node.test)
        return _set(node, "test", negated, "condition negated")
    if isinstance(node, ast.comprehension) and node.ifs:
        return _set(node, "ifs", [], "comprehension without its condition")
    if isinstance(node, ast.Constant):
        new_value = _other_constant(node.value)
        if new_value is not None:
            return _set(node, "value", new_value, f"{node.value!r} becomes {new_value!r}"[:60])
    return None


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


def _swap_comparison(node: ast.Compare, position: int, new: type[ast.cmpop]) -> Change:
    def change() -> str:
        old = type(node.ops[position]).__name__
        node.ops[position] = new()
        return f"{old} becomes {new.__name__}"

    return change


def _set(node: ast.AST, field: str, value: object, what: str = "") -> Change:
    def change() -> str:
        before = getattr(node, field)
        setattr(node, field, value)
        return what or f"{type(before).__name__} becomes {type(value).__name__}"

    return change
