"""The candidate as the tests see it: proxies that ask the other sandbox.

Whatever comes back is data. A value of a builtin type becomes exactly that; an object of the
candidate becomes a proxy that equals nothing but itself (or, between two objects of a class
that the tests name, what has equal fields), so no ``__eq__`` of the candidate ever decides a
comparison with an expected value, and no expected value reaches it through an operator.
"""

import json
import operator
import sys
from collections.abc import Callable, Iterator
from typing import Any

from dreamer_app.guardian.inside.codec import BadFrame, Decoder, Encoder, Json
from dreamer_app.guardian.inside.handles import (
    RELATIONS,
    SPECIAL,
    Handle,
    last_name,
    number_of,
    parts_of,
)
from dreamer_app.guardian.inside.scratch import Scratch
from dreamer_app.guardian.inside.surroundings import Surroundings

_OWN_MODULES = ("dreamer_app", "pytest", "__main__", "tests", "_pytest", "unittest")


class ChannelError(Exception):
    """The candidate crashed, hung, or answered with something that is no answer."""


class Unsupported(Exception):  # noqa: N818 - a limit of this harness, not an error
    """The tests ask for something that this harness does not offer."""


class Remote:
    """The connection to the candidate.

    Args:
        say: sends a message, gives the reply; both text. The third argument is the call as
            data, for the host's record, or None.
        classes: names of classes of the candidate that the tests mention.
    """

    def __init__(self, say: Callable[[str, Json], str], classes: frozenset[str]) -> None:
        self._say = say
        self._classes = classes
        self._callbacks: list[Callable[..., Any]] = []
        self._kinds: dict[Any, type] = {}
        self._errors: dict[str, type[BaseException]] = {}
        self._members: dict[tuple[str, str], EnumMember] = {}
        self._handles: dict[int, Any] = {}
        self.decode = Decoder(self._special)
        self.raised: list[BaseException] = []
        self._scratch = Scratch()
        self._surroundings = Surroundings()

    # -- asking -------------------------------------------------------------------------

    def ask(self, request: dict[str, Any], call: Json = None, args: tuple[Any, ...] = ()) -> Any:
        """Send one request; the value, or the exception raised, that comes back."""
        text = json.dumps(request)
        while True:
            reply = self._parse(self._say(text, call))
            call = None
            if "callback" not in reply:
                return self._result(reply, args)
            text = json.dumps(self._call_back(reply))

    def _parse(self, text: str) -> dict[str, Any]:
        try:
            reply = json.loads(text)
        except (ValueError, RecursionError):
            raise ChannelError("the candidate's answer is not JSON") from None
        if type(reply) is not dict:
            raise ChannelError("the candidate's answer is no answer")
        return reply

    def _result(self, reply: dict[str, Any], args: tuple[Any, ...]) -> Any:
        out = reply.get("out")
        if type(out) is str:
            sys.stdout.write(out)
        try:
            if "files" in reply:
                self._scratch.apply(reply["files"])
            if "raise" in reply:
                error = self.error(reply["raise"])
                self.raised.append(error)
                raise error
            for position, data in reply.get("changed", ()):
                if type(position) is int and 0 <= position < len(args):
                    _change(args[position], self.decode(data))
            if reply.get("stop") is True:
                return STOP
            data = reply["value"]
            if type(data) is list and data and data[0] == "A":
                return args[data[1]]
            return self.decode(data)
        except (BadFrame, KeyError, TypeError, ValueError, RecursionError, IndexError) as bad:
            if any(bad is known for known in self.raised):
                raise
            raise ChannelError(f"the candidate's answer is no value: {bad}") from None

    def call(self, target: Json, args: tuple[Any, ...], kwargs: dict[str, Any], name: str) -> Any:
        """Call a function of the candidate."""
        encoded = [self.encode(a) for a in args]
        files = self._scratch.changes()
        named = [[k, self.encode(v)] for k, v in kwargs.items()]
        request = {"do": "call", "target": target, "args": encoded, "kwargs": named}
        if files:
            request["files"] = files
        surroundings = self._surroundings.changes()
        if surroundings:
            request["surroundings"] = surroundings
        return self.ask(request, [name, encoded, named], args)

    def method(self, handle: "Handle", name: str, args: tuple[Any, ...]) -> Any:
        """Call a special method of an object of the candidate."""
        target = ["H", number_of(handle)]
        if name == "__next__":
            value = self.ask({"do": "next", "target": target})
            if value is STOP:
                raise StopIteration
            return value
        found = self.ask({"do": "get", "target": target, "name": name})
        return found(*args)

    # -- encoding -----------------------------------------------------------------------

    def encode(self, value: Any) -> Json:
        """An argument as JSON."""
        return Encoder(self._opaque)(value)

    def _opaque(self, value: Any) -> Json:
        known = self._known(value)
        if known is not None:
            return known
        kind = type(value)
        if kind.__module__ == "numpy" and hasattr(value, "tolist"):
            return ["a", value.dtype.str, self.encode(value.tolist())]
        if callable(value):
            self._callbacks.append(value)
            return ["K", len(self._callbacks) - 1]
        if hasattr(kind, "_member_map_"):
            return ["F", f"{kind.__module__}:{kind.__qualname__}.{value.name}"]
        if hasattr(kind, "__next__"):
            self._callbacks.append(lambda: next(value))
            return ["I", len(self._callbacks) - 1]
        raise Unsupported(f"an argument of type {kind.__qualname__} cannot be passed")

    def _known(self, value: Any) -> Json:
        """What the candidate's side has too, by number or name; None for anything else."""
        kind = type(value)
        if issubclass(kind, Handle):
            return ["H", number_of(value)]
        if isinstance(value, Exported):
            return value.target
        if isinstance(value, EnumMember):
            return ["F", f"{value.type_name}.{value.name}"]
        if isinstance(value, type) and value.__name__ in self._errors:
            return ["X", value.__name__]
        if isinstance(value, tuple) and hasattr(kind, "dreamer_type"):
            return ["P", kind.dreamer_type, [self.encode(item) for item in value]]
        reachable = _path_of(value)
        return ["F", reachable] if reachable else None

    def _call_back(self, request: dict[str, Any]) -> Json:
        """Run a function of the tests that the candidate calls."""
        try:
            number = request["callback"]
            if type(number) is not int or not 0 <= number < len(self._callbacks):
                raise ChannelError("the candidate called what it was not given")
            args = [self.decode(a) for a in request["args"]]
            kwargs = {str(k): self.decode(v) for k, v in request["kwargs"]}
        except (BadFrame, KeyError, TypeError, ValueError) as bad:
            raise ChannelError(f"the candidate's call is no call: {bad}") from None
        try:
            return {"do": "reply", "value": self.encode(self._callbacks[number](*args, **kwargs))}
        except (ChannelError, Unsupported):
            raise
        except Exception as error:  # noqa: BLE001 - it goes on to the caller, as it would
            names = [f"{k.__module__}:{k.__qualname__}" for k in type(error).__mro__][:-1]
            described = {"mro": names, "text": str(error), "args": [str(a) for a in error.args]}
            return {"do": "reply", "raise": described}

    # -- decoding -----------------------------------------------------------------------

    def _special(self, data: list[Any]) -> Any:
        tag = data[0]
        if tag == "h":
            return self._handle(data)
        if tag == "T":
            return _type_named(data[1]) or Exported(self, last_name(data[1]), ["H", int(data[2])])
        if tag == "x":
            return self.error(data[1])
        if tag == "E":
            return self._member(str(data[1]), str(data[2]), self.decode(data[3]))
        if tag == "N":
            return self._named_tuple(data)
        if tag == "K":
            return self._callbacks[data[1]]
        if tag == "a":
            import numpy as np  # type: ignore[import-not-found,unused-ignore]

            return np.array(self.decode(data[2]), dtype=np.dtype(str(data[1])))
        raise BadFrame(f"unknown tag {tag!r}")

    def _handle(self, data: list[Any]) -> Any:
        number, kind_name, flags = int(data[1]), str(data[2]), frozenset(map(str, data[3]))
        known = self._handles.get(number)
        if known is not None:
            return known
        if kind_name == "builtins:generator":
            value: Any = self._generator(number)
        elif kind_name == "builtins:coroutine":
            value = self._coroutine(number)
        else:
            trusted = kind_name.rpartition(":")[2] in self._classes
            value = self._make_handle(number, kind_name, flags, related=trusted)
        self._handles[number] = value
        return value

    def _make_handle(
        self, number: int, kind_name: str, flags: frozenset[str], *, related: bool
    ) -> "Handle":
        allowed = frozenset(n for n in flags if n in SPECIAL and (related or n not in RELATIONS))
        key = (kind_name, allowed)
        kind = self._kinds.get(key)
        if kind is None:
            members: dict[str, Any] = {name: SPECIAL[name] for name in sorted(allowed)}
            kind = self._kinds[key] = type(last_name(kind_name), (Handle,), members)
        handle: Handle = object.__new__(kind)
        object.__setattr__(handle, "_parts", (self, number, kind_name, related))
        return handle

    def _generator(self, number: int) -> Iterator[Any]:
        while True:
            value = self.ask({"do": "next", "target": ["H", number]})
            if value is STOP:
                return
            yield value

    async def _coroutine(self, number: int) -> Any:
        return self.ask({"do": "await", "target": ["H", number]})

    def _member(self, kind_name: str, name: str, value: Any) -> Any:
        kind: Any = _type_named(kind_name)
        if kind is not None and name in getattr(kind, "_member_map_", ()):
            return kind[name]
        return self._members.setdefault((kind_name, name), EnumMember(kind_name, name, value))

    def _named_tuple(self, data: list[Any]) -> Any:
        fields = tuple(str(f) for f in data[2])
        kind = self._kinds.get(("N", data[1], fields))
        if kind is None:
            members: dict[str, Any] = {"_fields": fields, "__slots__": ()}
            members["dreamer_type"] = str(data[1])
            for position, field in enumerate(fields):
                if field.isidentifier() and not field.startswith("_"):
                    members[field] = property(operator.itemgetter(position))
            kind = type(last_name(str(data[1])), (tuple,), members)
            self._kinds["N", data[1], fields] = kind
        values: Any = kind
        return values(self.decode(item) for item in data[3])

    def error(self, described: Any) -> BaseException:
        """An exception of the candidate, of the nearest type that is known here."""
        if type(described) is not dict:
            raise ChannelError("the candidate's exception is no exception")
        names = [str(name) for name in described.get("mro", ())]
        kind = next((k for k in map(self._error_type, names) if k is not None), Exception)
        error = _raised(kind, tuple(self.decode(a) for a in described.get("args", ())))
        if isinstance(error, UnicodeError):
            return error  # its parts are checked when it is made, and only then
        for name, data in dict(described.get("attributes", {})).items():
            if not str(name).startswith("_"):
                try:
                    setattr(error, str(name), self.decode(data))
                except (AttributeError, TypeError, BadFrame):
                    continue
        return error

    def _error_type(self, name: str) -> type[BaseException] | None:
        own = self._errors.get(last_name(name)) if name.startswith("solution:") else None
        if own is not None:
            return own
        kind = _type_named(name)
        return kind if kind is not None and issubclass(kind, BaseException) else None

    # -- names of the candidate ---------------------------------------------------------

    def export(self, name: str, kind: str, mro: list[str]) -> Any:
        """What a name of the candidate is in the tests."""
        if kind == "type" and "builtins:BaseException" in mro:
            bases = [b for b in map(self._error_type, mro[1:]) if b is not None]
            self._errors[last_name(mro[0])] = type(name, (bases[0] if bases else Exception,), {})
            return self._errors[last_name(mro[0])]
        if kind == "value":
            return self.ask({"do": "name", "name": name})
        if kind == "async":
            return _async_export(self, name)
        return Exported(self, name, ["X", name])


