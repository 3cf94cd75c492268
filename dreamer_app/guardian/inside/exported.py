"""Functions and classes of the candidate as the tests see them."""

from collections.abc import Callable, Iterator
from typing import Any

from dreamer_app.guardian.inside.codec import Json
from dreamer_app.guardian.inside.handles import Handle, last_name, parts_of


def async_export(remote: Any, name: str) -> Callable[..., Any]:
    """A coroutine function of the candidate."""

    async def call(*args: Any, **kwargs: Any) -> Any:
        return await remote.call(["X", name], args, kwargs, name)

    call.__name__ = call.__qualname__ = name
    return call


class Exported:
    """A function or class that the candidate defines."""

    def __init__(self, remote: Any, name: str, target: Json, mro: tuple[str, ...] = ()) -> None:
        self.__name__ = self.__qualname__ = name
        self.__module__ = "solution"
        self._remote = remote
        self.target = target
        self.mro = mro

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        """Ask the candidate for the result."""
        return self._remote.call(self.target, args, kwargs, self.__name__)

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__") and name not in _SHOWN:
            raise AttributeError(name)
        return self._remote.ask({"do": "get", "target": self.target, "name": name})

    def __getitem__(self, name: Any) -> Any:
        return self._remote.ask({"do": "get", "target": self.target, "name": "__getitem__"})(name)

    def __len__(self) -> int:
        asked = self._remote.ask({"do": "get", "target": self.target, "name": "__len__"})
        return int(asked())

    def __bool__(self) -> bool:
        return True

    def __iter__(self) -> Iterator[Any]:
        return iter(self._remote.ask({"do": "get", "target": self.target, "name": "__iter__"})())

    def __get__(self, _instance: Any, _owner: Any = None) -> Any:
        return self

    def __instancecheck__(self, value: Any) -> bool:
        """By the candidate's own word, which counts for classes of its own source only."""
        if issubclass(type(value), Handle):
            return any(map(self._is_own, parts_of(value)[2]))
        return isinstance(value, tuple) and self._is_own(getattr(type(value), "dreamer_type", ""))

    def _is_own(self, kind: str) -> bool:
        return kind.startswith("solution:") and last_name(kind) == self.__name__

    def __subclasscheck__(self, kind: Any) -> bool:
        return isinstance(kind, Exported) and f"solution:{self.__name__}" in kind.mro


Exported.__doc__ = property(  # type: ignore[assignment]
    lambda self: self._remote.ask({"do": "get", "target": self.target, "name": "__doc__"})
)
_SHOWN = frozenset({"__members__", "__wrapped__", "__annotations__", "__dataclass_fields__"})
