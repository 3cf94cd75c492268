"""The desk of macOS: what its services tell, and what follows. Untested there: no such machine.

None of the questions needs a permission of the user's.
"""

import contextlib
import ctypes
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Protocol

from dreamer_app.energy.core_foundation import CoreFoundation, framework
from dreamer_app.energy.desk import DeskReading, running

_ON_SCREEN_WITHOUT_DESKTOP = 1 | 16
_MENU_BAR_LAYER = 24
_NOTCH_POINTS = 40.0
"""Full-screen windows stay below a camera in the screen."""
_KEEP_THE_SCREEN_ON = frozenset({"PreventUserIdleDisplaySleep", "NoDisplaySleepAssertion"})
_MOST_DISPLAYS = 16

Area = tuple[float, float, float, float]
"""Left, top, width, height, in points."""


class MacServices(Protocol):
    """What macOS is asked; each raises OSError or AttributeError without an answer."""

    def windows(self) -> Sequence[Mapping[str, Any]]:
        """Windows on the screen, the foremost first (``CGWindowListCopyWindowInfo``)."""
        ...

    def displays(self) -> Sequence[Area]:
        """Where the screens are."""
        ...

    def session(self) -> Mapping[str, Any]:
        """The user's session (``CGSessionCopyCurrentDictionary``)."""
        ...

    def assertions(self) -> Iterable[Mapping[str, Any]]:
        """Who keeps what awake (``IOPMCopyAssertionsByProcess``)."""
        ...


class MacDesk:
    """Looks at the desk of this macOS session; used by one thread."""

    def __init__(self, services: MacServices | None = None) -> None:
        self._services = services

    def read(self, exclusive: frozenset[str]) -> DeskReading:
        """Look; ``exclusive`` holds program names in lower case."""
        full_screen, inhibitor, session = "", "", {}
        with contextlib.suppress(OSError, AttributeError):
            asked = self._services = self._services or SystemServices()
            with contextlib.suppress(OSError, AttributeError):
                full_screen = full_screen_program(asked.windows(), asked.displays())
            with contextlib.suppress(OSError, AttributeError):
                inhibitor = keeper_of_the_screen(asked.assertions())
            session = dict(asked.session())
        return DeskReading(
            full_screen=full_screen,
            exclusive=running(exclusive) if exclusive else "",
            inhibitor=inhibitor,
            # The key is there only while it is locked; without a session nobody says.
            locked=bool(session.get("CGSSessionScreenIsLocked")) if session else None,
            is_hidden=session.get("kCGSSessionOnConsoleKey", True) is False,
        )

    def close(self) -> None:
        """Nothing to close."""


def full_screen_program(windows: Sequence[Mapping[str, Any]], displays: Sequence[Area]) -> str:
    """The program of the foremost window, where that fills a screen; empty where it does not.

    A window without the menu bar above it may leave room for a camera: with it, it is only large.
    """
    foremost = next((w for w in windows if w.get("kCGWindowLayer") == 0), None)
    if foremost is None:
        return ""
    place = _area(foremost)
    bars = [_area(w) for w in windows if w.get("kCGWindowLayer") == _MENU_BAR_LAYER]
    if not any(_fills(place, one, bars) for one in displays):
        return ""
    return str(foremost.get("kCGWindowOwnerName") or "a program")


def keeper_of_the_screen(assertions: Iterable[Mapping[str, Any]]) -> str:
    """The program that keeps the screen on; empty when none does."""
    for one in assertions:
        if one.get("AssertType") in _KEEP_THE_SCREEN_ON and one.get("AssertLevel", 255):
            return str(one.get("Process Name") or "a program")
    return ""


def _area(window: Mapping[str, Any]) -> Area:
    bounds = window.get("kCGWindowBounds") or {}
    left, top, width, height = (float(bounds.get(n, 0)) for n in ("X", "Y", "Width", "Height"))
    return left, top, width, height


def _fills(place: Area, display: Area, bars: Sequence[Area]) -> bool:
    left, top, width, height = display
    above = place[1] - top
    has_bar = any(bar[:2] == (left, top) for bar in bars)
    return (
        place[0] <= left
        and place[0] + place[2] >= left + width
        and place[1] + place[3] >= top + height
        and (above <= 0 or (above <= _NOTCH_POINTS and not has_bar))
    )


class _Rectangle(ctypes.Structure):
    _fields_ = tuple((name, ctypes.c_double) for name in ("left", "top", "width", "height"))


class SystemServices:
    """The real ones, through ctypes."""

    def __init__(self) -> None:
        self._core = CoreFoundation()
        self._graphics = graphics = framework("CoreGraphics")
        self._iokit = framework("IOKit")
        graphics.CGWindowListCopyWindowInfo.argtypes = (ctypes.c_uint32, ctypes.c_uint32)
        graphics.CGWindowListCopyWindowInfo.restype = ctypes.c_void_p
        graphics.CGSessionCopyCurrentDictionary.argtypes = ()
        graphics.CGSessionCopyCurrentDictionary.restype = ctypes.c_void_p
        graphics.CGDisplayBounds.argtypes = (ctypes.c_uint32,)
        graphics.CGDisplayBounds.restype = _Rectangle
        self._iokit.IOPMCopyAssertionsByProcess.argtypes = (ctypes.c_void_p,)

    def windows(self) -> Sequence[Mapping[str, Any]]:
        """See :class:`MacServices`."""
        found = self._graphics.CGWindowListCopyWindowInfo(_ON_SCREEN_WITHOUT_DESKTOP, 0)
        return list(self._taken(found) or ())

    def displays(self) -> Sequence[Area]:
        """See :class:`MacServices`."""
        numbers, count = (ctypes.c_uint32 * _MOST_DISPLAYS)(), ctypes.c_uint32()
        self._graphics.CGGetActiveDisplayList(_MOST_DISPLAYS, numbers, ctypes.byref(count))
        bounds = [self._graphics.CGDisplayBounds(one) for one in numbers[: count.value]]
        return [(one.left, one.top, one.width, one.height) for one in bounds]

    def session(self) -> Mapping[str, Any]:
        """See :class:`MacServices`."""
        return dict(self._taken(self._graphics.CGSessionCopyCurrentDictionary()) or {})

    def assertions(self) -> Iterable[Mapping[str, Any]]:
        """See :class:`MacServices`."""
        found = ctypes.c_void_p()
        if self._iokit.IOPMCopyAssertionsByProcess(ctypes.byref(found)) or not found.value:
            return []
        try:
            return [one for of_one in self._core.values(found.value) for one in of_one or ()]
        finally:
            self._core.release(found.value)

    def _taken(self, reference: int | None) -> Any:
        if not reference:
            return None
        try:
            return self._core.plain(reference)
        finally:
            self._core.release(reference)
