"""POSIX signals in the event loop, without polling."""

import signal
import socket
import sys
from collections.abc import Callable
from types import FrameType

from PySide6.QtCore import QObject, QSocketNotifier


class TerminationSignals(QObject):
    """Calls ``stop`` in the main thread when the process is asked to end.

    Python runs its handlers only between bytecodes, and a Qt program that waits runs none: so
    the interpreter writes the signal's number to a socket, and the event loop wakes up.
    """

    def __init__(self, stop: Callable[[], None], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._stop = stop
        self._reader, self._writer = socket.socketpair()
        for end in (self._reader, self._writer):
            end.setblocking(False)  # noqa: FBT003 - the standard library's signature
        self._notifier = QSocketNotifier(self._reader.fileno(), QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._wake)
        names = (
            ("SIGTERM", "SIGINT") if sys.platform == "win32" else ("SIGTERM", "SIGINT", "SIGHUP")
        )
        self._before = {
            number: signal.signal(number, _noted)
            for number in (getattr(signal, name) for name in names)
        }
        signal.set_wakeup_fd(self._writer.fileno(), warn_on_full_buffer=False)

    def close(self) -> None:
        """Put back what was there before."""
        signal.set_wakeup_fd(-1)
        for number, handler in self._before.items():
            signal.signal(number, handler)
        self._notifier.setEnabled(False)
        self._reader.close()
        self._writer.close()

    def _wake(self) -> None:
        if self._reader.recv(64):
            self._stop()


def _noted(_number: int, _frame: FrameType | None) -> None:
    """Only a signal with a handler is written to the socket; the work is done from there."""
