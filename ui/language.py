"""Another language while the program runs."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QGuiApplication

from ui.i18n import install

_LOOK_MS = 250


def speak(language: str) -> None:
    """Have all that is said from now on, and windows made from now on, be in a language.

    Args:
        language: two letters, or empty for the system's.
    """
    direction = install(language).textDirection()
    app = QGuiApplication.instance()
    if isinstance(app, QGuiApplication):
        app.setLayoutDirection(direction)


class Renewal(QObject):
    """Makes windows anew in the language in force, each as soon as a person loses nothing by it.

    A window that is written in, or that works at something, is asked again until it is free;
    so is one whose place was taken, until it may be deleted.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._left: dict[object, Callable[[], bool]] = {}
        self._looking = QTimer(self, interval=_LOOK_MS)
        self._looking.timeout.connect(self._look)

    def add(self, key: object, renewed: Callable[[], bool]) -> None:
        """Have this done soon.

        Args:
            key: whatever has this key already is not done any more.
            renewed: does it, if that is possible now; whether it was.
        """
        self._left[key] = renewed
        self._looking.start()
        QTimer.singleShot(0, self, self._look)

    def stop(self) -> None:
        """Leave all as it is."""
        self._left.clear()
        self._looking.stop()

    def _look(self) -> None:
        for key, renewed in tuple(self._left.items()):
            if renewed():
                self._left.pop(key, None)
        if not self._left:
            self._looking.stop()