def _raised(kind: type[BaseException], args: tuple[Any, ...]) -> BaseException:
    """An exception with these arguments; Python's own are made in their own way."""
    if kind.__module__ == "builtins":
        try:
            return kind(*args)
        except Exception:  # noqa: BLE001 - then it gets the arguments as they are
            if issubclass(kind, UnicodeError):
                return ValueError(*args)
    error = kind.__new__(kind)
    error.args = args
    return error


STOP = object()


def _async_export(remote: Remote, name: str) -> Callable[..., Any]:
    async def call(*args: Any, **kwargs: Any) -> Any:
        return await remote.call(["X", name], args, kwargs, name)

    call.__name__ = call.__qualname__ = name
    return call


class Exported:
    """A function or class that the candidate defines."""

    def __init__(self, remote: Remote, name: str, target: Json) -> None:
        self.__name__ = self.__qualname__ = name
        self.__module__ = "solution"
        self._remote = remote
        self.target = target

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        """Ask the candidate for the result."""
        return self._remote.call(self.target, args, kwargs, self.__name__)

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__") and name != "__doc__":
            raise AttributeError(name)
        return self._remote.ask({"do": "get", "target": self.target, "name": name})

    def __getitem__(self, name: Any) -> Any:
        return self._remote.ask({"do": "get", "target": self.target, "name": "__getitem__"})(name)

    def __iter__(self) -> Iterator[Any]:
        return iter(self._remote.ask({"do": "get", "target": self.target, "name": "__iter__"})())

    def __get__(self, _instance: Any, _owner: Any = None) -> Any:
        return self

    def __instancecheck__(self, value: Any) -> bool:
        if isinstance(value, EnumMember):
            return last_name(value.type_name) == self.__name__
        if issubclass(type(value), Handle):
            return bool(last_name(parts_of(value)[2]) == self.__name__)
        return isinstance(value, tuple) and type(value).__name__ == self.__name__


