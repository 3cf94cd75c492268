"""The part of pytest that lessons' tests may use, under the name ``pytest``.

What is not here raises :class:`Unsupported` when it is asked for, so that such tests fail
clearly instead of passing by accident.
"""

import sys
from collections.abc import Callable, Iterable
from typing import Any

from dreamer_app.guardian.inside.monkeypatch import MonkeyPatch
from dreamer_app.guardian.inside.remote import Unsupported


class Skipped(BaseException):
    """A test skipped itself."""


class Failed(AssertionError):  # noqa: N818 - pytest's own name
    """``pytest.fail`` and exceptions that were expected and did not come."""


def fail(reason: str = "", pytrace: bool = True, msg: str = "") -> None:  # noqa: ARG001, FBT001, FBT002
    """Fail the running test."""
    raise Failed(reason or msg)


def skip(reason: str = "", **_: Any) -> None:
    """Skip the running test; a lesson with a skipped test is not accepted."""
    raise Skipped(reason)


def importorskip(name: str, *_: Any, **__: Any) -> Any:
    """Import a module, or skip."""
    try:
        __import__(name)
    except ImportError:
        skip(f"{name} is missing")
    return sys.modules[name]


class ExceptionInfo:
    """What ``pytest.raises`` caught."""

    type: Any = None
    value: Any = None
    tb: Any = None

    def match(self, pattern: str) -> bool:
        """Assert that the message matches."""
        import re  # takes 5 ms

        if not re.search(pattern, str(self.value)):
            raise Failed(f"{pattern!r} does not match {str(self.value)!r}")
        return True

    def __str__(self) -> str:
        return repr(self.value)


class _Raises:
    def __init__(self, expected: Any, match: Any) -> None:
        self._expected = expected
        self._match = match
        self._info = ExceptionInfo()

    def __enter__(self) -> ExceptionInfo:
        return self._info

    def __exit__(self, kind: Any, value: Any, trace: Any) -> bool:
        if kind is None:
            raise Failed(f"DID NOT RAISE {self._expected!r}")
        if not issubclass(kind, self._expected):
            return False
        self._info.type, self._info.value, self._info.tb = kind, value, trace
        if self._match is not None:
            self._info.match(self._match)
        return True


def raises(expected_exception: Any, *args: Any, match: Any = None, **kwargs: Any) -> Any:
    """Assert that an exception of that type is raised."""
    expected = expected_exception
    kinds = expected if isinstance(expected, tuple) else (expected,)
    if not all(isinstance(k, type) and issubclass(k, BaseException) for k in kinds):
        raise Unsupported("pytest.raises of something that is no exception type")
    if not args:
        return _Raises(expected, match)
    with _Raises(expected, match) as info:
        args[0](*args[1:], **kwargs)
    return info


class approx:  # noqa: N801 - pytest's own name
    """Equal to within a tolerance: numbers, or sequences and mappings of numbers."""

    __array_ufunc__ = None
    __hash__ = None  # type: ignore[assignment]

    def __init__(
        self,
        expected: Any,
        rel: Any = None,
        abs: Any = None,  # noqa: A002 - pytest's own name
        nan_ok: bool = False,  # noqa: FBT001, FBT002
    ) -> None:
        self.expected = expected
        self._rel = rel
        self._abs = abs
        self._nan_ok = nan_ok

    def __eq__(self, actual: object) -> bool:
        return self._near(actual, self.expected)

    def __repr__(self) -> str:
        return f"approx({self.expected!r})"

    def _near(self, actual: Any, expected: Any) -> bool:
        if hasattr(actual, "tolist") and type(actual).__module__ == "numpy":
            actual = actual.tolist()
        if hasattr(expected, "tolist") and type(expected).__module__ == "numpy":
            expected = expected.tolist()
        if isinstance(expected, dict):
            return (
                isinstance(actual, dict)
                and actual.keys() == expected.keys()
                and all(self._near(actual[k], v) for k, v in expected.items())
            )
        if isinstance(expected, (list, tuple)):
            return (
                isinstance(actual, (list, tuple))
                and len(actual) == len(expected)
                and all(map(self._near, actual, expected))
            )
        return self._close(actual, expected)

    def _close(self, actual: Any, expected: Any) -> bool:
        numbers = (int, float, complex)
        plain = isinstance(actual, numbers) and isinstance(expected, numbers)
        if not plain or isinstance(actual, bool) or isinstance(expected, bool):
            try:
                return bool(actual == expected or self._close_exactly(actual, expected))
            except TypeError:
                return False
        if actual == expected:
            return True
        if actual != actual or expected != expected:
            return bool(self._nan_ok and actual != actual and expected != expected)
        if abs_of(expected) == float("inf") or abs_of(actual) == float("inf"):
            return False
        return bool(abs_of(actual - expected) <= self._tolerance(expected))

    def _close_exactly(self, actual: Any, expected: Any) -> bool:
        """Decimals and fractions."""
        if type(actual).__name__ not in ("Decimal", "Fraction", "int", "float"):
            return False
        return abs(float(actual) - float(expected)) <= self._tolerance(float(expected))

    def _tolerance(self, expected: Any) -> float:
        if self._rel is None and self._abs is not None:
            return float(self._abs)
        relative = (1e-6 if self._rel is None else float(self._rel)) * abs_of(expected)
        return float(max(relative, 1e-12 if self._abs is None else float(self._abs)))


