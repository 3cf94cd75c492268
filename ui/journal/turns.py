"""Work that is done piece by piece, so that the window answers in between."""

from collections import deque
from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer


class Turns(QObject):
    """Does one thing in each turn of the event loop, in the order in which they were added.

    Args:
        pause_ms: before each, so that what the one before it changed is painted.
    """

    def __init__(self, parent: QObject, pause_ms: int = 0) -> None:
        super().__init__(parent)
        self._left: deque[Callable[[], object]] = deque()
        # Not ``singleShot``: what that posts still belongs to the turn in which it is posted.
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(pause_ms)
        self._timer.timeout.connect(self._next)

    @property
    def is_done(self) -> bool:
        """Whether nothing is left to do."""
        return not self._left

    def add(self, work: Callable[[], object]) -> None:
        """Do this when the others are done."""
        self._left.append(work)
        if not self._timer.isActive():
            self._timer.start()

    def forget(self) -> None:
        """Leave out what is not done yet."""
        self._left.clear()
        self._timer.stop()

    def _next(self) -> None:
        work = self._left.popleft()
        try:
            work()
        finally:
            if self._left:
                self._timer.start()
