"""The lesson with what can be done about it below."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from ui.i18n import tr
from ui.journal.detail import LessonDetail
from ui.journal.flow import FlowLayout
from ui.journal.parts import button, label, tool
from ui.journal.style import mark
from ui.theme import SPACE


class LessonPane(QWidget):
    """The detail and a bar of actions, with the place in the list.

    Attributes:
        approve_wanted, reject_wanted, skip_wanted, edit_wanted: as their buttons say.
        focus_wanted: the lesson large, or beside the list.
    """

    approve_wanted = Signal()
    reject_wanted = Signal()
    skip_wanted = Signal()
    edit_wanted = Signal()
    focus_wanted = Signal()

    def __init__(self, detail: LessonDetail, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        bar = QFrame()
        mark(bar, "bar-bottom")
        row = QHBoxLayout(bar)
        row.setContentsMargins(SPACE.large, SPACE.small, SPACE.large, SPACE.small)
        row.setSpacing(SPACE.small)
        buttons = FlowLayout(spacing=SPACE.small)
        for widget in (
            _keyed(button(tr("Approve"), "good", self.approve_wanted.emit, "approve"), "A"),
            _keyed(button(tr("Reject"), "danger", self.reject_wanted.emit, "reject"), "R"),
            _keyed(button(tr("Skip"), "plain", self.skip_wanted.emit), "S"),
            _keyed(button(tr("Edit"), "plain", self.edit_wanted.emit), "E"),
        ):
            buttons.addWidget(widget)
        row.addLayout(buttons, 1)
        self._position = label(kind="muted")
        row.addWidget(self._position)
        row.addWidget(tool("focus", tr("Large view (Space)"), self.focus_wanted.emit))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(detail, 1)
        column.addWidget(bar)

    def show_position(self, row: int, count: int) -> None:
        """Say "7 of 42"; nothing without a row."""
        self._position.setText(tr("{here} of {all}", here=row + 1, all=count) if row >= 0 else "")


def _keyed(widget: QPushButton, key: str) -> QPushButton:
    widget.setToolTip(f"{widget.text()} ({key})")
    return widget
