"""One candidate under examination: what the checks look at and what they leave for others."""

import ast
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from dreamer_app.core.dreams import CheckResult, Verification
from dreamer_app.core.execution import Observation
from dreamer_app.core.ports import LanguageModel, Sandbox
from dreamer_app.core.states import CheckOutcome
from dreamer_app.core.stop import StopToken
from dreamer_app.guardian import inputs, sources
from dreamer_app.guardian.channel import Bench, TestRun
from dreamer_app.guardian.plan import TestPlan
from dreamer_app.settings import Settings

FURTHER_CALLS = 64


@dataclass(slots=True, kw_only=True)
class Examination:
    """The candidate, its parsed sources, the sandboxes, and facts found on the way.

    ``entry``, ``tree``, ``tests_tree`` and ``plan`` are set by the first check; what needs a
    sandbox comes after it.
    """

    verification: Verification
    settings: Settings
    sandbox: Sandbox
    stop: StopToken
    model: Callable[[], LanguageModel] | None = None
    entry: str = ""
    tree: ast.Module = field(default_factory=lambda: ast.Module(body=[], type_ignores=[]))
    tests_tree: ast.Module = field(default_factory=lambda: ast.Module(body=[], type_ignores=[]))
    plan: TestPlan | None = None
    hidden_plan: TestPlan | None = None
    baseline: TestRun | None = None
    baseline_seconds: float = 0.0
    observed: list[Observation] = field(default_factory=list)
    agreement: float | None = None
    mutation_score: float | None = None
    _bench: Bench | None = None
    _further: list[str] | None = None

    @property
    def bench(self) -> Bench:
        """The two sandboxes, started when first asked for."""
        if self._bench is None:
            modules = sources.standard_modules((self.tree, self.tests_tree))
            self._bench = Bench(self.sandbox, self.verification.libraries, self.stop, modules)
            self._bench.start()
        return self._bench

    @property
    def tests(self) -> TestPlan:
        """The plan of the tests; set by the first check."""
        if self.plan is None:
            raise ValueError("the tests have not been parsed")
        return self.plan

    @property
    def further_calls(self) -> list[str]:
        """Calls like those that the tests made, as source; made once the tests have run."""
        if self._further is None:
            calls = self.baseline.inputs if self.baseline else []
            parameters = _parameters(self.tree, self.entry)
            made = inputs.generate(inputs.examples(calls, self.entry, parameters), FURTHER_CALLS)
            in_place = not _returns_value(self.tree, self.entry)
            self._further = [inputs.expression(self.entry, a, in_place=in_place) for a in made]
            steps = _steps(self.tree, self.tests_tree, self.entry)
            if steps:
                known = inputs.examples(calls, self.entry, parameters)
                begun = [inputs.expression(self.entry, a) for a in known] + self._further
                self._further = inputs.sequences(begun or [f"{self.entry}()"], steps, FURTHER_CALLS)
        return self._further

    def close(self) -> None:
        """End the sandboxes."""
        if self._bench is not None:
            self._bench.close()


def _returns_value(tree: ast.Module, entry: str) -> bool:
    """Whether the function gives something back; otherwise it works on its arguments."""
    for node in tree.body:
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)) and node.name == entry:
            kinds = (ast.Return, ast.Yield, ast.YieldFrom)
            found = [n for n in ast.walk(node) if isinstance(n, kinds)]
            return any(n.value is not None for n in found)
    return True


def _steps(tree: ast.Module, tests: ast.Module, entry: str) -> list[str]:
    """Calls of methods of a class that the tests make with literals, as source after a dot."""
    classes = {n.name: n for n in tree.body if isinstance(n, ast.ClassDef)}
    methods: set[str] = set()
    waiting = [entry]
    while waiting:
        node = classes.pop(waiting.pop(), None)
        if node is not None:
            waiting += [ast.unparse(base) for base in node.bases]
            methods |= {s.name for s in node.body if isinstance(s, ast.FunctionDef)}
    return sorted(
        {
            f"{n.func.attr}({', '.join(map(ast.unparse, [*n.args, *n.keywords]))})"
            for n in ast.walk(tests)
            if isinstance(n, ast.Call)
            and isinstance(n.func, ast.Attribute)
            and n.func.attr in methods
            and all(_is_literal(part) for part in (*n.args, *(k.value for k in n.keywords)))
        }
    )


def _is_literal(node: ast.expr) -> bool:
    try:
        ast.literal_eval(node)
    except (ValueError, TypeError, SyntaxError, RecursionError, MemoryError):
        return False
    return True


def _parameters(tree: ast.Module, entry: str) -> tuple[str, ...]:
    """Names of the positional parameters of a function."""
    for node in tree.body:
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)) and node.name == entry:
            return tuple(a.arg for a in (*node.args.posonlyargs, *node.args.args))
    return ()


def passed(name: str, summary: str, **evidence: Any) -> CheckResult:
    """The check holds."""
    return CheckResult(name=name, outcome=CheckOutcome.PASSED, summary=summary, evidence=evidence)


def failed(name: str, summary: str, **evidence: Any) -> CheckResult:
    """The check does not hold."""
    return CheckResult(name=name, outcome=CheckOutcome.FAILED, summary=summary, evidence=evidence)


def uncertain(name: str, summary: str, **evidence: Any) -> CheckResult:
    """The check can neither vouch for the candidate nor blame it."""
    return CheckResult(
        name=name, outcome=CheckOutcome.UNCERTAIN, summary=summary, evidence=evidence
    )


def skipped(name: str, summary: str, **evidence: Any) -> CheckResult:
    """The check was not carried out, for a reason."""
    return CheckResult(name=name, outcome=CheckOutcome.SKIPPED, summary=summary, evidence=evidence)
