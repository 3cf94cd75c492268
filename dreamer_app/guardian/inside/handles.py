"""Objects of the candidate as the tests see them: proxies with the methods of their class."""

from collections.abc import Callable
from typing import Any

RELATIONS = frozenset(
    [
        "__contains__",
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
    ]
)


class Handle:
    """An object of the candidate. Special methods are added as its class has them."""

    def __copy__(self) -> Any:
        return parts_of(self)[0].ask_of_library("copy:copy", (self,), {})

    def __deepcopy__(self, _: Any) -> Any:
        return parts_of(self)[0].ask_of_library("copy:deepcopy", (self,), {})

    def __getattr__(self, name: str) -> Any:
        remote, number, _, _ = parts_of(self)
        return remote.ask({"do": "get", "target": ["H", number], "name": name})

    def __setattr__(self, name: str, value: Any) -> None:
        remote, number, _, _ = parts_of(self)
        target = ["H", number]
        remote.ask({"do": "set", "target": target, "name": name, "value": remote.encode(value)})

    def __eq__(self, other: object) -> bool:
        if self is other:
            return True
        if not isinstance(other, Handle) or not (parts_of(self)[3] and parts_of(other)[3]):
            return False
        mine, theirs = _state(self), _state(other)
        return mine[1] is True and mine == theirs

    def __hash__(self) -> int:
        return hash(parts_of(self)[2][0])


def parts_of(handle: Handle) -> Any:
    """Remote, number, type names, the nearest first, and whether the tests name its class."""
    return object.__getattribute__(handle, "_parts")


def number_of(handle: Handle) -> int:
    """The number under which the candidate's process knows an object."""
    return int(parts_of(handle)[1])


def _state(handle: Handle) -> list[Any]:
    remote, number, _, _ = parts_of(handle)
    state = remote.ask({"do": "state", "target": ["H", number]})
    return list(state)


def _forward(name: str) -> Callable[..., Any]:
    def special(self: Handle, *args: Any) -> Any:
        if name in RELATIONS and not all(_may_meet(other, name) for other in args):
            return NotImplemented
        return parts_of(self)[0].method(self, name, args)

    return special


def _may_meet(other: Any, name: str) -> bool:
    """Orderings only between the candidate's own objects; the rest with any operand."""
    return isinstance(other, Handle) or not name.startswith(("__l", "__g"))


def _forward_exit(self: Handle, kind: Any, error: Any, _: Any) -> Any:
    """Tell it how the block ended.

    What the tests themselves assert is nothing that it may see, or swallow.
    """
    remote = parts_of(self)[0]
    if kind is None or not remote.may_swallow(error):
        remote.method(self, "__exit__", (None, None, None))
        return False
    return bool(remote.method(self, "__exit__", (kind, error, None)))


def _call(self: Handle, *args: Any, **kwargs: Any) -> Any:
    remote, number, kinds, _ = parts_of(self)
    return remote.call(["H", number], args, kwargs, last_name(kinds[0]))


def _iterate(self: Handle) -> Any:
    if hasattr(type(self), "__next__"):
        return self
    return iter(parts_of(self)[0].method(self, "__iter__", ()))


SPECIAL: dict[str, Callable[..., Any]] = {
    name: _forward(name)
    for name in (
        *sorted(RELATIONS),
        *[
            "__len__",
            "__next__",
            "__getitem__",
            "__setitem__",
            "__delitem__",
            "__bool__",
            "__enter__",
            "__int__",
        ],
        *["__float__", "__index__", "__abs__", "__neg__", "__pos__", "__invert__", "__round__"],
        *["__reversed__", "__str__", "__repr__"],
    )
}
SPECIAL.update(__call__=_call, __iter__=_iterate, __exit__=_forward_exit)


def last_name(type_name: str) -> str:
    """The name of a type without its module and outer classes."""
    return type_name.rpartition(":")[2].rpartition(".")[2] or type_name
