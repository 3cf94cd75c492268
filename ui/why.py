"""Why Dreamer does not dream just now."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QWidget

from ui.dialog import Card
from ui.i18n import said, tr
from ui.journal.parts import label

if TYPE_CHECKING:
    from dreamer_app.services.assembly import Services

_EVERY_MS = 1000


class WhyCard(Card):
    """The present state and its reason, live while it can be seen."""

    def __init__(self, services: "Services", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self._title = label("", "heading")
        self._line = label("", wrap=True, copy=True)
        self._source = label("", "muted", wrap=True)
        for part in (self._title, self._line, self._source):
            self.inside.addWidget(part)
        self._timer = QTimer(self, interval=_EVERY_MS)
        self._timer.timeout.connect(self.refresh)
        self.refresh()

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802
        """Begin to follow."""
        super().showEvent(event)
        self.refresh()
        self._timer.start()

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802
        """Nothing runs while nobody looks."""
        super().hideEvent(event)
        self._timer.stop()

    def refresh(self) -> None:
        """Show the state of this moment."""
        status = self._services.status.now()
        is_dreaming = status.state == "dreaming"
        self._title.setText(
            tr("What is it doing?") if is_dreaming else tr("Why is it not dreaming?")
        )
        self._line.setText(said(status.line))
        source = said(status.activity_source)
        self._source.setText(
            tr("Keyboard and mouse are watched through: {source}", source=source)
            if source
            else tr("Keyboard and mouse are not watched now.")
        )
