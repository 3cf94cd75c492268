"""The sleep of Windows: told beforehand through a callback. Untested there: no such machine.

The end of the user's session comes to the window, which quits then.
"""

import contextlib
import ctypes
import logging
from collections.abc import Callable
from typing import Any

_log = logging.getLogger(__name__)
_AS_CALLBACK = 2
_SUSPEND, _RESUMED_BY_USER, _RESUMED = 0x4, 0x7, 0x12
_CALLBACK: Any = getattr(ctypes, "WINFUNCTYPE", ctypes.CFUNCTYPE)(
    ctypes.c_uint32, ctypes.c_void_p, ctypes.c_uint32, ctypes.c_void_p
)


class _Subscription(ctypes.Structure):
    _fields_ = (("callback", _CALLBACK), ("context", ctypes.c_void_p))


class WindowsSleep:
    """Has Windows call before it sleeps and after; it waits about two seconds for each.

    Args:
        on_change: called with True before sleep, with False after it.
        libraries: the system's, by name as ``ctypes.windll`` has them.
    """

    def __init__(self, on_change: Callable[[bool], None], libraries: Any = None) -> None:
        self._on_change = on_change
        self._libraries: Any = libraries or getattr(ctypes, "windll", None)
        self._subscription = _Subscription(_CALLBACK(self._told), None)
        self._handle = ctypes.c_void_p()

    def start(self) -> None:
        """Begin to listen; where that is refused nothing comes of it."""
        if self._handle.value:
            return
        with contextlib.suppress(OSError, AttributeError):
            refused = self._libraries.powrprof.PowerRegisterSuspendResumeNotification(
                _AS_CALLBACK, ctypes.byref(self._subscription), ctypes.byref(self._handle)
            )
            if refused:
                _log.info("Windows does not tell of sleep: error %s.", refused)

    def close(self) -> None:
        """Stop listening."""
        handle, self._handle = self._handle, ctypes.c_void_p()
        if handle.value:
            with contextlib.suppress(OSError, AttributeError):
                self._libraries.powrprof.PowerUnregisterSuspendResumeNotification(handle)

    def _told(self, _context: int | None, kind: int, _setting: int | None) -> int:
        if kind in (_SUSPEND, _RESUMED, _RESUMED_BY_USER):
            _log.info("The machine %s.", "is about to sleep" if kind == _SUSPEND else "woke")
            self._on_change(kind == _SUSPEND)
        return 0
