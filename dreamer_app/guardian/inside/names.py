"""What both sides can import, by its name; never the tests, nor what runs them."""

import sys
from typing import Any

_OWN_MODULES = ("dreamer_app", "pytest", "__main__", "tests", "_pytest", "unittest")


def type_named(name: Any) -> Any:
    """A type of the standard library or of a loaded library; None for any other name."""
    module, _, qualname = str(name).partition(":")
    if module.partition(".")[0] in _OWN_MODULES:
        return None
    found: Any = sys.modules.get(module)
    for part in qualname.split("."):
        found = getattr(found, part, None)
    return found if isinstance(found, type) and type(found).__eq__ is type.__eq__ else None


def path_of(value: Any) -> str:
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
