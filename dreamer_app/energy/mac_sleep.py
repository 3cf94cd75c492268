"""The sleep of macOS: told beforehand by IOKit. Untested there: no such machine.

macOS waits until its question is answered, thirty seconds at most.
"""

import contextlib
import ctypes
import logging
import threading
from collections.abc import Callable
from typing import Any

from dreamer_app.energy.core_foundation import framework

_log = logging.getLogger(__name__)
_MAY_IT_SLEEP, _WILL_SLEEP, _HAS_WOKEN = 0xE0000270, 0xE0000280, 0xE0000300
_CLOSE_SECONDS = 2.0
_CALLBACK: Any = ctypes.CFUNCTYPE(
    None, ctypes.c_void_p, ctypes.c_uint32, ctypes.c_uint32, ctypes.c_void_p
)


class MacSleep:
    """Listens to IOKit in a thread of its own.

    Args:
        on_change: called with True before sleep, with False after it.
        iokit, core: the frameworks IOKit and CoreFoundation; default: the system's.
    """

    def __init__(
        self, on_change: Callable[[bool], None], iokit: Any = None, core: Any = None
    ) -> None:
        self._on_change = on_change
        self._iokit, self._core = iokit, core
        self._callback = _CALLBACK(self._told)
        self._root = 0
        self._loop: int | None = None
        self._closing = False
        self._thread: threading.Thread | None = None

    @property
    def is_listening(self) -> bool:
        """Whether IOKit has agreed to tell."""
        return self._loop is not None

    def start(self) -> None:
        """Begin to listen; where that is refused nothing comes of it."""
        if self._thread is None:
            self._closing = False
            self._thread = threading.Thread(target=self._run, name="sleep", daemon=True)
            self._thread.start()

    def close(self) -> None:
        """Stop listening."""
        thread, self._thread = self._thread, None
        self._closing = True
        if self._loop is not None:
            self._core.CFRunLoopStop(ctypes.c_void_p(self._loop))
        if thread is not None and thread is not threading.current_thread():
            thread.join(_CLOSE_SECONDS)

    def _run(self) -> None:
        try:
            self._listen()
        except (OSError, AttributeError, ValueError) as error:
            _log.info("macOS does not tell of sleep: %s", error)

    def _listen(self) -> None:
        self._iokit = iokit = self._iokit or framework("IOKit")
        self._core = core = self._core or framework("CoreFoundation")
        pointer = ctypes.c_void_p
        iokit.IORegisterForSystemPower.restype = ctypes.c_uint32
        iokit.IONotificationPortGetRunLoopSource.restype = pointer
        core.CFRunLoopGetCurrent.restype = pointer
        port, notifier = pointer(), ctypes.c_uint32()
        self._root = iokit.IORegisterForSystemPower(
            None, ctypes.byref(port), self._callback, ctypes.byref(notifier)
        )
        if not self._root:
            raise OSError("IORegisterForSystemPower refuses")
        self._loop = loop = core.CFRunLoopGetCurrent()
        source = pointer(iokit.IONotificationPortGetRunLoopSource(port))
        core.CFRunLoopAddSource(pointer(loop), source, _default_mode(core))
        try:
            if not self._closing:
                core.CFRunLoopRun()
        finally:
            self._loop = None
            with contextlib.suppress(OSError, AttributeError):
                iokit.IODeregisterForSystemPower(ctypes.byref(notifier))
                iokit.IONotificationPortDestroy(port)

    def _told(self, _context: int | None, _service: int, kind: int, question: int | None) -> None:
        try:
            if kind in (_WILL_SLEEP, _HAS_WOKEN):
                begins = kind == _WILL_SLEEP
                _log.info("The machine %s.", "is about to sleep" if begins else "woke")
                self._on_change(begins)
        finally:
            if kind in (_WILL_SLEEP, _MAY_IT_SLEEP):
                answer = ctypes.c_long(question or 0)
                self._iokit.IOAllowPowerChange(ctypes.c_uint32(self._root), answer)


def _default_mode(core: Any) -> ctypes.c_void_p:
    return ctypes.c_void_p.in_dll(core, "kCFRunLoopDefaultMode")
