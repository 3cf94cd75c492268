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
    """The two counters of macOS, of which the less is true; neither needs a permission.

    ``CGEventSourceSecondsSinceLastEventType`` of CoreGraphics does not see what happens before
    a quick change of users, ``HIDIdleTime`` of IOKit does not see input that comes over the
    network. Where IOKit has no answer CoreGraphics stands alone. Untested: no such machine.
    """

    _COMBINED_SESSION, _ANY_INPUT = 0, 0xFFFFFFFF

    def __init__(self) -> None:
        path = "/System/Library/Frameworks/ApplicationServices.framework/ApplicationServices"
        self._seconds: Any = ctypes.CDLL(path).CGEventSourceSecondsSinceLastEventType
        self._seconds.restype = ctypes.c_double
        self._seconds.argtypes = (ctypes.c_int32, ctypes.c_uint32)
        self._hardware = HardwareIdle()

    def idle_seconds(self) -> float:
        """Seconds since the last input."""
        session = float(self._seconds(self._COMBINED_SESSION, self._ANY_INPUT))
        hardware = self._hardware.idle_seconds()
        return session if hardware is None else min(session, hardware)

    def close(self) -> None:
        """Nothing to close."""


class HardwareIdle:
    """``HIDIdleTime`` in the registry of macOS's IOKit."""

    _ENTRY = b"IOService:/IOResources/IOHIDSystem"
    _UTF_8, _SIGNED_64 = 0x08000100, 4

    def __init__(self) -> None:
        frameworks = "/System/Library/Frameworks"
        pointer = ctypes.c_void_p
        self._iokit: Any = ctypes.CDLL(f"{frameworks}/IOKit.framework/IOKit")
        self._core: Any = ctypes.CDLL(f"{frameworks}/CoreFoundation.framework/CoreFoundation")
        self._iokit.IORegistryEntryFromPath.argtypes = (ctypes.c_uint32, ctypes.c_char_p)
        self._iokit.IORegistryEntryFromPath.restype = ctypes.c_uint32
        arguments = (ctypes.c_uint32, pointer, pointer, ctypes.c_uint32)
        self._iokit.IORegistryEntryCreateCFProperty.argtypes = arguments
        self._iokit.IORegistryEntryCreateCFProperty.restype = pointer
        self._iokit.IOObjectRelease.argtypes = (ctypes.c_uint32,)
        make = self._core.CFStringCreateWithCString
        make.argtypes, make.restype = (pointer, ctypes.c_char_p, ctypes.c_uint32), pointer
        self._core.CFNumberGetValue.argtypes = (pointer, ctypes.c_long, pointer)
        self._core.CFNumberGetValue.restype = ctypes.c_bool
        self._core.CFRelease.argtypes = (pointer,)
        self._name = make(None, b"HIDIdleTime", self._UTF_8)

    def idle_seconds(self) -> float | None:
        """Seconds since the last input of any device; None without an answer."""
        entry = self._iokit.IORegistryEntryFromPath(0, self._ENTRY)
        if not entry:
            return None
        number = self._iokit.IORegistryEntryCreateCFProperty(entry, self._name, None, 0)
        self._iokit.IOObjectRelease(entry)
        if not number:
            return None
        nanoseconds = ctypes.c_int64()
        read = self._core.CFNumberGetValue(number, self._SIGNED_64, ctypes.byref(nanoseconds))
        self._core.CFRelease(number)
        return nanoseconds.value / 1e9 if read else None
