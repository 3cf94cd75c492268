"""Runs the tests of one candidate, one by one, in a process made for that."""

import builtins
import contextlib
import sys
from collections.abc import Callable, Iterator
from typing import Any

from dreamer_app.guardian.inside.fixtures import Fixtures, names_of, waited_for
from dreamer_app.guardian.inside.pytest_standin import Skipped
from dreamer_app.guardian.inside.pytest_standin import module as pytest_module
from dreamer_app.guardian.inside.remote import ChannelError, Remote, Unsupported

MODULE_LEVEL = "<module>"
_WHY = 600


class Run:
    """One run of all tests against one candidate.

    Args:
        plan: names of the tests, in the order to run them.
        exports: name, kind, type name and type names of bases of what the candidate defines.
        bare: names of the candidate that the tests use without importing them.
        report: called with the outcome of each test.
    """

    def __init__(
        self,
        plan: dict[str, Any],
        remote: Remote,
        report: Callable[[dict[str, Any]], None],
    ) -> None:
        self._plan = plan
        self._remote = remote
        self._report = report
        self._space: dict[str, Any] = {}
        self._fixtures = Fixtures(())

    def run(self, code: Any) -> None:
        """Execute the test file, then its tests; stop at the first failure if so planned."""
        failed: dict[str, Any] | None = None
        try:
            self._execute(code)
        except BaseException as error:  # noqa: BLE001 - whatever it is, it is reported
            failed = self._failure(error)
        names = [n for n in self._plan["tests"] if n != MODULE_LEVEL]
        if failed or len(names) < len(self._plan["tests"]):
            self._report({"test": MODULE_LEVEL, "cases": 1, **(failed or _PASSED)})
        if failed:
            return
        for name in names:
            outcome = self._outcome(name)
            self._report({"test": name, **outcome})
            if self._plan["first_only"] and outcome["outcome"] != "passed":
                return

    def _execute(self, code: Any) -> None:
        solution = _solution(self._remote, self._plan)
        sys.modules["solution"] = solution
        sys.modules["pytest"] = pytest_module()
        self._remote.stand_in_for_library()
        module = type(sys)("tests")
        sys.modules["tests"] = module
        self._space = module.__dict__
        self._space["__builtins__"] = {**vars(builtins), "getattr": _part, "open": _open}
        for name in self._plan["bare"]:
            if name in vars(solution):
                self._space[name] = vars(solution)[name]
        exec(code, self._space)  # noqa: S102 - inside the sandbox
        self._fixtures = Fixtures(
            value for value in list(self._space.values()) if type(value) is type(_solution)
        )
        for name in ("setUpModule", "setup_module"):
            self._hook_of_module(name, module)

    def _outcome(self, name: str) -> dict[str, Any]:
        cases = 0
        try:
            for case in self._cases(name):
                case()
                cases += 1
        except BaseException as error:  # noqa: BLE001 - whatever it is, it is reported
            return {"cases": cases + 1, **self._failure(error)}
        return {"cases": cases, **_PASSED}

    def _cases(self, name: str) -> Iterator[Callable[[], None]]:
        owner, _, method = name.rpartition("::")
        if owner:
            yield from self._methods(self._space[owner], method)
            return
        function = self._space[name]
        if name == self._plan.get("check"):
            yield lambda: function(getattr(sys.modules["solution"], self._plan["entry"]))
            return
        for values in _parameters(function):
            for world in self._fixtures.worlds(function):
                yield lambda v=values, w=world: self._function(function, v, w)  # type: ignore[misc]

    def _function(self, function: Any, values: dict[str, Any], world: dict[str, Any]) -> None:
        self._hook_of_module("setup_function", function)
        try:
            self._call(function, values, world, self._fixtures)
        finally:
            self._hook_of_module("teardown_function", function)

    def _hook_of_module(self, name: str, *about: Any) -> None:
        hook = self._space.get(name)
        if callable(hook):
            hook(*about) if names_of(hook) else hook()

    def _methods(self, owner: Any, method: str) -> Iterator[Callable[[], None]]:
        if getattr(owner, "dreamer_skipped", False):
            raise Skipped(owner.__name__)
        is_unittest = any(base.__name__ == "TestCase" for base in owner.__mro__)
        ofclass = getattr(owner, "dreamer_cases", [{}])
        for values in _parameters(getattr(owner, method)):
            for more in ofclass:
                instance = owner(method) if is_unittest else owner()
                fixtures = self._fixtures.together_with(instance)
                for world in fixtures.worlds(getattr(instance, method), owner):
                    yield lambda v={**more, **values}, w=world: self._method(  # type: ignore[misc]
                        owner, method, v, w, is_unittest
                    )

    def _method(
        self,
        owner: Any,
        method: str,
        values: dict[str, Any],
        world: dict[str, Any],
        is_unittest: bool,  # noqa: FBT001
    ) -> None:
        instance = owner(method) if is_unittest else owner()
        before, after = (
            ("setUp", "tearDown") if is_unittest else ("setup_method", "teardown_method")
        )
        if is_unittest:
            owner.setUpClass()
        elif hasattr(instance, "setup_class"):
            instance.setup_class()
        fixtures = self._fixtures.together_with(instance)
        with contextlib.ExitStack() as stack:
            if is_unittest:
                stack.callback(instance.doCleanups)
            _hook(instance, before, method)
            stack.callback(_hook, instance, after, method)
            self._call(getattr(instance, method), values, world, fixtures, owner)

    def _call(
        self,
        function: Any,
        values: dict[str, Any],
        world: dict[str, Any],
        fixtures: Fixtures,
        owner: Any = None,
    ) -> None:
        with contextlib.ExitStack() as stack:
            result = function(**fixtures.fill(function, values, world, stack, owner))
            if hasattr(result, "__await__") and hasattr(result, "send"):
                import asyncio

                asyncio.run(waited_for(result))

    def _failure(self, error: BaseException) -> dict[str, Any]:
        why = f"{type(error).__name__}: {_text(error)}"[:_WHY]
        if isinstance(error, Skipped):
            return {"outcome": "skipped", "kind": "skipped", "why": why}
        if isinstance(error, Unsupported):
            return {"outcome": "failed", "kind": "unsupported", "why": why}
        if any(error is known for known in self._remote.raised):
            return {"outcome": "failed", "kind": "raised", "why": f"the candidate raised {why}"}
        if isinstance(error, ChannelError):
            return {"outcome": "failed", "kind": "channel", "why": _text(error)}
        if isinstance(error, AssertionError):
            return {"outcome": "failed", "kind": "assertion", "why": _where(error, why)}
        return {"outcome": "failed", "kind": "error", "why": _where(error, why)}


