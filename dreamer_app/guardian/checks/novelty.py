"""The lesson is new: it is not one that was kept or rejected before, nor nearly one."""

import ast
import hashlib
import re
from collections.abc import Sequence
from functools import lru_cache

from dreamer_app.core.dreams import CheckResult
from dreamer_app.guardian.examination import Examination, failed, passed
from dreamer_app.guardian.parsing import is_docstring, parse

NAME = "novelty"
MAX_LIKENESS = 0.85
_SHINGLE = 5
_TOKEN = re.compile(r"\w+|[^\w\s]")


def novelty(examination: Examination) -> CheckResult:
    """Compare with every known solution."""
    asked = examination.verification
    return compared(asked.code, asked.known_solutions)


def compared(code: str, known: Sequence[str]) -> CheckResult:
    """Compare by structure, then by runs of tokens."""
    own, mine = fingerprint(code), shingles(code)
    nearest, likeness = -1, 0.0
    for number, other in enumerate(known):
        if fingerprint(other) == own:
            return failed(NAME, "The same solution is already known.", nearest=number, likeness=1.0)
        share = _likeness(mine, shingles(other))
        if share > likeness:
            nearest, likeness = number, share
    evidence = {"known": len(known), "nearest": nearest, "likeness": round(likeness, 3)}
    if likeness > MAX_LIKENESS:
        return failed(NAME, f"A known solution is {likeness:.0%} alike.", **evidence)
    return passed(NAME, f"New among {len(known)} known solutions.", **evidence)


class _Renaming(ast.NodeTransformer):
    """Gives every name that the code binds a number, and drops docstrings."""

    def __init__(self, bound: set[str]) -> None:
        self._order: dict[str, str] = {}
        self._bound = bound

    def _number(self, name: str) -> str:
        if name not in self._bound:
            return name
        return self._order.setdefault(name, f"n{len(self._order)}")

    def generic_visit(self, node: ast.AST) -> ast.AST:
        """Rename, then go on inside."""
        for field in ("name", "id", "arg"):
            value = getattr(node, field, None)
            if isinstance(value, str):
                setattr(node, field, self._number(value))
        body = getattr(node, "body", None)
        if isinstance(body, list):
            node.body = [s for s in body if not is_docstring(s)]  # type: ignore[attr-defined]
        for field in ("annotation", "returns"):
            if hasattr(node, field):
                setattr(node, field, None)
        return super().generic_visit(node)


@lru_cache(maxsize=20_000)
def fingerprint(code: str) -> str:
    """Equal for code that differs in names, comments, docstrings and layout only."""
    try:
        tree = parse(code)
        bound = {n.name for n in ast.walk(tree) if isinstance(n, (ast.FunctionDef, ast.ClassDef))}
        bound |= {n.arg for n in ast.walk(tree) if isinstance(n, ast.arg)}
        bound |= {
            n.id for n in ast.walk(tree) if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store)
        }
        text = ast.dump(_Renaming(bound).visit(tree))
    except (ValueError, RecursionError):
        text = code
    return hashlib.sha256(text.encode(errors="surrogatepass")).hexdigest()


@lru_cache(maxsize=20_000)
def shingles(code: str) -> frozenset[int]:
    """Runs of five tokens, hashed."""
    tokens = _TOKEN.findall(code)
    last = max(1, len(tokens) - _SHINGLE + 1)
    return frozenset(hash(tuple(tokens[i : i + _SHINGLE])) for i in range(last))


def _likeness(one: frozenset[int], other: frozenset[int]) -> float:
    """Jaccard index."""
    union = len(one | other)
    return len(one & other) / union if union else 0.0