class EnumMember:
    """A member of an enumeration that the candidate defines."""

    def __init__(self, type_name: str, name: str, value: Any) -> None:
        self.type_name = type_name
        self.name = name
        self.value = value

    def __repr__(self) -> str:
        return f"<{last_name(self.type_name)}.{self.name}: {self.value!r}>"


def _type_named(name: Any) -> Any:
    """A type of the standard library or of a loaded library; None for any other name."""
    module, _, qualname = str(name).partition(":")
    if module.partition(".")[0] in _OWN_MODULES:
        return None
    found: Any = sys.modules.get(module)
    for part in qualname.split("."):
        found = getattr(found, part, None)
    return found if isinstance(found, type) and type(found).__eq__ is type.__eq__ else None


def _path_of(value: Any) -> str:
    """``module:name`` of a function or type that both sides can import; empty without one."""
    module, name = getattr(value, "__module__", None), getattr(value, "__qualname__", None)
    if not isinstance(module, str) or not isinstance(name, str) or "<" in name:
        return ""
    if module.partition(".")[0] in _OWN_MODULES or module == "solution":
        return ""
    found: Any = sys.modules.get(module)
    for part in name.split("."):
        found = getattr(found, part, None)
    return f"{module}:{name}" if found is value else ""


def _change(mine: Any, after: Any) -> None:
    """Make an argument what the call made of it, in place and in depth."""
    if type(mine) is not type(after):
        return
    if isinstance(mine, list):
        old = list(mine)
        mine[:] = [_merged(old[i] if i < len(old) else None, new) for i, new in enumerate(after)]
    elif isinstance(mine, dict):
        merged = {key: _merged(mine.get(key), new) for key, new in after.items()}
        mine.clear()
        mine.update(merged)
    elif isinstance(mine, set):
        mine.clear()
        mine.update(after)
    elif isinstance(mine, bytearray):
        mine[:] = after


def _merged(old: Any, new: Any) -> Any:
    if type(old) is type(new) and isinstance(old, (list, dict, set, bytearray)):
        _change(old, new)
        return old
    return new
