"""The fixture ``monkeypatch``: changes for the time of one test.

It changes what is the tests' own. Environment and working folder go over to the candidate;
what is the candidate's, or is needed to judge it, is not to be touched.
"""

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from dreamer_app.guardian.inside.exported import Exported
from dreamer_app.guardian.inside.handles import Handle
from dreamer_app.guardian.inside.members import EnumMember
from dreamer_app.guardian.inside.remote import Unsupported

_MISSING = object()
_UNTOUCHED = frozenset({"builtins", "dreamer_app", "pytest", "solution", "sys", "unittest"})


class MonkeyPatch:
    """Changes that are undone."""

    def __init__(self) -> None:
        self._undo: list[Callable[[], None]] = []

    @classmethod
    @contextmanager
    def context(cls) -> Iterator["MonkeyPatch"]:
        """One of its own, undone at the end of the block."""
        made = cls()
        try:
            yield made
        finally:
            made.undo()

    def undo(self) -> None:
        """Take everything back."""
        while self._undo:
            self._undo.pop()()

    def setattr(
        self,
        target: Any,
        name: Any,
        value: Any = _MISSING,
        raising: bool = True,  # noqa: FBT001, FBT002
    ) -> None:
        """Set an attribute of what is the tests' own."""
        if value is _MISSING:
            target, name, value = *_resolved(target), name
        _must_be_own(target)
        if raising and not hasattr(target, name):
            raise AttributeError(name)
        before = vars(target).get(name, _MISSING)
        self._undo.append(lambda: _restore(target, name, before))
        setattr(target, name, value)

    def delattr(self, target: Any, name: str, raising: bool = True) -> None:  # noqa: FBT001, FBT002
        """Delete an attribute of what is the tests' own."""
        _must_be_own(target)
        if not raising and not hasattr(target, name):
            return
        before = vars(target).get(name, _MISSING)
        self._undo.append(lambda: _restore(target, name, before))
        delattr(target, name)

    def setitem(self, mapping: Any, name: Any, value: Any) -> None:
        """Set an item of a mapping."""
        before = mapping.get(name, _MISSING)
        self._undo.append(lambda: _restore_item(mapping, name, before))
        mapping[name] = value

    def delitem(self, mapping: Any, name: Any, raising: bool = True) -> None:  # noqa: FBT001, FBT002
        """Delete an item of a mapping."""
        if not raising and name not in mapping:
            return
        before = mapping[name]
        self._undo.append(lambda: _restore_item(mapping, name, before))
        del mapping[name]

    def setenv(self, name: str, value: Any, prepend: str | None = None) -> None:
        """Set a variable of the environment."""
        if prepend and name in os.environ:
            value = f"{value}{prepend}{os.environ[name]}"
        self.setitem(os.environ, name, str(value))

    def delenv(self, name: str, raising: bool = True) -> None:  # noqa: FBT001, FBT002
        """Delete a variable of the environment."""
        self.delitem(os.environ, name, raising)

    def chdir(self, path: Any) -> None:
        """Go into another folder."""
        before = os.getcwd()  # noqa: PTH109 - pathlib costs 10 ms
        self._undo.append(lambda: os.chdir(before))
        os.chdir(path)


def _resolved(path: Any) -> tuple[Any, str]:
    """What ``module.name`` names, as its owner and the last name."""
    owner, _, name = str(path).rpartition(".")
    module, _, rest = owner.partition(".")
    if module in _UNTOUCHED:
        raise Unsupported(f"monkeypatch of {module}")
    found: Any = __import__(owner if owner in sys.modules else module)
    for part in rest.split(".") if rest else ():
        found = getattr(found, part)
    return found, name


def _must_be_own(target: Any) -> None:
    kind = type(target)
    if issubclass(kind, (Handle, EnumMember, Exported)):
        raise Unsupported("monkeypatch of what is under test")
    module = target.__name__ if kind is type(sys) else getattr(target, "__module__", "")
    if str(module).partition(".")[0] in _UNTOUCHED:
        raise Unsupported(f"monkeypatch of {module}")


def _restore(target: Any, name: str, before: Any) -> None:
    if before is _MISSING:
        delattr(target, name)
    else:
        setattr(target, name, before)


def _restore_item(mapping: Any, name: Any, before: Any) -> None:
    if before is _MISSING:
        mapping.pop(name, None)
    else:
        mapping[name] = before
