"""The desk of Windows, through ctypes. Untested there: no such machine; see the tests.

Which program keeps the screen on only an administrator is told (``powercfg /requests``); that
one does, everybody.
"""

import contextlib
import ctypes
from typing import Any

from dreamer_app.energy.desk import DeskReading, running

_FULL_SCREEN_STATES = frozenset({2, 3})
"""``QUNS_BUSY`` and ``QUNS_RUNNING_D3D_FULL_SCREEN`` of SHQueryUserNotificationState."""
_PRESENTATION_STATE = 4
_OF_THE_SHELL = frozenset({"Progman", "WorkerW", "Shell_TrayWnd", "Windows.UI.Core.CoreWindow"})
"""Classes of windows that are the desktop itself, or cover it for a moment."""
_STYLE, _CAPTION = -16, 0x00C00000
_NO_MONITOR = 0
_EXECUTION_STATE, _DISPLAY_REQUIRED = 16, 0x2
_THIS_SESSION, _SESSION_INFO_EX = 0xFFFFFFFF, 25
_SESSION_ACTIVE, _LOCKED, _UNLOCKED = 0, 0, 1
_NAME_CHARACTERS = 256


class _Rectangle(ctypes.Structure):
    _fields_ = (
        ("left", ctypes.c_int32),  # a long of Windows
        ("top", ctypes.c_int32),
        ("right", ctypes.c_int32),
        ("bottom", ctypes.c_int32),
    )


class _MonitorInfo(ctypes.Structure):
    _fields_ = (
        ("size", ctypes.c_uint32),
        ("whole", _Rectangle),
        ("without_bars", _Rectangle),
        ("flags", ctypes.c_uint32),
    )


class _SessionInfoEx(ctypes.Structure):
    """The beginning of ``WTSINFOEXW``; what follows its level is aligned to eight bytes."""

    _fields_ = (
        ("level", ctypes.c_uint32),
        ("_gap", ctypes.c_uint32),
        ("number", ctypes.c_uint32),
        ("state", ctypes.c_int32),
        ("flags", ctypes.c_int32),
    )


class WindowsDesk:
    """Looks at the desk of this Windows session; used by one thread.

    Args:
        libraries: the system's, by name as ``ctypes.windll`` has them.
    """

    def __init__(self, libraries: Any = None) -> None:
        self._libraries: Any = libraries or getattr(ctypes, "windll", None)

    def read(self, exclusive: frozenset[str]) -> DeskReading:
        """Look; ``exclusive`` holds program names in lower case."""
        state = self._notification_state()
        locked, is_hidden = self._session()
        return DeskReading(
            full_screen=self._full_screen(state),
            exclusive=running(exclusive) if exclusive else "",
            inhibitor=self._inhibitor(state),
            locked=locked,
            is_hidden=is_hidden,
        )

    def close(self) -> None:
        """Nothing to close."""

    def _notification_state(self) -> int:
        """What Windows itself would hold a notification back for; 0 without an answer."""
        state = ctypes.c_int(0)
        with contextlib.suppress(OSError, AttributeError):
            if self._libraries.shell32.SHQueryUserNotificationState(ctypes.byref(state)) == 0:
                return state.value
        return 0

    def _full_screen(self, state: int) -> str:
        with contextlib.suppress(OSError, AttributeError):
            window = self._foreground()
            if window and (state in _FULL_SCREEN_STATES or self._covers_its_monitor(window)):
                return self._program_of(window)
        return "a program" if state in _FULL_SCREEN_STATES else ""

    def _foreground(self) -> int:
        user32 = self._libraries.user32
        user32.GetForegroundWindow.restype = ctypes.c_void_p
        return int(user32.GetForegroundWindow() or 0)

    def _covers_its_monitor(self, window: int) -> bool:
        """Whether it has no title and is as large as its monitor: a maximised one has a title."""
        user32 = self._libraries.user32
        handle = ctypes.c_void_p(window)
        kind = ctypes.create_unicode_buffer(_NAME_CHARACTERS)
        user32.GetClassNameW(handle, kind, _NAME_CHARACTERS)
        if kind.value in _OF_THE_SHELL:
            return False
        if user32.GetWindowLongW(handle, _STYLE) & _CAPTION == _CAPTION:
            return False
        place, monitor = _Rectangle(), _MonitorInfo(size=ctypes.sizeof(_MonitorInfo))
        user32.MonitorFromWindow.restype = ctypes.c_void_p
        shown_on = ctypes.c_void_p(user32.MonitorFromWindow(handle, _NO_MONITOR))
        if not user32.GetWindowRect(handle, ctypes.byref(place)) or not shown_on.value:
            return False
        if not user32.GetMonitorInfoW(shown_on, ctypes.byref(monitor)):
            return False
        whole = monitor.whole
        return bool(
            place.left <= whole.left
            and place.top <= whole.top
            and place.right >= whole.right
            and place.bottom >= whole.bottom
        )

    def _program_of(self, window: int) -> str:
        import psutil

        number = ctypes.c_uint32(0)
        handle = ctypes.c_void_p(window)
        self._libraries.user32.GetWindowThreadProcessId(handle, ctypes.byref(number))
        try:
            return str(psutil.Process(number.value).name()).removesuffix(".exe") or "a program"
        except psutil.Error:
            return "a program"

    def _inhibitor(self, state: int) -> str:
        if state == _PRESENTATION_STATE:
            return "a presentation"
        flags = ctypes.c_uint32(0)
        with contextlib.suppress(OSError, AttributeError):
            asked = self._libraries.powrprof.CallNtPowerInformation(
                _EXECUTION_STATE, None, 0, ctypes.byref(flags), ctypes.sizeof(flags)
            )
            if asked == 0 and flags.value & _DISPLAY_REQUIRED:
                return "a program"
        return ""

    def _session(self) -> tuple[bool | None, bool]:
        """Whether it is locked, None without an answer; whether another one is shown."""
        with contextlib.suppress(OSError, AttributeError):
            sessions = self._libraries.wtsapi32
            told, size = ctypes.c_void_p(), ctypes.c_uint32(0)
            if sessions.WTSQuerySessionInformationW(
                None, _THIS_SESSION, _SESSION_INFO_EX, ctypes.byref(told), ctypes.byref(size)
            ):
                try:
                    return _of_session(told, size.value)
                finally:
                    sessions.WTSFreeMemory(told)
        return None, False


def _of_session(told: ctypes.c_void_p, size: int) -> tuple[bool | None, bool]:
    if not told.value or size < ctypes.sizeof(_SessionInfoEx):
        return None, False
    info = _SessionInfoEx.from_address(told.value)
    if info.level != 1:
        return None, False
    locked = info.flags == _LOCKED if info.flags in (_LOCKED, _UNLOCKED) else None
    return locked, info.state != _SESSION_ACTIVE
