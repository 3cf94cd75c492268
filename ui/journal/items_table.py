"""A plain table of items."""

from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QTableView

from ui.journal.knowledge_models import ItemsModel
from ui.journal.style import mark

_COLUMN = 100
_SLACK = 8


class ItemsTable(QTableView):
    """Rows of a model; where it gets narrow, the last columns go.

    Args:
        least: width that the first column keeps, in pixels.
    """

    def __init__(self, model: ItemsModel, name: str, least: int) -> None:
        super().__init__()
        self._least = least
        self.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.setModel(model)
        mark(self, "table")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAccessibleName(name)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.verticalHeader().hide()
        self._fit_rows()
        head = self.horizontalHeader()
        head.setHighlightSections(False)
        head.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        for column in range(1, model.columnCount()):
            head.setSectionResizeMode(column, QHeaderView.ResizeMode.Fixed)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        """Follow another size of fonts."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.FontChange:
            self._fit_rows()
            QTimer.singleShot(0, self, self._fit_columns)  # the header has its font then

    def _fit_columns(self) -> None:
        """Wide enough for what stands above them, in any language; without room the last go."""
        head = self.horizontalHeader()
        room = self.viewport().width() - self._least
        for column in range(1, self.model().columnCount()):
            width = max(_COLUMN, head.sectionSizeHint(column) + _SLACK)
            room -= width
            self.setColumnWidth(column, width)
            self.setColumnHidden(column, room < 0)

    def _fit_rows(self) -> None:
        self.verticalHeader().setDefaultSectionSize(self.fontMetrics().height() + 14)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """The first column keeps room for a name."""
        super().resizeEvent(event)
        self._fit_columns()
