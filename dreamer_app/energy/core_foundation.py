"""Lists and dictionaries of macOS's CoreFoundation as Python's. Untested there: no such machine.

They are written as a property list by the system, and read by the standard library.
"""

import ctypes
import plistlib
from typing import Any

_FRAMEWORKS = "/System/Library/Frameworks"
_BINARY = 200


def framework(name: str) -> Any:
    """One of the system's libraries.

    Raises:
        OSError: there is none of that name.
    """
    return ctypes.CDLL(f"{_FRAMEWORKS}/{name}.framework/{name}")


class CoreFoundation:
    """Reads what other frameworks hand over, and releases it."""

    def __init__(self, library: Any = None) -> None:
        self._library = core = library or framework("CoreFoundation")
        pointer = ctypes.c_void_p
        kind, options = ctypes.c_long, ctypes.c_ulong
        core.CFPropertyListCreateData.argtypes = (pointer, pointer, kind, options, pointer)
        core.CFPropertyListCreateData.restype = pointer
        core.CFDataGetLength.argtypes, core.CFDataGetLength.restype = (pointer,), ctypes.c_long
        core.CFDataGetBytePtr.argtypes, core.CFDataGetBytePtr.restype = (pointer,), pointer
        core.CFDictionaryGetCount.argtypes = (pointer,)
        core.CFDictionaryGetCount.restype = ctypes.c_long
        core.CFDictionaryGetKeysAndValues.argtypes = (pointer, pointer, pointer)
        core.CFRelease.argtypes = (pointer,)

    def plain(self, reference: int) -> Any:
        """What it holds; None when it holds what a property list cannot."""
        written = self._library.CFPropertyListCreateData(None, reference, _BINARY, 0, None)
        if not written:
            return None
        try:
            length = self._library.CFDataGetLength(written)
            content = ctypes.string_at(self._library.CFDataGetBytePtr(written), length)
        finally:
            self._library.CFRelease(written)
        return plistlib.loads(content)

    def values(self, dictionary: int) -> list[Any]:
        """The values of a dictionary whose keys are no texts."""
        count = self._library.CFDictionaryGetCount(dictionary)
        found = (ctypes.c_void_p * count)()
        self._library.CFDictionaryGetKeysAndValues(dictionary, None, found)
        return [self.plain(one) for one in found if one]

    def release(self, reference: int) -> None:
        """What was handed over is not needed any more."""
        self._library.CFRelease(reference)
