"""The process that holds a candidate: loads it and answers what the tests ask of it.

Everything in here is in the candidate's hands once it has been loaded, and nobody trusts
what comes out. It answers requests (``call``, ``get``, ``set``, ``next``, ...) on names that
the candidate defines and on objects that it returned earlier, which are known by number.
"""

import builtins
import io
import os
import sys
from typing import Any

from dreamer_app.guardian.inside.codec import (
    BadFrame,
    Decoder,
    Encoder,
    Json,
    TooLarge,
    type_name,
)
from dreamer_app.guardian.inside.pipes import Gone, Pipe
from dreamer_app.guardian.inside.plain_json import dumps, loads
from dreamer_app.guardian.inside.scratch import Scratch
from dreamer_app.guardian.inside.surroundings import follow

MODULE = "solution"
FILE = "<solution>"
_OUTPUT = 64 * 1024
_ATTRIBUTES = 20
_CHANGEABLE = (list, dict, set, bytearray, io.StringIO, io.BytesIO)
"""Arguments that a call may change in place."""

FORWARDED = [
    "__call__",
    "__len__",
    "__iter__",
    "__next__",
    "__getitem__",
    "__setitem__",
    "__delitem__",
    "__contains__",
    "__bool__",
    "__enter__",
    "__exit__",
    "__int__",
    "__float__",
    "__index__",
    "__abs__",
    "__neg__",
    "__pos__",
    "__invert__",
    "__round__",
    "__add__",
    "__radd__",
    "__sub__",
    "__rsub__",
    "__mul__",
    "__rmul__",
    "__truediv__",
    "__rtruediv__",
    "__floordiv__",
    "__mod__",
    "__pow__",
    "__matmul__",
    "__and__",
    "__or__",
    "__xor__",
    "__lshift__",
    "__rshift__",
    "__iadd__",
    "__isub__",
    "__lt__",
    "__le__",
    "__gt__",
    "__ge__",
    "__reversed__",
]


class Captured(io.StringIO):
    """Standard output of the candidate, up to a limit."""

    def write(self, text: str) -> int:
        """Keep what fits."""
        if self.tell() < _OUTPUT:
            super().write(text[:_OUTPUT])
        return len(text)

    def take(self) -> str:
        """What was written since the last time."""
        text = self.getvalue()
        if text:
            self.seek(0)
            self.truncate()
        return text


def load(code: str) -> dict[str, Any]:
    """Execute the candidate as the module ``solution``; its namespace."""
    module = type(sys)(MODULE)
    sys.modules[MODULE] = module
    module.__dict__["__builtins__"] = builtins
    exec(compile(code, FILE, "exec", dont_inherit=True), module.__dict__)  # noqa: S102
    return module.__dict__


def describe_error(error: BaseException, depth: int = 3) -> dict[str, Any]:
    """An exception as data: its types by name, arguments, text and plain attributes."""
    encode = Encoder(lambda _: None)
    described: dict[str, Any] = {"mro": [type_name(kind) for kind in type(error).__mro__][:-1]}
    try:
        described["text"] = str(error)[:2000]
        described["args"] = [_plain(item) for item in error.args[:_ATTRIBUTES]]
        described["attributes"] = {
            str(k): encode(v)
            for k, v in list(vars(error).items())[:_ATTRIBUTES]
            if not str(k).startswith("_")
        }
        described["attributes"] |= {k: encode(v) for k, v in _of_class(error)}
        if depth and error.__cause__ is not None:
            described["cause"] = describe_error(error.__cause__, depth - 1)
    except Exception:  # noqa: BLE001 - the candidate's own code may do anything
        described.setdefault("text", "")
    return described


def _of_class(error: BaseException) -> list[tuple[str, Any]]:
    """What the candidate's own kinds of exception define besides: constants and properties."""
    own = [k for k in type(error).__mro__ if k.__module__ == MODULE]
    names = [n for k in own for n in vars(k) if not n.startswith("_") and n not in vars(error)]
    found = [(name, getattr(error, name)) for name in names[:_ATTRIBUTES]]
    return [(name, value) for name, value in found if not callable(value)]


def _plain(value: Any) -> Json:
    try:
        return Encoder(lambda other: str(other)[:500])(value)
    except TooLarge:
        return "..."


