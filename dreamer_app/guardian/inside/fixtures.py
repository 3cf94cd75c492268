"""The fixtures of tests: their own, and those that pytest brings."""

import collections
import contextlib
import io
import itertools
import sys
from collections.abc import Callable, Iterable
from typing import Any

from dreamer_app.guardian.inside.remote import Unsupported
from dreamer_app.guardian.inside.scratch import FOLDER


def names_of(function: Any) -> list[str]:
    """Names of the parameters to fill in."""
    function = getattr(function, "__wrapped__", function)
    code = getattr(function, "__code__", None) or function.__func__.__code__
    names = list(code.co_varnames[: code.co_argcount + code.co_kwonlyargcount])
    defaults = len(getattr(function, "__defaults__", None) or ())
    names = names[: len(names) - defaults] if defaults else names
    return names[1:] if hasattr(function, "__self__") else names


class Fixtures:
    """The fixtures that some tests may ask for by name.

    Args:
        functions: what may declare them, later ones before earlier ones.
    """

    def __init__(self, functions: Iterable[Any]) -> None:
        self._functions = {
            f.dreamer_fixture: f for f in functions if type(getattr(f, "dreamer_fixture", 0)) is str
        }

    def together_with(self, owner: Any) -> "Fixtures":
        """These, and those that a class of tests declares for itself, bound to its instance."""
        own = [
            getattr(owner, name)
            for kind in type(owner).__mro__
            for name in vars(kind)
            if hasattr(vars(kind)[name], "dreamer_fixture")
        ]
        return Fixtures([*self._functions.values(), *own])

    def worlds(self, function: Any, owner: Any = None) -> list[dict[str, Any]]:
        """For each combination of the parameters of the fixtures it needs: those parameters."""
        needed: list[str] = []
        waiting = [*names_of(function), *self._unasked(function, owner)]
        while waiting:
            name = waiting.pop(0)
            if name in self._functions and name not in needed:
                needed.append(name)
                waiting += names_of(self._functions[name])
        varied = [n for n in needed if self._functions[n].dreamer_params is not None]
        choices = [self._functions[n].dreamer_params for n in varied]
        return [dict(zip(varied, chosen, strict=True)) for chosen in itertools.product(*choices)]

    def _unasked(self, function: Any, owner: Any) -> list[str]:
        """Those for every test, and those that a mark names."""
        used = [*getattr(owner, "dreamer_uses", ()), *getattr(function, "dreamer_uses", ())]
        return [*(n for n, f in self._functions.items() if f.dreamer_autouse), *used]

    def fill(
        self,
        function: Any,
        given: dict[str, Any],
        world: dict[str, Any],
        stack: contextlib.ExitStack,
        owner: Any = None,
    ) -> dict[str, Any]:
        """The arguments of a test: those given, and the fixtures for the rest."""
        made: dict[str, Any] = dict(given)
        for name in self._unasked(function, owner):
            self._make(name, world, stack, made)
        return {
            n: self._make(n, world, stack, made)
            for n in {**given, **dict.fromkeys(names_of(function))}
        }

    def _make(
        self, name: str, world: dict[str, Any], stack: contextlib.ExitStack, made: dict[str, Any]
    ) -> Any:
        if name in made:
            return made[name]
        function = self._functions.get(name)
        if function is None:
            made[name] = _builtin(name, stack)
            return made[name]
        request = Request(
            world.get(name), stack.callback, lambda other: self._make(other, world, stack, made)
        )
        needs = {
            n: request if n == "request" else self._make(n, world, stack, made)
            for n in names_of(function)
        }
        value = function(**needs)
        if hasattr(value, "__next__") and hasattr(value, "gi_frame"):
            generator = value
            value = next(generator)
            stack.callback(lambda: next(generator, None))
        elif hasattr(value, "__await__") and hasattr(value, "send"):
            import asyncio

            value = asyncio.run(waited_for(value))
        made[name] = value
        return value


async def waited_for(value: Any) -> Any:
    """The result of what can be awaited."""
    return await value


class Request:
    """What a fixture may know of the test that asks for it."""

    def __init__(self, param: Any, at_end: Callable[..., Any], ask: Callable[[str], Any]) -> None:
        self.param = param
        self.addfinalizer = at_end
        self.getfixturevalue = ask


class Capture:
    """The fixture ``capsys``."""

    def __init__(self, out: io.StringIO, err: io.StringIO) -> None:
        self._out = out
        self._err = err

    def readouterr(self) -> Any:
        """What was printed since the last time."""
        texts = [stream.getvalue() for stream in (self._out, self._err)]
        for stream in (self._out, self._err):
            stream.seek(0)
            stream.truncate()
        return collections.namedtuple("CaptureResult", "out err")(*texts)


class _Folders:
    """The fixture ``tmp_path_factory``."""

    def mktemp(self, basename: str, numbered: bool = True) -> Any:  # noqa: FBT001, FBT002, ARG002
        """A new folder."""
        import pathlib
        import tempfile

        return pathlib.Path(tempfile.mkdtemp(prefix=basename, dir=FOLDER))


def _builtin(name: str, stack: contextlib.ExitStack) -> Any:
    if name in ("capsys", "capfd"):
        out, err = io.StringIO(), io.StringIO()
        stack.enter_context(contextlib.redirect_stdout(out))
        stack.enter_context(contextlib.redirect_stderr(err))
        return Capture(out, err)
    if name == "tmp_path":
        return _Folders().mktemp("")
    if name == "tmp_path_factory":
        return _Folders()
    if name == "monkeypatch":
        made = sys.modules["pytest"].MonkeyPatch()
        stack.callback(made.undo)
        return made
    raise Unsupported(f"the fixture {name!r}")
