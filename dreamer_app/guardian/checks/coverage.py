"""The tests run the lines of the solution and take its branches both ways.

The trace comes from the candidate's own process, so it is evidence that can only lower a
verdict: a candidate that forges it gains nothing that its mutants and stubs do not take back.
"""

import ast
from collections.abc import Iterator

from dreamer_app.core.dreams import CheckResult
from dreamer_app.guardian.examination import Examination, failed, passed
from dreamer_app.guardian.parsing import is_main_guard

NAME = "coverage"
MIN_LINES = 0.85
MIN_BRANCHES = 0.7


def coverage(examination: Examination) -> CheckResult:
    """Judge the trace of the first run."""
    arcs = examination.baseline.arcs if examination.baseline else None
    if arcs is None:
        return failed(NAME, "The run left no trace of which lines ran.")
    seen = {line for arc in arcs for line in arc if line > 0}
    statements = list(executable(examination.tree.body))
    missed = [s.lineno for s in statements if not seen & set(_lines(s))]
    branches = [_taken(s, arcs) for s in statements if _branches(s)]
    half = [line for line, ways in branches if ways < 2]
    line_share = 1 - len(missed) / len(statements) if statements else 1.0
    branch_share = 1 - len(half) / (2 * len(branches)) if branches else 1.0
    evidence = {
        "lines": round(line_share, 3),
        "branches": round(branch_share, 3),
        "missed_lines": missed,
        "branches_taken_one_way": half,
    }
    what = f"{line_share:.0%} of the lines, {branch_share:.0%} of the branches"
    if line_share < MIN_LINES or branch_share < MIN_BRANCHES:
        return failed(NAME, f"The tests run only {what}.", **evidence)
    return passed(NAME, f"The tests run {what}.", **evidence)


def executable(body: list[ast.stmt]) -> Iterator[ast.stmt]:
    """Statements for which there is code to run."""
    for statement in body:
        if is_main_guard(statement) or _has_no_code(statement):
            continue
        yield statement
        for name in ("body", "orelse", "finalbody"):
            yield from executable(getattr(statement, name, []))
        for part in (*getattr(statement, "handlers", []), *getattr(statement, "cases", [])):
            yield from executable(part.body)


def _has_no_code(statement: ast.stmt) -> bool:
    if isinstance(statement, ast.Expr):
        return isinstance(statement.value, ast.Constant)
    if isinstance(statement, ast.AnnAssign):
        return statement.value is None
    return isinstance(statement, (ast.Global, ast.Nonlocal, ast.Pass, ast.Continue, ast.Break))


def _lines(statement: ast.stmt) -> range:
    """Lines of a statement without those of its body."""
    body = getattr(statement, "body", None)
    first = min([statement.lineno, *(d.lineno for d in getattr(statement, "decorator_list", []))])
    if isinstance(body, list) and body:
        return range(first, max(first, min(s.lineno for s in body) - 1) + 1)
    return range(first, (statement.end_lineno or first) + 1)


def _branches(statement: ast.stmt) -> bool:
    if not isinstance(statement, (ast.If, ast.While, ast.For)):
        return False
    if isinstance(statement, ast.While) and isinstance(statement.test, ast.Constant):
        return False
    return statement.body[0].lineno > statement.lineno


def _taken(statement: ast.stmt, arcs: list[tuple[int, int]]) -> tuple[int, int]:
    """Line of a branch, and how many ways out of it were taken."""
    own = set(_lines(statement))
    return statement.lineno, len(
        {after for before, after in arcs if before in own and after not in own}
    )
