"""Idle counters of Windows and macOS, through ctypes."""

import ctypes
from typing import Any


class LastInputInfo:
    """``GetLastInputInfo`` of user32: the last input of this Windows session."""

    def __init__(self) -> None:
        windll: Any = getattr(ctypes, "windll", None)
        if windll is None:
            raise OSError("GetLastInputInfo is there on Windows only")
        self._user32: Any = windll.user32
        self._kernel32: Any = windll.kernel32
        self._kernel32.GetTickCount64.restype = ctypes.c_ulonglong

    def idle_seconds(self) -> float:
        """Seconds since the last input; right also when the 32-bit counter has wrapped."""

        class Info(ctypes.Structure):
            _fields_ = (("size", ctypes.c_uint), ("time", ctypes.c_uint))

        info = Info(ctypes.sizeof(Info), 0)
        if not self._user32.GetLastInputInfo(ctypes.byref(info)):
            raise OSError("GetLastInputInfo failed")
        return float((self._kernel32.GetTickCount64() - info.time) & 0xFFFFFFFF) / 1000

    def close(self) -> None:
        """Nothing to close."""


class QuartzIdle:
    """``CGEventSourceSecondsSinceLastEventType`` of CoreGraphics; needs no permission."""

    _COMBINED_SESSION, _ANY_INPUT = 0, 0xFFFFFFFF

    def __init__(self) -> None:
        path = "/System/Library/Frameworks/ApplicationServices.framework/ApplicationServices"
        self._seconds: Any = ctypes.CDLL(path).CGEventSourceSecondsSinceLastEventType
        self._seconds.restype = ctypes.c_double
        self._seconds.argtypes = (ctypes.c_int32, ctypes.c_uint32)

    def idle_seconds(self) -> float:
        """Seconds since the last input of this login session."""
        return float(self._seconds(self._COMBINED_SESSION, self._ANY_INPUT))

    def close(self) -> None:
        """Nothing to close."""