abs_of: Callable[[Any], Any] = abs


class param:  # noqa: N801 - pytest's own name
    """One case of a parametrised test."""

    def __init__(self, *values: Any, marks: Any = (), id: Any = None) -> None:  # noqa: A002, ARG002
        for mark in marks if isinstance(marks, (list, tuple)) else (marks,):
            if hasattr(mark(lambda: None), "dreamer_skipped"):
                raise Skipped("a case of a parametrised test")
        self.values = values


class _Mark:
    def parametrize(self, argnames: Any, argvalues: Iterable[Any], **options: Any) -> Any:
        if set(options) - {"ids", "scope"}:
            raise Unsupported(f"parametrize with {', '.join(sorted(options))}")
        named = argnames.split(",") if isinstance(argnames, str) else argnames
        split = [name.strip() for name in named if name.strip()]
        cases = []
        for value in list(argvalues):
            if isinstance(value, param):
                alone = len(split) == 1 and isinstance(argnames, str)
                value = value.values[0] if alone else value.values  # noqa: PLW2901
            row = (value,) if len(split) == 1 and isinstance(argnames, str) else tuple(value)
            if len(row) != len(split):
                raise Unsupported("a parametrised case with another number of values than names")
            cases.append(dict(zip(split, row, strict=True)))
        return lambda function: _add(function, cases)

    def __getattr__(self, name: str) -> Any:
        if name in ("skip", "skipif", "xfail"):
            return _skipping
        if name == "usefixtures":
            return _using
        return _plain_mark


def _add(function: Any, cases: list[dict[str, Any]]) -> Any:
    """Stacked parametrize decorators multiply."""
    before = getattr(function, "dreamer_cases", [{}])
    function.dreamer_cases = [{**old, **new} for new in cases for old in before]
    return function


def _skipping(*args: Any, **_: Any) -> Any:
    def mark(function: Any) -> Any:
        function.dreamer_skipped = True
        return function

    return mark(args[0]) if len(args) == 1 and callable(args[0]) else mark


def _using(*names: str) -> Any:
    def mark(function: Any) -> Any:
        function.dreamer_uses = (*getattr(function, "dreamer_uses", ()), *names)
        return function

    return mark


def _plain_mark(*args: Any, **_: Any) -> Any:
    if len(args) == 1 and callable(args[0]):
        return args[0]
    return lambda function: function


mark = _Mark()


def fixture(*args: Any, **options: Any) -> Any:
    """Declare a fixture of the test file."""
    if set(options) - {"scope", "name", "params", "autouse", "ids"}:
        raise Unsupported(f"fixture with {', '.join(sorted(options))}")

    def declare(function: Any) -> Any:
        function.dreamer_fixture = options.get("name") or function.__name__
        params = options.get("params")
        function.dreamer_params = (
            params
            if params is None
            else [p.values[0] if isinstance(p, param) else p for p in params]
        )
        function.dreamer_autouse = bool(options.get("autouse"))
        return function

    return declare(args[0]) if args else declare


class _Annotation:
    """What tests only name, to say what a fixture is."""

    def __class_getitem__(cls, _: Any) -> Any:
        return cls


class _Module(type(sys)):  # type: ignore[misc]
    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        raise Unsupported(f"pytest.{name}")


def module() -> Any:
    """The module that tests import as ``pytest``."""
    made = _Module("pytest")
    made.MonkeyPatch = MonkeyPatch
    for name in ("CaptureFixture", "FixtureRequest", "TempPathFactory"):
        setattr(made, name, _Annotation)
    for name in (
        "fail",
        "skip",
        "importorskip",
        "raises",
        "approx",
        "param",
        "mark",
        "fixture",
        "ExceptionInfo",
    ):
        setattr(made, name, globals()[name])
    return made
