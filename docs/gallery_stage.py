"""The stage of a scene: a home, the real services over it, and the windows that it opens."""

from collections.abc import Callable
from pathlib import Path
from time import monotonic
from typing import TypeVar

from PySide6.QtCore import QSettings, QSize, QTimer
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QLineEdit, QWidget

from dreamer_app import settings as settings_module
from dreamer_app.paths import Paths
from dreamer_app.services.assembly import build
from ui.bridge import Bridge
from ui.journal.window import JournalWindow
from ui.pool import QtExecutor
from ui.shell import Shell

Part = TypeVar("Part", bound=QWidget)

_PATIENCE = 180.0
_SETTLE = 1.0


class Stage:
    """Opens what a scene needs and ends it.

    Args:
        size: of the screen; windows take it whole, dialogs at most.
    """

    def __init__(self, app: QApplication, home: Path, size: QSize) -> None:
        self._app = app
        self._size = size
        paths = Paths(home).ensure()
        self.bridge, self._executor = Bridge(), QtExecutor()
        settings = settings_module.load(paths.settings_file, environment={})
        self.services = build(paths, settings, executor=self._executor, publish=self.bridge.publish)
        memory = QSettings(str(home / "windows.ini"), QSettings.Format.IniFormat)
        self.shell = Shell(self.services, self.bridge, memory)
        self._journals: list[JournalWindow] = []

    def journal(self, *, is_full: bool = True) -> JournalWindow:
        """The Dream Journal, shown, with its first lesson where there is one."""
        window = JournalWindow(self.services, self.bridge)
        self._journals.append(window)
        window.resize(self._size)
        window.show()
        if is_full:
            self.until(lambda: has_lesson(window))
        return window

    def dialog(self, open_it: Callable[[], None]) -> QDialog:
        """The dialog that a call opens, no larger than the screen."""
        before = set(self._dialogs())
        open_it()
        self.until(lambda: bool(set(self._dialogs()) - before))
        found = (set(self._dialogs()) - before).pop()
        found.resize(found.size().boundedTo(self._size))
        return found

    def modal(self, action: Callable[[], object]) -> QPixmap:
        """What a question looks like that an action asks; it is answered with Escape."""
        seen: list[QPixmap] = []

        def look() -> None:
            asking = self._app.activeModalWidget()
            if isinstance(asking, QDialog):
                seen.append(asking.grab())
                timer.stop()
                asking.reject()

        timer = QTimer(interval=100)
        timer.timeout.connect(look)
        timer.start()
        action()
        self.until(lambda: seen)
        return seen[0]

    def until(self, is_there: Callable[[], object], *, seconds: float = _PATIENCE) -> None:
        """Let the program run until something is so.

        Raises:
            TimeoutError: it did not come about.
        """
        end = monotonic() + seconds
        while not is_there():
            self._app.processEvents()
            if monotonic() > end:
                raise TimeoutError("the scene did not come about")

    def rest(self, seconds: float = _SETTLE) -> None:
        """Let everything come to rest."""
        end = monotonic() + seconds
        while monotonic() < end:
            self._app.processEvents()

    def close(self) -> None:
        """End everything that was opened."""
        for window in self._journals:
            window.shut_down()
            window.close()
            window.deleteLater()
        self.shell.close()
        for widget in self._app.topLevelWidgets():
            if widget.isVisible():
                widget.close()
        self.services.close()
        self._executor.shutdown()
        self.rest()

    def _dialogs(self) -> list[QDialog]:
        return [w for w in self._app.topLevelWidgets() if isinstance(w, QDialog) and w.isVisible()]


def has_lesson(window: JournalWindow) -> bool:
    """Whether a lesson is shown and the nights are there."""
    return window.lessons.detail.lesson is not None and window.lessons.nights.rowCount() > 1


def field_named(name: str, inside: QWidget) -> QLineEdit:
    """The visible field with that accessible name."""
    for field in inside.findChildren(QLineEdit):
        if field.isVisible() and field.accessibleName() == name:
            return field
    raise LookupError(name)


def part_of(inside: QWidget, kind: type[Part]) -> Part:
    """The first part of that kind."""
    found = inside.findChild(kind)
    if found is None:
        raise LookupError(kind.__name__)
    return found


def says(inside: QWidget, text: str) -> bool:
    """Whether a visible label shows this."""
    return any(w.isVisible() and w.text() == text for w in inside.findChildren(QLabel))
