"""What is being read or forgotten just now, what comes after it, and how far it is."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar, QWidget

from dreamer_app.core.events import IngestProgressed
from ui.i18n import plural, tr
from ui.journal.parts import ElidedLabel, button, label
from ui.journal.style import mark
from ui.theme import SPACE


class ReadingStrip(QFrame):
    """A line with a bar; hidden while nothing goes on.

    Attributes:
        cancelled: a person wants it to end.
    """

    cancelled = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        mark(self, "bar-top")
        self._what = ElidedLabel()
        self._waiting = label(kind="muted")
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setFixedWidth(180)
        self._bar.setAccessibleName(tr("Progress of reading"))
        self._cancel = button(tr("Cancel"), "plain", self.cancelled.emit)
        row = QHBoxLayout(self)
        row.setContentsMargins(SPACE.large, SPACE.hair, SPACE.large, SPACE.small)
        row.addWidget(self._what, 1)
        row.addWidget(self._waiting)
        row.addWidget(self._bar)
        row.addWidget(self._cancel)
        self.hide()

    @property
    def said(self) -> str:
        """What is shown; empty while it is hidden."""
        return f"{self._what.whole} {self._waiting.text()}".strip() if not self.isHidden() else ""

    def show_reading(self, items: Sequence[str]) -> None:
        """Reading of these begins."""
        names = [Path(item).name or item for item in items]
        self._begin(tr("Reading {what}", what=", ".join(names)))
        self._cancel.show()

    def show_removing(self, names: Sequence[str]) -> None:
        """These are being forgotten; that is quick, and is not stopped half way."""
        self._begin(tr("Removing {what}", what=", ".join(names)))
        self._cancel.hide()

    def show_waiting(self, count: int) -> None:
        """So many things are read afterwards."""
        self._waiting.setText(plural("{count} more to read", "{count} more to read", count))
        self._waiting.setVisible(count > 0)

    def show_progress(self, event: IngestProgressed) -> None:
        """How far the reading is."""
        if event.source:
            self._what.show_text(tr("Reading {what}", what=event.source))
        self._bar.setRange(0, event.total)
        self._bar.setValue(event.done)

    def _begin(self, text: str) -> None:
        self._what.show_text(text)
        self._bar.setRange(0, 0)
        self.show()
