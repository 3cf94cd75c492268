"""A window that takes files, and what it shows while they are dragged over it."""

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import (
    QAbstractScrollArea,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QTextEdit,
    QWidget,
)

from ui.dropping import local_paths
from ui.journal.style import mark


class FileDrops(QObject):
    """Takes the files that are dropped anywhere on a window.

    Args:
        window: what takes them.
        over: the part of it that the hint covers.
        text: what dropping does.

    Attributes:
        dropped: files and folders; carries their paths.
        hint: what is shown while files are over the window; for whoever dresses the window.
    """

    dropped = Signal(list)

    def __init__(self, window: QWidget, over: QWidget, text: str) -> None:
        super().__init__(window)
        self._over = over
        self.hint = QLabel(text, over)
        mark(self.hint, "drop")
        self.hint.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.hint.setWordWrap(True)
        self.hint.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hint.hide()
        window.setAcceptDrops(True)
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """Show the hint while files are over the window, and take them."""
        kind = event.type()
        if kind in (QEvent.Type.DragLeave, QEvent.Type.Drop, QEvent.Type.Resize):
            self.hint.hide()
        if kind not in (QEvent.Type.DragEnter, QEvent.Type.Drop):
            return super().eventFilter(watched, event)
        if isinstance(event, QDropEvent) and (paths := local_paths(event.mimeData())):
            event.acceptProposedAction()
            if kind == QEvent.Type.Drop:
                self.dropped.emit(paths)
            else:
                self._show_hint()
        return True

    def _show_hint(self) -> None:
        self.hint.setGeometry(self._over.rect())
        self.hint.show()
        self.hint.raise_()


def let_files_through(inside: QWidget) -> None:
    """Keep fields from taking dropped files for text: they go to the window."""
    for kind in (QLineEdit, QPlainTextEdit, QTextEdit):
        for field in inside.findChildren(kind):
            field.setAcceptDrops(False)
            if isinstance(field, QAbstractScrollArea):
                field.viewport().setAcceptDrops(False)