class Candidate:
    """A loaded candidate and the objects that it handed out.

    Args:
        pipe: where callbacks into the tests go while a call runs.
    """

    def __init__(self, pipe: Pipe) -> None:
        self._pipe = pipe
        self._namespace: dict[str, Any] = {}
        self._objects: list[Any] = []
        self._numbers: dict[int, int] = {}
        self._decode = Decoder(self._special)
        self._out = Captured()
        self._scratch = Scratch()

    def _show_files(self, reply: dict[str, Any]) -> None:
        """Send what the call wrote into the scratch folder."""
        files = self._scratch.changes()
        if files:
            reply["files"] = files

    def open(self, code: str) -> dict[str, Any]:
        """Load the code; what it defines, or how it failed."""
        sys.stdout = sys.stderr = self._out
        sys.stdin = io.StringIO()
        try:
            self._namespace = load(code)
        except BaseException as error:  # noqa: BLE001 - whatever it does is its answer
            return {"failed": describe_error(error)}
        return {"exports": self._exports()}

    def _exports(self) -> list[list[Any]]:
        exports: list[list[Any]] = []
        module = type(sys)
        for name, value in list(self._namespace.items()):
            if name.startswith("_") or isinstance(value, module):
                continue
            if isinstance(value, type):
                kinds = [type_name(k) for k in value.__mro__][:-1]
                exports.append([name, "type", kinds])
            elif callable(value):
                flags = getattr(getattr(value, "__code__", None), "co_flags", 0)
                exports.append([name, "async" if flags & 0x80 else "function", []])
            else:
                exports.append([name, "value", []])
        return exports

    def answer(self, text: str) -> str:
        """Do what one request asks; the reply as text."""
        try:
            request = loads(text)
            if "files" in request:
                self._scratch.apply(request["files"])
            if "surroundings" in request:
                follow(request["surroundings"])
            reply = getattr(self, "_do_" + str(request["do"]))(request)
        except BaseException as error:  # noqa: BLE001 - whatever it does is its answer
            reply = {"raise": describe_error(error)}
        self._show_files(reply)
        printed = self._out.take()
        if printed:
            reply["out"] = printed
        try:
            return dumps(reply)
        except BaseException as error:  # noqa: BLE001 - as above
            return dumps({"raise": describe_error(error)})

    def _do_call(self, request: Any) -> Json:
        target = self._decode(request["target"])
        encoded = request["args"]
        args = [self._decode(item) for item in encoded]
        kwargs = {key: self._decode(item) for key, item in request["kwargs"]}
        result = target(*args, **kwargs)
        for position, argument in enumerate(args):
            if result is argument and isinstance(argument, _CHANGEABLE):
                return {"value": ["A", position], **self._changes(encoded, args)}
        return {"value": self.encode(result), **self._changes(encoded, args)}

    def _changes(self, before: list[Json], args: list[Any]) -> dict[str, Json]:
        """Arguments that the call changed in place."""
        after = [
            [position, self.encode(argument)]
            for position, argument in enumerate(args)
            if isinstance(argument, _CHANGEABLE) and not getattr(argument, "closed", False)
        ]
        changed = [[p, a] for p, a in after if a != before[p]]
        return {"changed": changed} if changed else {}

    def _do_get(self, request: Any) -> Json:
        return {"value": self.encode(getattr(self._decode(request["target"]), request["name"]))}

    def _do_name(self, request: Any) -> Json:
        return {"value": self.encode(self._namespace[request["name"]])}

    def _do_set(self, request: Any) -> Json:
        setattr(self._decode(request["target"]), request["name"], self._decode(request["value"]))
        return {"value": None}

    def _do_next(self, request: Any) -> Json:
        try:
            return {"value": self.encode(next(self._decode(request["target"])))}
        except StopIteration:
            return {"stop": True}

    def _do_await(self, request: Any) -> Json:
        import asyncio

        return {"value": self.encode(asyncio.run(_wait_for(self._decode(request["target"]))))}

    def _do_state(self, request: Any) -> Json:
        """Type and fields of an object, for comparison by the tests' side."""
        value = self._decode(request["target"])
        fields = dict(getattr(value, "__dict__", {}))
        for kind in type(value).__mro__:
            slots = getattr(kind, "__slots__", ())
            for name in (slots,) if isinstance(slots, str) else slots:
                if hasattr(value, name):
                    fields[name] = getattr(value, name)
        equality: Any = type(value).__eq__
        comparable = equality is not object.__eq__
        return {"value": self.encode([type_name(type(value)), comparable, fields])}

    def encode(self, value: Any) -> Json:
        """The JSON form of a result; objects become numbers that stay known here."""
        return Encoder(self._opaque)(value)

    def _opaque(self, value: Any) -> Json:
        kind = type(value)
        if isinstance(value, BaseException):
            return ["x", describe_error(value)]
        if isinstance(value, type):
            return ["T", type_name(value), self._number(value)]
        if hasattr(kind, "_member_map_") and hasattr(value, "_name_"):
            plain = isinstance(value, (int, str, float))
            parts = [type_name(kind), value.name, self.encode(value.value), plain]
            return ["E", *parts, self._number(value), self._flags(kind)]
        if isinstance(value, tuple) and hasattr(kind, "_fields"):
            return ["N", type_name(kind), list(kind._fields), [self.encode(i) for i in value]]
        if kind.__module__ == "numpy" and hasattr(value, "tolist"):
            return self._array(value)
        bases = [type_name(base) for base in kind.__mro__[:-1]]
        return ["h", self._number(value), type_name(kind), self._flags(kind), bases]

    @staticmethod
    def _flags(kind: type) -> list[str]:
        flags = [name for name in FORWARDED if getattr(kind, name, None) is not None]
        shows = ("__str__", "__repr__")
        return flags + [n for n in shows if getattr(kind, n) is not getattr(object, n)]

    def _array(self, value: Any) -> Json:
        if getattr(value, "ndim", 0) == 0:
            return self.encode(value.item())
        return ["a", value.dtype.str, self.encode(value.tolist())]

    def _number(self, value: Any) -> int:
        number = self._numbers.get(id(value))
        if number is None:
            number = self._numbers[id(value)] = len(self._objects)
            self._objects.append(value)
        return number

    def _special(self, data: list[Any]) -> Any:
        tag = data[0]
        if tag == "X":
            return self._namespace[data[1]]
        if tag == "H":
            return self._objects[data[1]]
        if tag == "K":
            return Callback(self, data[1], *data[2:4])
        if tag == "Z":
            return rebuild_error(data[1], self._decode)
        if tag == "I":
            return iter(_Iterator(Callback(self, data[1])))
        if tag == "F":
            return _named(data[1])
        if tag == "P":
            return _named(data[1])(*(self._decode(item) for item in data[2]))
        if tag == "a":
            import numpy as np  # type: ignore[import-not-found,unused-ignore]

            return np.array(self._decode(data[2]), dtype=data[1])
        raise BadFrame(f"unknown tag {tag!r}")

    def call_back(self, number: int, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
        """Call a function of the tests that was passed as an argument."""
        request = {
            "callback": number,
            "args": [self.encode(a) for a in args],
            "kwargs": [[k, self.encode(v)] for k, v in kwargs.items()],
        }
        self._pipe.send(dumps(request))
        while True:
            reply = loads(self._pipe.receive())
            if reply.get("do") != "reply":
                self._pipe.send(self.answer(dumps(reply)))
                continue
            if "raise" in reply:
                raise rebuild_error(reply["raise"], self._decode)
            return self._decode(reply["value"])


class Callback:
    """A function of the tests, as the candidate sees it."""

    def __init__(
        self, candidate: Candidate, number: int, name: str = "callback", doc: str | None = None
    ) -> None:
        self._candidate = candidate
        self._number = number
        self.__name__ = self.__qualname__ = name
        self.__doc__ = doc

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        """Ask the tests for the result."""
        return self._candidate.call_back(self._number, args, kwargs)

    def __get__(self, instance: Any, owner: Any = None) -> Any:
        if instance is None:
            return self
        return lambda *args, **kwargs: self(instance, *args, **kwargs)


def _named(path: str) -> Any:
    """What ``module:name`` names."""
    module, _, name = path.partition(":")
    value: Any = __import__(module, fromlist=["_"])
    for part in name.split("."):
        value = getattr(value, part)
    return value


class _Iterator:
    """An iterator of the tests, as the candidate sees it."""

    def __init__(self, following: Callback) -> None:
        self._following = following

    def __iter__(self) -> "_Iterator":
        return self

    def __next__(self) -> Any:
        return self._following()


def rebuild_error(described: Any, decode: Decoder) -> BaseException:
    """An exception from its description: the nearest type that is loaded here."""
    for name in described["mro"]:
        module, _, qualname = name.partition(":")
        kind: Any = sys.modules.get(module)
        for part in qualname.split("."):
            kind = getattr(kind, part, None)
        if isinstance(kind, type) and issubclass(kind, BaseException):
            error = kind.__new__(kind)
            error.args = tuple(decode(item) for item in described.get("args", ()))
            return error
    return Exception(described.get("text", ""))


async def _wait_for(value: Any) -> Any:
    return await value


def hold(incoming: int, outgoing: int) -> None:
    """Hold a candidate until its pipe closes; never returns."""
    try:
        serve(Pipe(incoming, outgoing, blocking=True))
    except Gone:
        pass
    finally:
        os._exit(0)


def serve(pipe: Pipe) -> None:
    """Load the candidate that the first frame holds, then answer until the pipe closes."""
    first = loads(pipe.receive())
    finish = prepare(first)
    candidate = Candidate(pipe)
    pipe.send(dumps(candidate.open(first["code"])))
    while True:
        text = pipe.receive()
        if text == "finish":
            pipe.send(dumps(finish()))
            return
        pipe.send(candidate.answer(text))


def prepare(first: dict[str, Any]) -> Any:
    """Set up clock, processor limit and coverage; what to ask for at the end."""
    if first.get("clock"):
        from dreamer_app.guardian.inside.clock_shift import shift

        shift(first["clock"])
    if first.get("cpu"):
        from _signal import ITIMER_PROF, setitimer  # type: ignore[import-not-found]

        setitimer(ITIMER_PROF, first["cpu"])
    if first.get("coverage"):
        from dreamer_app.guardian.inside.trace import Trace
        from dreamer_app.guardian.inside.watch import Watch

        did, traced = Watch(FILE).start(), Trace(FILE).start()
        return lambda: {"did": did(), **traced()}
    return dict
