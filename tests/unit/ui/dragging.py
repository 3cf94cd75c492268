"""Files that are dragged onto a window, as Qt tells of them."""

from pathlib import Path

from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QWidget


def drag_over(widget: QWidget, *paths: Path) -> tuple[QMimeData, QDragEnterEvent]:
    """Files come over a widget; what they are, and the event that told of it."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    enters = QDragEnterEvent(
        QPoint(5, 5),
        Qt.DropAction.CopyAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    QApplication.sendEvent(widget, enters)
    return data, enters


def let_go(widget: QWidget, data: QMimeData) -> None:
    """They are dropped on it."""
    drop = QDropEvent(
        QPointF(5, 5),
        Qt.DropAction.CopyAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    QApplication.sendEvent(widget, drop)


def drop_on(widget: QWidget, *paths: Path) -> None:
    """Files are dragged over a widget and dropped there."""
    data, _enters = drag_over(widget, *paths)
    let_go(widget, data)
