"""Work that is done piece by piece, so that the window answers in between."""

from collections import deque
from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer


class Turns(QObject):
    """Does one thing in each turn of the event loop, in the order in which they were added."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._left: deque[Callable[[], object]] = deque()
        # Not ``singleShot``: what that posts still belongs to the turn in which it is posted.
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._next)

    def add(self, work: Callable[[], object]) -> None:
        """Do this when the others are done."""
        self._left.append(work)
        self._timer.start(0)

    def forget(self) -> None:
        """Leave out what is not done yet."""
        self._left.clear()
        self._timer.stop()

    def _next(self) -> None:
        work = self._left.popleft()
        if not self._left:
            self._timer.stop()
        work()