_PASSED = {"outcome": "passed"}
_SPECIAL = frozenset({"__name__", "__doc__", "__len__", "__version__", "__qualname__"})


def _part(value: Any, name: str, *missing: Any) -> Any:
    """``getattr`` for the tests, without what leads to the process that runs them."""
    private = str(name).startswith("_") and name not in _SPECIAL
    if type(name) is not str or private or name in ("modules", "os", "sys"):
        raise Unsupported(f"getattr of {name!r}")
    return getattr(value, name, *missing)


def _open(file: Any, *args: Any, **kwargs: Any) -> Any:
    """``open`` for the tests: files by their path only."""
    if isinstance(file, int) or kwargs.get("opener") is not None or len(args) > 6:
        raise Unsupported("a file that is not named by its path")
    return open(file, *args, **kwargs)  # noqa: PTH123 - the tests' own to close


def _solution(remote: Remote, plan: dict[str, Any]) -> Any:
    """The module ``solution`` as the tests import it; star imports give what they may use."""
    solution = type(sys)("solution")
    for name, kind, bases in plan["exports"]:
        if name in plan["wanted"]:
            setattr(solution, name, remote.export(name, kind, bases))
    solution.__dict__["__all__"] = [n for n in plan["bare"] if n in vars(solution)]
    return solution


def _parameters(function: Any) -> list[dict[str, Any]]:
    if getattr(function, "dreamer_skipped", False):
        raise Skipped(function.__name__)
    cases: list[dict[str, Any]] = getattr(function, "dreamer_cases", [{}])
    if not cases:
        raise Unsupported("a parametrised test without cases")
    return cases


def _hook(instance: Any, name: str, method: str) -> None:
    hook = getattr(instance, name, None)
    if hook is not None:
        hook(getattr(instance, method)) if names_of(hook) else hook()


def _text(error: BaseException) -> str:
    try:
        return str(error)
    except Exception:  # noqa: BLE001 - an exception of the tests may do anything
        return "?"


def _where(error: BaseException, why: str) -> str:
    """The line of the tests at which it failed."""
    line, trace = 0, error.__traceback__
    while trace is not None:
        if trace.tb_frame.f_code.co_filename == "<tests>":
            line = trace.tb_lineno
        trace = trace.tb_next
    return f"line {line}: {why}"
