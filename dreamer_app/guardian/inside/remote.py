"""The candidate as the tests see it: proxies that ask the other sandbox.

Whatever comes back is data. A value of a builtin type becomes exactly that; an object of the
candidate becomes a proxy that equals nothing but itself (or, between two objects of a class
that the tests name, what has equal fields), so no ``__eq__`` of the candidate ever decides a
comparison with an expected value, and no expected value reaches it through an operator.
"""

import sys
from collections.abc import Callable, Iterator
from typing import Any

from dreamer_app.guardian.inside.arguments import change
from dreamer_app.guardian.inside.codec import BadFrame, Decoder, Encoder, Json
from dreamer_app.guardian.inside.exported import Exported, async_export
from dreamer_app.guardian.inside.handles import (
    RELATIONS,
    SPECIAL,
    Handle,
    last_name,
    number_of,
)
from dreamer_app.guardian.inside.members import EnumMember, PlainMember
from dreamer_app.guardian.inside.names import path_of, type_named
from dreamer_app.guardian.inside.plain_json import dumps, loads
from dreamer_app.guardian.inside.raised import described, raised, set_text, text_of_error
from dreamer_app.guardian.inside.scratch import Scratch
from dreamer_app.guardian.inside.surroundings import Surroundings

STOP = object()


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
        self._exports: dict[str, Exported] = {}
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
        text = dumps(request)
        while True:
            reply = self._parse(self._say(text, call))
            call = None
            if "callback" not in reply:
                return self._result(reply, args)
            text = dumps(self._call_back(reply))

    def _parse(self, text: str) -> dict[str, Any]:
        try:
            reply = loads(text)
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
                    change(args[position], self.decode(data))
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

    def ask_of_library(self, path: str, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
        """Call a function of the standard library on what only the candidate's side has."""
        return self.call(["F", path], args, kwargs, path)

    def stand_in_for_library(self) -> None:
        """Have functions that look into an object ask the side that has it."""
        dataclasses = sys.modules.get("dataclasses")
        if dataclasses is None:
            return
        for name in ("asdict", "astuple", "replace", "fields", "is_dataclass"):
            setattr(
                dataclasses, name, self._asking(f"dataclasses:{name}", getattr(dataclasses, name))
            )

    def _asking(self, path: str, real: Callable[..., Any]) -> Callable[..., Any]:
        def ask(value: Any, *args: Any, **kwargs: Any) -> Any:
            if isinstance(value, Handle) or type(value) is Exported:
                return self.ask_of_library(path, (value, *args), kwargs)
            return real(value, *args, **kwargs)

        return ask

    def may_swallow(self, error: BaseException) -> bool:
        """Whether a block of the candidate may learn of an error inside it, and end it."""
        return isinstance(error, Exception) and not isinstance(
            error, (AssertionError, ChannelError, Unsupported)
        )

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
            name, doc = getattr(value, "__name__", None), getattr(value, "__doc__", None)
            called = name if type(name) is str else "callback"
            return ["K", len(self._callbacks) - 1, called, doc if type(doc) is str else None]
        if isinstance(value, BaseException):
            return ["Z", described(value)]
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
        if isinstance(value, type) and value.__name__ in self._errors:
            return ["X", value.__name__]
        if isinstance(value, tuple) and hasattr(kind, "dreamer_type"):
            return ["P", kind.dreamer_type, [self.encode(item) for item in value]]
        reachable = path_of(value)
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
            return {"do": "reply", "raise": described(error)}

    # -- decoding -----------------------------------------------------------------------

    def _special(self, data: list[Any]) -> Any:
        tag = data[0]
        if tag == "h":
            return self._handle(data)
        if tag == "T":
            return self._kind_named(str(data[1]), int(data[2]))
        if tag == "x":
            return self.error(data[1])
        if tag == "E":
            return self._member(data)
        if tag == "N":
            return self._named_tuple(data)
        if tag == "K":
            return self._callbacks[data[1]]
        if tag == "a":
            import numpy as np  # type: ignore[import-not-found,unused-ignore]

            return np.array(self.decode(data[2]), dtype=np.dtype(str(data[1])))
        raise BadFrame(f"unknown tag {tag!r}")

    def _kind_named(self, name: str, number: int) -> Any:
        own = self._exports.get(last_name(name)) if name.startswith("solution:") else None
        return own or type_named(name) or Exported(self, last_name(name), ["H", number])

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
            module, _, name = kind_name.partition(":")
            trusted = module == "solution" and name in self._classes
            bases = tuple(map(str, data[4])) if type(data[4]) is list else ()
            value = self._make_handle(number, (kind_name, *bases), flags, related=trusted)
        self._handles[number] = value
        return value

    def _make_handle(
        self,
        number: int,
        kinds: tuple[str, ...],
        flags: frozenset[str],
        *,
        related: bool,
        base: type[Handle] = Handle,
    ) -> Any:
        allowed = frozenset(n for n in flags if n in SPECIAL and (related or n not in RELATIONS))
        key = (kinds[0], allowed, base)
        kind = self._kinds.get(key)
        if kind is None:
            members: dict[str, Any] = {name: SPECIAL[name] for name in sorted(allowed)}
            members["__doc__"] = property(lambda self: self.__getattr__("__doc__"))
            kind = self._kinds[key] = type(last_name(kinds[0]), (base,), members)
        handle: Any = object.__new__(kind)
        object.__setattr__(handle, "_parts", (self, number, kinds, related))
        return handle

    def _generator(self, number: int) -> Iterator[Any]:
        while True:
            value = self.ask({"do": "next", "target": ["H", number]})
            if value is STOP:
                return
            yield value

    async def _coroutine(self, number: int) -> Any:
        return self.ask({"do": "await", "target": ["H", number]})

    def _member(self, data: list[Any]) -> Any:
        kind_name, name = str(data[1]), str(data[2])
        kind: Any = type_named(kind_name)
        if kind is not None and name in getattr(kind, "_member_map_", ()):
            return kind[name]
        known = self._members.get((kind_name, name))
        if known is None:
            related = kind_name.rpartition(":")[2] in self._classes
            flags = frozenset(map(str, data[6])) - {"__str__", "__repr__"}
            base = PlainMember if data[4] is True else EnumMember
            if base is PlainMember:
                flags = frozenset()
            known = self._make_handle(int(data[5]), (kind_name,), flags, related=related, base=base)
            value = self.decode(data[3])
            object.__setattr__(known, "_member", (name, value, data[4] is True))
            self._members[kind_name, name] = known
        return known

    def _named_tuple(self, data: list[Any]) -> Any:
        fields = tuple(str(f) for f in data[2])
        kind = self._kinds.get(("N", data[1], fields))
        if kind is None:
            import collections

            made = collections.namedtuple(last_name(str(data[1])), fields)  # type: ignore[misc]
            members: dict[str, Any] = {"dreamer_type": str(data[1]), "__slots__": ()}

            def ask(value: Any, name: str) -> Any:
                if name.startswith("__"):
                    raise AttributeError(name)
                target = self.encode(value)
                return self.ask({"do": "get", "target": target, "name": name})

            members["__getattr__"] = ask
            kind = self._kinds["N", data[1], fields] = type(made.__name__, (made,), members)
        make: Any = kind
        return make(*(self.decode(item) for item in data[3]))

    def error(self, described: Any) -> BaseException:
        """An exception of the candidate, of the nearest type that is known here."""
        if type(described) is not dict:
            raise ChannelError("the candidate's exception is no exception")
        names = [str(name) for name in described.get("mro", ())]
        kind = next((k for k in map(self._error_type, names) if k is not None), Exception)
        error = raised(kind, tuple(self.decode(a) for a in described.get("args", ())))
        if type(described.get("text")) is str:
            set_text(error, described["text"])
        if "cause" in described:
            error.__cause__ = self.error(described["cause"])
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
        kind = type_named(name)
        return kind if kind is not None and issubclass(kind, BaseException) else None

    # -- names of the candidate ---------------------------------------------------------

    def export(self, name: str, kind: str, mro: list[str]) -> Any:
        """What a name of the candidate is in the tests."""
        if kind == "type" and "builtins:BaseException" in mro:
            bases = [b for b in map(self._error_type, mro[1:]) if b is not None]
            members = {"__str__": text_of_error, "__module__": "solution"}
            kind_of_it = type(name, (bases[0] if bases else Exception,), members)
            self._errors[last_name(mro[0])] = kind_of_it
            return self._errors[last_name(mro[0])]
        if kind == "value":
            return self.ask({"do": "name", "name": name})
        if kind == "async":
            return async_export(self, name)
        self._exports[name] = Exported(self, name, ["X", name], tuple(mro))
        return self._exports[name]
