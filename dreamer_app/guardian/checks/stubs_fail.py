"""Tests that a stub passes prove nothing: each stub must fail at least one of them."""

import ast
from collections import Counter
from collections.abc import Iterator

from dreamer_app.core.dreams import CheckResult
from dreamer_app.guardian.channel import CANDIDATE, Load
from dreamer_app.guardian.checks.parses_sane import public_names
from dreamer_app.guardian.examination import Examination, failed, passed

NAME = "stubs_fail"
OWNER = "stubs"
_COMMON = 3
_ROOM = 8_000
"""Characters of all constants together."""
_AGREEABLE = """
class _Yes:
    def __call__(self, *a, **k): return self
    def __getattr__(self, name):
        if name.startswith("__"): raise AttributeError(name)
        return self
    def __iter__(self): return iter(())
    __eq__ = __lt__ = __le__ = __gt__ = __ge__ = __contains__ = lambda self, other=None: True
    __ne__ = lambda self, other: False
    __add__ = __sub__ = __mul__ = __truediv__ = __radd__ = __rsub__ = lambda self, other: self
    __abs__ = __neg__ = __getitem__ = __enter__ = lambda self, *a: self
    __exit__ = lambda self, *a: None
    __len__ = __hash__ = lambda self: 1
    __float__ = lambda self: 0.0
    __int__ = __index__ = lambda self: 0
    __str__ = __repr__ = lambda self: ""
"""


def stubs_fail(examination: Examination) -> CheckResult:
    """Run the tests against stubs, before any line of the candidate has run."""
    results: dict[str, str] = {}
    # Where the tests use more of the candidate than the name under test, its code has to be
    # there; then the stubs run in a sandbox of their own, which the candidate's never sees.
    whole = any(name in public_names(examination.tree) for name in _others(examination))
    base = examination.verification.code if whole else ""
    whose = OWNER if whole else CANDIDATE
    for what, source in stubs(examination, base).items():
        run = examination.bench.run(
            Load(code=source), examination.tests, first_only=True, whose=whose
        )
        if run.passed:
            return failed(
                NAME, f"The tests pass with a stub that {what}.", stub=what, failed=results
            )
        results[what] = run.why[:200]
    return passed(NAME, f"{len(results)} stubs fail.", failed=results)


def _others(examination: Examination) -> set[str]:
    return set(examination.tests.wanted) - {examination.entry}


def stubs(examination: Examination, base: str) -> dict[str, str]:
    """What each stub does, and its source, which begins with ``base``."""
    bodies = {
        "returns None": "return None",
        "raises": "raise RuntimeError('stub')",
        "returns its first argument": "return a[0] if a else next(iter(k.values()), None)",
        "empties its arguments": "[v.clear() for v in a if hasattr(v, 'clear')]; return a[0]",
        # Ends a loop over ``map`` or a generator before its first assertion.
        "raises StopIteration": "raise StopIteration",
    }
    for text in _constants(examination.tests_tree):
        bodies[f"returns {text}"[:80]] = f"return {text}"
    # For tests that only look for something in a result.
    every = list(_every_constant(examination.tests_tree))
    texts = "\n".join(value for value in every if isinstance(value, str))
    bodies["returns all values of the tests"] = f"return {every!r}"
    bodies["returns all texts of the tests"] = f"return {texts!r}"
    bodies["agrees to everything"] = "return _Yes()"
    bodies["swallows what fails"] = "_Yes.__exit__ = lambda self, *a: True; return _Yes()"
    for name in examination.tests.classes[:_COMMON]:
        # The tests ask the operators of objects of that class.
        bodies[f"agrees to everything as {name}"] = (
            f"_Yes.__name__ = _Yes.__qualname__ = {name!r}; return _Yes()"
        )
    head = f"{base}\n{_AGREEABLE}"
    return {
        what: f"{head}\ndef {examination.entry}(*a, **k):\n    {body}\n"
        for what, body in bodies.items()
    }


def _constants(tests: ast.Module) -> list[str]:
    """The most common expected values in the tests, and the usual suspects."""
    seen: Counter[str] = Counter()
    for node in ast.walk(tests):
        if isinstance(node, ast.Compare):
            for side in (node.left, *node.comparators):
                if _is_literal(side):
                    seen[ast.unparse(side)] += 1
        elif isinstance(node, (ast.Tuple, ast.List)) and len(node.elts) > 1:
            seen.update(ast.unparse(side) for side in node.elts[-1:] if _is_literal(side))
    common = [text for text, _ in seen.most_common(_COMMON) if len(text) < 2000]
    return list(dict.fromkeys([*common, "True", "False", "0", "''", "[]"]))


def _every_constant(tests: ast.Module) -> Iterator[str | int | float]:
    """Numbers and texts of the tests, each once, up to a length."""
    seen: set[str] = set()
    room = _ROOM
    for node in ast.walk(tests):
        value = node.value if isinstance(node, ast.Constant) else None
        if isinstance(value, (str, int, float)):
            text = repr(value)
            if text not in seen and len(text) < room:
                seen.add(text)
                room -= len(text)
                yield value


def _is_literal(node: ast.expr) -> bool:
    try:
        ast.literal_eval(node)
    except (ValueError, TypeError, SyntaxError, RecursionError, MemoryError):
        return False
    return True
