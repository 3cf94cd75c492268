"""Members of the candidate's enumerations as the tests see them."""

from collections.abc import Callable
from typing import Any

from dreamer_app.guardian.inside.handles import RELATIONS, Handle, last_name, parts_of


class EnumMember(Handle):
    """A member of an enumeration that the candidate defines."""

    def __getattribute__(self, name: str) -> Any:
        if name in ("name", "value"):
            return object.__getattribute__(self, "_member")[name == "value"]
        return object.__getattribute__(self, name)

    def __eq__(self, other: object) -> bool:
        _, value, is_plain = object.__getattribute__(self, "_member")
        return self is other or bool(is_plain and value == other)

    def __hash__(self) -> int:
        _, value, is_plain = object.__getattribute__(self, "_member")
        return hash(value) if is_plain else object.__hash__(self)

    def __repr__(self) -> str:
        kinds = parts_of(self)[2]
        return f"<{last_name(kinds[0])}.{self.name}: {self.value!r}>"

    def __str__(self) -> str:
        return str(self.__getattr__("__str__")())


def _of_value(name: str) -> Callable[..., Any]:
    def special(self: EnumMember, *args: Any) -> Any:
        method = getattr(self.value, name, None)
        others = [other.value if isinstance(other, EnumMember) else other for other in args]
        return NotImplemented if method is None else method(*others)

    return special


PlainMember = type(
    "PlainMember",
    (EnumMember,),
    {
        name: _of_value(name)
        for name in (*sorted(RELATIONS), "__int__", "__float__", "__index__", "__len__", "__bool__")
    },
)
"""A member that is a number or a text too: it is compared, and reckoned with, by its value."""
