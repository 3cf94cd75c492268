"""Presses that the keyboard makes by itself while a key is held down."""

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget


class Repeats(QObject):
    """Keeps repeated presses away from shortcuts, also those that Qt takes for new ones.

    An X server tells of a held key as released and pressed again in the same millisecond. Qt
    knows the pair as a repetition only when both have come in before it looks at the first;
    on a busy machine they have not.

    Args:
        window: whose keys are watched.
    """

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._released = (0, 0)

    def follow(self, before: QWidget | None, now: QWidget | None) -> None:
        """The focus, to which keys go, is elsewhere now."""
        if before is not None:
            before.removeEventFilter(self)
        if now is not None and now.window() is self._window:
            now.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802, ARG002
        """A press in the very moment of its key's release is none."""
        if not isinstance(event, QKeyEvent):
            return False
        told = (event.key(), event.timestamp())
        if event.type() is QEvent.Type.KeyRelease:
            self._released = told
            return False
        is_repeated = bool(event.timestamp()) and told == self._released
        if is_repeated:
            event.accept()
        return is_repeated
