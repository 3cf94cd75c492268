"""The lesson with what can be done about it below."""

from collections.abc import Callable
from time import monotonic

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from ui.i18n import tr
from ui.journal import words
from ui.journal.detail import WIDEST, LessonDetail
from ui.journal.flow import FlowLayout
from ui.journal.pace import Pace
from ui.journal.parts import button, label, tool
from ui.journal.style import mark
from ui.theme import SPACE

_WORTH_SAYING = 20.0
"""Seconds; less is over before it is read."""


class LessonPane(QWidget):
    """The detail and a bar of actions, with the place in the list.

    Attributes:
        approve_wanted, reject_wanted, skip_wanted, edit_wanted: as their buttons say.
        focus_wanted: the lesson large, or beside the list.

    Args:
        clock: seconds that never go back.
    """

    approve_wanted = Signal()
    reject_wanted = Signal()
    skip_wanted = Signal()
    edit_wanted = Signal()
    focus_wanted = Signal()

    def __init__(
        self,
        detail: LessonDetail,
        parent: QWidget | None = None,
        *,
        clock: Callable[[], float] = monotonic,
    ) -> None:
        super().__init__(parent)
        self._clock = clock
        self._pace = Pace()
        bar = QFrame()
        mark(bar, "bar-bottom")
        row = self._row = QHBoxLayout(bar)
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

    @property
    def position(self) -> str:
        """What is said of the place in the list."""
        return self._position.text()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """The actions stand below the column of the lesson."""
        super().resizeEvent(event)
        side = max(SPACE.large, (self.width() - WIDEST) // 2)
        self._row.setContentsMargins(side, SPACE.small, side, SPACE.small)

    def decided(self) -> None:
        """A person decided about a lesson: that gives the pace."""
        self._pace.decided(self._clock())

    def show_position(self, row: int, count: int, waiting: int = 0) -> None:
        """Say "7 of 42", and how long the waiting ones take when that is known.

        Args:
            row: counted from 0; below 0 nothing is said.
            count: rows of the list.
            waiting: lessons that are not decided yet.
        """
        seconds = self._pace.left(waiting)
        parts = []
        if row >= 0:
            parts.append(tr("{here} of {all}", here=words.number(row + 1), all=words.number(count)))
            if seconds is not None and seconds >= _WORTH_SAYING:
                parts.append(tr("about {time} left", time=words.duration(seconds)))
        self._position.setText("  ·  ".join(parts))


def _keyed(widget: QPushButton, key: str) -> QPushButton:
    widget.setToolTip(f"{widget.text()} ({key})")
    return widget
