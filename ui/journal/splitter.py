"""Columns with a hairline between them."""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSplitter, QSplitterHandle, QWidget

from ui.theme import tokens


class LineSplitter(QSplitter):
    """Shares room between its widgets, none of which can be closed.

    It draws its lines itself and not by a style sheet, which the parent of columns that are
    dressed one by one does not have.
    """

    def __init__(self, direction: Qt.Orientation, parent: QWidget | None = None) -> None:
        super().__init__(direction, parent)
        self.setChildrenCollapsible(False)
        self.setHandleWidth(1)

    def createHandle(self) -> QSplitterHandle:  # noqa: N802
        """A line in the colour of the scheme in force."""
        return _Line(self.orientation(), self)


class _Line(QSplitterHandle):
    """A hairline, which Qt lets a person take hold of a little beside it too."""

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802, ARG002
        """Draw it."""
        QPainter(self).fillRect(self.contentsRect(), QColor(tokens().border))

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        """Follow a new scheme."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.PaletteChange:
            self.update()
